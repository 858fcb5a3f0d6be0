"""Pages on which the safety of visitors rests keep their address and stay public."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from wagtail.models import Locale, Page, PageViewRestriction

from pages.protected_pages import first_protected_page
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db

PROTECTED = ["contact", "staying-safe-online", "apna-haq"]
every_protected_page = pytest.mark.parametrize("slug", PROTECTED)


def page_with(slug: str) -> Page:
    """Return a page by its slug."""
    return Page.objects.get(slug=slug, locale__language_code="en-gb").specific


@every_protected_page
@pytest.mark.parametrize("action", [editor.PUBLISH, {}], ids=["published", "saved"])
def test_the_form_of_a_protected_page_refuses_another_slug_with_a_reason(slug, action):
    page, editing = page_with(slug), browser("superuser")
    response = editing.post(editor.edit_address(page), editor.opened(editing, page) | {"slug": "elsewhere"} | action)
    assert f"The address of “{page.title}” stays as it is" in editor.error_of(response, "slug")
    assert f"Write “{slug}” again" in editor.error_of(response, "slug")
    assert page_with(slug).pk == page.pk


@every_protected_page
def test_no_code_gives_a_protected_page_another_slug(slug):
    page = page_with(slug)
    page.slug = "elsewhere"
    with pytest.raises(ValidationError, match="stays as it is"):
        page.save()


@every_protected_page
def test_a_protected_page_is_edited_and_published_with_its_slug(slug):
    page, editing = page_with(slug), browser("superuser")
    response = editing.post(editor.edit_address(page), editor.opened(editing, page))
    assert "stays as it is" not in parsed(response).get_text()
    page.title = "Another title"
    page.save_revision().publish()
    assert page_with(slug).title == "Another title"


def test_the_page_above_a_protected_page_keeps_its_address_too():
    above = builders.standard_page(slug="above")
    contact = page_with("contact")
    Page.objects.filter(pk=contact.pk).update(path=f"{above.path}0001", depth=4, url_path=f"{above.url_path}contact/")
    Page.objects.filter(pk=above.pk).update(numchild=1)
    above.refresh_from_db()
    above.slug = "elsewhere"
    with pytest.raises(ValidationError, match="Contact us"):
        above.save()
    with pytest.raises(PermissionDenied):
        PageViewRestriction.objects.create(page=above, restriction_type="login")


@pytest.mark.parametrize("slug", ["contact", "staying-safe-online"])
def test_a_protected_page_is_not_moved(slug):
    page, home, elsewhere = page_with(slug), builders.home(), builders.home_page()
    address = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])
    response = browser("superuser").post(address, follow=True)
    assert f"“{page.title}” cannot be moved" in parsed(response).get_text()
    assert page_with(slug).get_parent().pk == home.pk


def test_protected_pages_are_not_moved_among_others():
    page, other, home = page_with("contact"), page_with("privacy"), builders.home()
    elsewhere = builders.home_page()
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "move"])
    listing = reverse("wagtailadmin_explore", args=[home.pk])
    chosen = f"{address}?id={page.pk}&id={other.pk}&next={listing}"
    response = browser("superuser").post(chosen, {"chooser": elsewhere.pk}, follow=True)
    assert "“Contact us” cannot be moved" in parsed(response).get_text()
    assert {page_with(slug).get_parent().pk for slug in ("contact", "privacy")} == {home.pk}


def test_no_code_moves_a_protected_page_elsewhere():
    page, other = page_with("contact"), builders.standard_page()
    with pytest.raises(PermissionDenied, match="cannot be moved"):
        page.move(other, "last-child")
    assert page_with("contact").get_parent().pk == builders.home().pk


def test_protected_pages_can_be_put_into_another_order(client):
    page = page_with("contact")
    page.move(page_with("about"), "left")
    order = [child.slug for child in builders.home().get_children()]
    assert order.index("contact") == order.index("about") - 1
    assert client.get("/contact/").status_code == 200


@every_protected_page
def test_the_dialog_offers_no_privacy_for_a_protected_page_and_says_why(slug, client):
    page, editing = page_with(slug), browser("superuser")
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert "This page cannot be made private" in editing.get(address).json()["html"]
    editing.post(address, {"restriction_type": "login"})
    assert not PageViewRestriction.objects.exists()
    assert client.get(page.url).status_code == 200


def test_a_protected_page_that_is_private_already_can_be_made_public():
    page, editing = page_with("contact"), browser("superuser")
    builders.lock(page)
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert "restriction_type" in editing.get(address).json()["html"]
    editing.post(address, {"restriction_type": "none"})
    assert not PageViewRestriction.objects.exists()


@every_protected_page
def test_no_code_makes_a_protected_page_private(slug):
    with pytest.raises(PermissionDenied, match="cannot be made private"):
        PageViewRestriction.objects.create(page=page_with(slug), restriction_type="login")


def test_other_pages_are_renamed_moved_and_made_private():
    page, other = builders.standard_page(), builders.standard_page()
    page.slug = "elsewhere"
    page.save()
    page.move(other, "last-child")
    PageViewRestriction.objects.create(page=other, restriction_type="login")
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert "restriction_type" in browser("superuser").get(address).json()["html"]


@pytest.mark.parametrize("slug", ["contact", "staying-safe-online"])
def test_a_translation_that_visitors_can_read_is_protected_like_its_page(slug):
    translation = builders.in_urdu(page_with(slug), is_live=False)
    assert first_protected_page(translation) is None
    translation.save_revision().publish()
    assert first_protected_page(translation).pk == translation.pk
    assert browser("superuser").post(reverse("wagtailadmin_pages:delete", args=[translation.pk])).status_code != 200
    assert Page.objects.filter(pk=translation.pk).exists()


def test_a_language_can_be_withdrawn_with_its_home_page():
    urdu = Locale.objects.get(language_code="ur")
    builders.in_urdu(page_with("contact"))
    assert first_protected_page(Page.objects.get(depth=2, locale=urdu)) is None
