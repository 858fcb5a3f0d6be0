"""Unpublishing or deleting a page names it in other languages: they go with it, and an original if that is wanted."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db
TAKE_ALONG = {"translations": "on"}
BELOW = {"include_descendants": "on"}


def translated(page: Page, title: str = "Gulab") -> Page:
    """Publish the translation of a page into Urdu."""
    return builders.in_urdu(page, title=title)


@pytest.fixture
def pair() -> tuple[Page, Page]:
    """Publish a page and its translation."""
    page = builders.standard_page(title="Roses", lead="<p>Red.</p>")
    return page, translated(page)


@pytest.fixture
def publisher() -> Client:
    return browser("publisher")


def question(client: Client, page: Page, view: str = "unpublish") -> str:
    """Return the words of the question before a page is unpublished or deleted."""
    return " ".join(parsed(client.get(editor.edit_address(page, view))).select_one("main").get_text().split())


def several(*pages: Page, action: str = "unpublish") -> str:
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    return f"{address}?{'&'.join(f'id={page.pk}' for page in pages)}&next=/admin/"


def test_the_question_names_the_live_translation_and_takes_it_along_unless_that_is_unticked(publisher, pair):
    page, translation = pair
    words = question(publisher, page)
    assert "“Gulab” (Urdu)" in words
    assert "Unpublish it in Urdu too" in words
    box = parsed(publisher.get(editor.edit_address(page, "unpublish"))).select_one("[name=translations]")
    assert box.has_attr("checked")
    other_way = publisher.get(editor.edit_address(translation, "unpublish"))
    assert not parsed(other_way).select_one("[name=translations]").has_attr("checked")
    translation.unpublish()
    assert "another language" not in question(publisher, page)


def test_a_translation_stays_live_without_the_tick(client, publisher, pair):
    page, translation = pair
    assert client.get(translation.url).status_code == 200
    publisher.post(editor.edit_address(page, "unpublish"))
    assert (client.get(page.url).status_code, client.get(translation.url).status_code) == (404, 200)


@pytest.mark.parametrize("number", [0, 1], ids=["from the page", "from its translation"])
def test_a_translation_is_taken_along_with_the_tick(client, pair, number):
    user = builders.user("Publisher")
    assert client.get(pair[1].url).status_code == 200
    answer = browser_of(user).post(editor.edit_address(pair[number], "unpublish"), TAKE_ALONG, follow=True)
    assert [client.get(page.url).status_code for page in pair] == [404, 404]
    assert f"Unpublished too: “{pair[1 - number].title}”" in parsed(answer).get_text()
    logged = PageLogEntry.objects.filter(action="wagtail.unpublish", user=user).values_list("page", flat=True)
    assert set(logged) == {page.pk for page in pair}


def test_translations_are_taken_along_when_several_pages_are_unpublished(client, publisher, pair):
    page, other = pair[0], builders.standard_page()
    screen = parsed(publisher.get(several(page, other)))
    assert "“Gulab” (Urdu)" in screen.get_text()
    assert screen.select("form [name=translations]")
    publisher.post(several(page, other), TAKE_ALONG)
    assert [client.get(each.url).status_code for each in (*pair, other)] == [404, 404, 404]


def test_a_translation_that_she_may_not_unpublish_stays_and_says_so(client, pair):
    page, translation = pair
    group = Group.objects.create(name="English only")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for codename in ("change_page", "publish_page"):
        permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
        GroupPagePermission.objects.create(group=group, page=builders.home(), permission=permission)
    staff = browser_of(builders.user("English only"))
    assert "“Gulab” (Urdu). It stays live. You may not unpublish it." in question(staff, page)
    assert "Unpublish this" not in question(staff, page)
    staff.post(editor.edit_address(page, "unpublish"), TAKE_ALONG)
    assert (client.get(page.url).status_code, client.get(translation.url).status_code) == (404, 200)


def test_pages_below_a_translation_go_with_it_if_those_below_the_page_do(client, publisher, pair):
    page, translation = pair
    below = builders.standard_page(page)
    below_translation = translated(below)
    publisher.post(editor.edit_address(page, "unpublish"), TAKE_ALONG | {"include_descendants": "on"})
    for each in (page, translation, below, below_translation):
        assert client.get(each.url).status_code == 404


def test_a_translation_that_others_link_to_stays(client, publisher):
    urdu_home = Page.objects.get(depth=2, locale__language_code="ur").specific
    urdu_home.save_revision().publish()
    home = builders.home()
    assert f"It stays live. “{home.title}” cannot be deleted or unpublished" in question(publisher, urdu_home)
    publisher.post(editor.edit_address(urdu_home, "unpublish"), TAKE_ALONG)
    assert client.get("/").status_code == 200


def test_the_question_before_a_page_is_deleted_names_the_live_translation_and_takes_it_along(client, publisher, pair):
    page, translation = pair
    words = question(publisher, page, "delete")
    assert "“Gulab” (Urdu)" in words
    assert "Unpublish it in Urdu too" in words
    assert parsed(publisher.get(editor.edit_address(page, "delete"))).select("form [name=translations][checked]")
    answer = publisher.post(editor.edit_address(page, "delete"), TAKE_ALONG, follow=True)
    assert "Unpublished too: “Gulab”" in parsed(answer).get_text()
    assert not Page.objects.filter(pk=page.pk).exists()
    assert Page.objects.filter(pk=translation.pk).exists()
    assert client.get(translation.url).status_code == 404


def test_a_translation_stays_live_without_the_tick_when_its_page_is_deleted(client, publisher, pair):
    page, translation = pair
    publisher.post(editor.edit_address(page, "delete"))
    assert not Page.objects.filter(pk=page.pk).exists()
    assert client.get(translation.url).status_code == 200


def test_the_question_before_a_page_is_deleted_says_how_many_pages_below_it_go_too(client, pair):
    below, admin = builders.standard_page(pair[0]), browser("superuser")
    assert "will also delete 1 child page" in question(admin, pair[0], "delete")
    below_translation = translated(below)
    admin.post(editor.edit_address(pair[0], "delete"), TAKE_ALONG)
    assert client.get(below_translation.url).status_code == 404


def test_translations_are_taken_along_when_several_pages_are_deleted(client, publisher, pair):
    page, translation = pair
    other = builders.standard_page()
    screen = parsed(publisher.get(several(page, other, action="delete")))
    assert "“Gulab” (Urdu)" in screen.get_text()
    assert screen.select("form [name=translations]")
    publisher.post(several(page, other, action="delete"), TAKE_ALONG)
    assert not Page.objects.filter(pk__in=[page.pk, other.pk]).exists()
    assert client.get(translation.url).status_code == 404


@pytest.fixture
def section() -> tuple[Page, Page, Page]:
    """Publish a page, one below it, and the translation of that alone: the page above it is a draft in Urdu."""
    page = builders.standard_page(title="Roses")
    below = builders.standard_page(page, title="Petals")
    translation = translated(below)
    assert not page.get_translation(translation.locale).live
    return page, below, translation


def statuses(client: Client, *pages: Page) -> list[int]:
    """Return how visitors are answered who ask for some pages."""
    return [client.get(page.url).status_code for page in pages]


def test_the_question_names_live_translations_of_pages_below_and_takes_them_along_if_these_go_too(
    client, publisher, section
):
    page, below, translation = section
    named = "If the pages below it are unpublished too, visitors can still read these in another language: “Gulab”"
    assert named in question(publisher, page)
    publisher.post(editor.edit_address(page, "unpublish"), TAKE_ALONG)
    assert statuses(client, page, below, translation) == [404, 200, 200]
    page.get_latest_revision().publish()
    answer = publisher.post(editor.edit_address(page, "unpublish"), TAKE_ALONG | BELOW, follow=True)
    assert "Unpublished too: “Gulab” (Urdu)" in parsed(answer).get_text()
    assert statuses(client, page, below, translation) == [404, 404, 404]


def test_a_translation_that_goes_with_the_one_above_it_is_named_once(publisher, pair):
    translated(builders.standard_page(pair[0]), title="Petals")
    words = question(publisher, pair[0])
    assert "“Gulab” (Urdu)" in words and "Petals" not in words


def test_the_question_before_a_page_is_deleted_names_live_translations_of_pages_below(client, section):
    page, below, translation = section
    admin = browser("superuser")
    words = question(admin, page, "delete")
    assert "Of the pages below it, visitors can still read these in another language: “Gulab” (Urdu)" in words
    answer = admin.post(editor.edit_address(page, "delete"), TAKE_ALONG, follow=True)
    assert "Unpublished too: “Gulab” (Urdu)" in parsed(answer).get_text()
    assert not Page.objects.filter(pk__in=[page.pk, below.pk]).exists()
    assert statuses(client, translation) == [404]


@pytest.mark.parametrize(("action", "ticks"), [("unpublish", TAKE_ALONG | BELOW), ("delete", TAKE_ALONG)])
def test_they_are_named_and_taken_along_when_several_pages_go(client, section, action, ticks):
    page, _below, translation = section
    other, admin = builders.standard_page(), browser("superuser")
    assert "“Gulab” (Urdu)" in parsed(admin.get(several(page, other, action=action))).get_text()
    admin.post(several(page, other, action=action), ticks)
    assert statuses(client, translation) == [404]
