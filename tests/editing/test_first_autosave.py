"""A new page that is sent while its first draft is being saved loses nothing."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page
from wagtail.test.utils.form_data import rich_text

from pages.admin.publishing import first_autosave
from pages.models import BlogIndexPage, BlogPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db


def form(lead: str) -> dict[str, Any]:
    fields = {"title": "Roses", "slug": "roses", "search_description": "About roses.", "lead": rich_text(lead)}
    return editor.typed(**fields) | editor.empty_streams(BlogPage)


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


def test_the_words_that_were_typed_last_are_published(client, staff, address):
    assert staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH).status_code == 302
    assert is_published(client, "Red and white")


def test_they_are_also_where_the_draft_was_made_after_the_slug_was_looked_for(client, staff, address, monkeypatch):
    first_look, find = [None], first_autosave._draft_of_form
    monkeypatch.setattr(first_autosave, "_draft_of_form", lambda *args: first_look.pop() if first_look else find(*args))
    is_free, looks = Page._slug_is_available, [True]
    monkeypatch.setattr(Page, "_slug_is_available", lambda *args: looks.pop() if looks else is_free(*args))
    assert staff.post(address, form("<p>Red and white</p>") | editor.PUBLISH).status_code == 302
    assert is_published(client, "Red and white")


def test_the_slug_of_somebody_elses_page_is_still_refused(address):
    other = builders.blog_page(slug="roses", live=False)
    answer = browser("publisher").post(address, form("<p>White</p>") | editor.PUBLISH)
    assert answer.status_code == 200 and "already in use" in editor.error_of(answer, "slug")
    assert BlogPage.objects.get(slug="roses").pk == other.pk
