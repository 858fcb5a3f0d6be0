"""A new page that is sent while its first draft is being saved loses nothing."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from pages.models import BlogIndexPage, BlogPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db


FORM = "0b0ee6a5-0f5c-4c7b-9f5b-2f6a4d1f3c11"


def form(lead: str, form_id: str = FORM) -> dict[str, Any]:
    fields = {"title": "Roses", "slug": "roses", "search_description": "About roses.", "lead": rich_text(lead)}
    return editor.typed(**fields) | editor.empty_streams(BlogPage) | {"form_id": form_id}


@pytest.fixture
def address() -> str:
    """The address of the form of a new post."""
    return editor.add_address(BlogPage, builders.seeded(BlogIndexPage))


@pytest.fixture
def staff(address) -> Client:
    """Sign in somebody whose new post was just saved as Wagtail does by itself."""
    staff = browser("publisher")
    saved = staff.post(address, form("<p>Red</p>"), headers={"Accept": "application/json"})
    assert saved.json()["success"]
    return staff


def is_published(client: Client, words: str) -> bool:
    return words in client.get(BlogPage.objects.get(slug="roses").url).content.decode()


def test_each_form_of_a_new_page_says_which_it_is_and_keeps_that_when_it_is_refused(address):
    staff = browser("publisher")
    forms = [editor.form_of(staff.get(address)) for _ in range(2)]
    first, second = ("".join(each["form_id"]) for each in forms)
    assert first and second and first != second
    refused = staff.post(address, form("", first) | {"title": ""} | editor.PUBLISH)
    assert "".join(editor.form_of(refused)["form_id"]) == first


def test_the_words_that_were_typed_last_are_published(client, staff, address):
    assert staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH).status_code == 302
    assert is_published(client, "Red and white")


def test_somebody_may_take_her_time_to_mend_what_was_refused(client, staff, address, time_machine):
    time_machine.move_to(timezone.now() + timedelta(minutes=30))
    refused = staff.post(address, form("") | editor.PUBLISH)
    assert refused.status_code == 200 and "already in use" not in refused.content.decode()
    assert staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH).status_code == 302
    assert is_published(client, "Red and white")


def test_whoever_goes_back_to_the_form_after_publishing_overwrites_nothing(client, staff, address):
    staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH)
    answer = staff.post(address, form("<p>Another page</p>") | editor.PUBLISH)
    assert "already in use" in editor.error_of(answer, "slug")
    assert is_published(client, "Red and white")


def test_they_are_also_where_the_draft_was_made_after_the_slug_was_looked_for(client, staff, address, monkeypatch):
    is_free, looks = Page._slug_is_available, [True]
    monkeypatch.setattr(Page, "_slug_is_available", lambda *args: looks.pop() if looks else is_free(*args))
    assert staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH).status_code == 302
    assert is_published(client, "Red and white")


def test_a_draft_that_is_saved_by_itself_too_late_is_refused_without_an_error(staff, address, monkeypatch):
    is_free, looks = Page._slug_is_available, [True]
    monkeypatch.setattr(Page, "_slug_is_available", lambda *args: looks.pop() if looks else is_free(*args))
    answer = staff.post(address, form("<p>Older words</p>"), headers={"Accept": "application/json"})
    assert (answer.status_code, answer.json()["success"]) == (400, False)
    assert BlogPage.objects.filter(slug="roses").count() == 1


def test_the_slug_of_another_page_is_still_refused(staff, address):
    other = BlogPage.objects.get(slug="roses")
    answer = browser("publisher").post(address, form("<p>White</p>") | editor.PUBLISH)
    assert answer.status_code == 200 and "already in use" in editor.error_of(answer, "slug")
    assert BlogPage.objects.get(slug="roses").pk == other.pk
