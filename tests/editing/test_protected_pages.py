"""Pages in the menus or named by settings are not taken away from visitors by accident."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from pages.models import Announcement, Navigation
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import SITE_TEXTS, form_of
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db

# The page, where it is used, and what the settings call it.
NAMED = {"privacy": "Menus, Privacy page", "accessibility": "Menus, Accessibility page"}
USED = {
    "about": "Whole site, Menus, Main menu",
    "blog": "Whole site, Menus, Main menu",
    "glossary": "Whole site, Menus, Footer menu",
    "anti-racism": "the home page, Page that the first button links to",
}


def page_with(slug: str) -> Page:
    return Page.objects.get(slug=slug, locale__language_code="en-gb").specific


def add_to_footer(page: Page) -> None:
    navigation = Navigation.objects.get()
    navigation.footer_menu.append(("item", {"page": page}))
    navigation.save()


def words_after(response) -> str:
    return " ".join(parsed(response).get_text().split())


@pytest.mark.parametrize("view", ["delete", "unpublish"])
@pytest.mark.parametrize("slug", [*NAMED, *USED])
def test_a_page_that_others_link_to_is_neither_deleted_nor_unpublished_and_says_why(client, slug, view):
    page = page_with(slug)
    words = words_after(browser("superuser").post(editor.edit_address(page, view), follow=True))
    assert f"“{page.title}” cannot be deleted or unpublished" in words
    assert (NAMED | USED)[slug] in words
    assert ("Take it out there first" in words) is (slug in USED)
    assert ("choose that one first" in words) is (slug in NAMED)
    assert client.get(page.url).status_code == 200


@pytest.mark.parametrize("slug", ["privacy", "about"])
def test_it_can_neither_expire_nor_be_made_private_either(slug):
    page, staff = page_with(slug), browser("superuser")
    form = editor.opened(staff, page) | {"expire_at": "2035-01-01 12:00"}
    assert "This page cannot expire" in words_after(staff.post(editor.edit_address(page), form | editor.PUBLISH))
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    assert "This page cannot be made private" in staff.get(address).json()["html"]
    with pytest.raises(PermissionDenied, match="cannot be made private"):
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_a_draft_with_an_expiry_date_is_not_published_once_its_page_is_in_a_menu():
    page, staff = builders.standard_page(), browser("superuser")
    page.expire_at = datetime(2035, 1, 1, 12, tzinfo=UTC)
    page.save_revision()
    add_to_footer(page)
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    words = words_after(staff.post(f"{address}?id={page.pk}&next=/admin/", follow=True))
    assert "This page cannot expire, because a menu, a setting or the home page leads to it." in words
    assert Page.objects.get(pk=page.pk).expire_at is None


def test_the_schedule_does_not_publish_it_either_and_the_history_says_why():
    page = builders.standard_page()
    page.expire_at = datetime(2035, 1, 1, 12, tzinfo=UTC)
    page.go_live_at = timezone.now() + timedelta(hours=1)
    page.save_revision().publish()
    add_to_footer(page)
    with time_machine.travel(page.go_live_at + timedelta(hours=1)):
        call_command("publish_scheduled")
    assert Page.objects.get(pk=page.pk).expire_at is None
    assert "This page cannot expire" in words_after(browser("superuser").get(editor.edit_address(page, "history")))


@pytest.mark.parametrize("field", ["contact_page", "privacy_page"])
def test_a_page_that_goes_at_a_time_is_not_named_for_a_purpose(field):
    page, staff = builders.standard_page(title="Our notice"), browser("superuser")
    Page.objects.filter(pk=page.pk).update(expire_at=datetime(2035, 7, 1, 11, tzinfo=UTC))
    menus = SITE_TEXTS[1]
    form = form_of(staff.get(menus.address()), menus, **{field: str(page.pk)})
    refused = staff.post(menus.address(), form)
    assert "“Our notice” goes from the website on 1 Jul 2035, noon BST" in editor.error_of(refused, field)
    assert getattr(Navigation.objects.get(), field).pk != page.pk
    Page.objects.filter(pk=page.pk).update(expire_at=None)
    assert staff.post(menus.address(), form).status_code == 302
    assert getattr(Navigation.objects.get(), field).pk == page.pk


def test_a_page_that_was_taken_out_of_the_menus_can_be_unpublished(client):
    page, staff = page_with("glossary"), browser("superuser")
    navigation = Navigation.objects.get()
    navigation.footer_menu = [
        ("item", item.value) for item in navigation.footer_menu if item.value["page"].pk != page.pk
    ]
    navigation.save()
    staff.post(editor.edit_address(page, "unpublish"))
    assert client.get(page.url).status_code == 404


def test_the_privacy_page_cannot_even_after_it_was_taken_out_of_the_menus(client):
    page = page_with("privacy")
    navigation = Navigation.objects.get()
    navigation.footer_menu = []
    navigation.save()
    browser("superuser").post(editor.edit_address(page, "unpublish"))
    assert client.get(page.url).status_code == 200


def test_a_page_that_the_announcement_leads_to_stays_until_the_announcement_leads_elsewhere(client):
    page, staff = builders.standard_page(), browser("superuser")
    announcement = Announcement.for_site(Site.objects.get())
    announcement.page = page
    announcement.save()
    words = words_after(staff.post(editor.edit_address(page, "unpublish"), follow=True))
    assert "Whole site, Announcement, Page to read more" in words
    announcement.page = None
    announcement.save()
    staff.post(editor.edit_address(page, "unpublish"))
    assert client.get(page.url).status_code == 404


def test_the_page_above_one_in_a_menu_stays_with_it():
    above = builders.standard_page()
    below = builders.standard_page(above, title="Below")
    add_to_footer(below)
    words = words_after(browser("superuser").post(editor.edit_address(above, "delete"), follow=True))
    assert "“Below” cannot be deleted or unpublished" in words


def test_pages_in_the_menus_are_not_unpublished_among_others(client):
    pages = [builders.standard_page(), page_with("about")]
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "unpublish"])
    chosen = "&".join(f"id={page.pk}" for page in pages)
    words = words_after(browser("superuser").post(f"{address}?{chosen}&next=/admin/", follow=True))
    assert "Take it out there first." in words
    assert [client.get(page.url).status_code for page in pages] == [200, 200]


def test_a_page_in_a_menu_can_be_renamed_and_moved_but_not_below_a_private_page(client):
    page, staff = page_with("about"), browser("superuser")
    page.slug = "about-us"
    page.save()
    parent, private = builders.standard_page(), builders.standard_page()
    builders.lock(private)
    refused = staff.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, private.pk]), follow=True)
    assert "cannot be moved" in words_after(refused)
    staff.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, parent.pk]))
    moved = Page.objects.get(pk=page.pk)
    assert moved.get_parent().pk == parent.pk
    assert client.get(moved.url).status_code == 200


def test_a_draft_in_a_menu_can_be_deleted():
    page = builders.standard_page(live=False)
    add_to_footer(page)
    browser("superuser").post(editor.edit_address(page, "delete"))
    assert not Page.objects.filter(pk=page.pk).exists()
