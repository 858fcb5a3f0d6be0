"""What pages show is previewed on a page that shows it, before it is saved. Nothing of that reaches a visitor."""

from dataclasses import replace

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Locale, Page

from pages.models import Announcement, Person, VisitorSafety
from pages.page_cache.generation import current_generation
from pages.safety.exit_address import exit_address
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import NEW, NO_OTHER_LANGUAGES, SITE_TEXTS, change, form_of, number, numbers
from tests.enquiries.staff import browser
from tests.page_cache.visitors import Visitor
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

ANNOUNCEMENT, _, NUMBERS, _, PERSON, _, _, TERM, *_ = SITE_TEXTS
CALM = "https://www.example.org/calm"
WRITES = ("INSERT", "UPDATE", "DELETE")
# Where Wagtail keeps what one member of staff has typed, her settings and her session.
OWN_TABLES = ("wagtailadmin_", "wagtailusers_", "accounts_", "django_session")


def sent_to_preview(staff, site_text, **fields) -> None:
    form = form_of(staff.get(site_text.address()), site_text, **(fields or site_text.typed()))
    assert staff.post(site_text.address("preview_on_edit"), form).json() == {"is_valid": True, "is_available": True}


def previewed(staff, site_text, mode: str = "", **fields):
    """Send the form to the preview without saving it, and return the preview."""
    sent_to_preview(staff, site_text, **fields)
    return staff.get(
        site_text.address("preview_on_edit"), {"in_preview_panel": "true"} | ({"mode": mode} if mode else {})
    )


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
def test_a_preview_shows_the_unsaved_words_on_a_page_and_visitors_see_none_of_them(client, site_text):
    before, generation = client.get(site_text.path).content, current_generation()
    visitor, staff = Visitor(), browser("site manager")
    visitor.get(site_text.path)
    sent_to_preview(staff, site_text)
    with CaptureQueriesContext(connection) as queries:
        preview = staff.get(site_text.address("preview_on_edit"))
    assert preview.status_code == 200
    assert NEW in preview.content.decode()
    # It is a whole page, with its way out.
    assert parsed(preview).select_one("aside.safety-bar a.exit")
    written = [query["sql"] for query in queries if query["sql"].startswith(WRITES)]
    assert [sql for sql in written if not any(table in sql for table in OWN_TABLES)] == []
    # The cached page, the cached values of the pages that are not cached, and the database are as they were.
    assert NEW not in visitor.get(site_text.path).content.decode()
    assert current_generation() == generation
    assert client.get(site_text.path).content == before
    for cache in caches.all(initialized_only=True):
        cache.clear()
    assert client.get(site_text.path).content == before
    assert site_text.find().revisions.count() == 0


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
def test_a_preview_shows_what_was_typed_although_the_page_is_cached(client, site_text):
    staff = browser("site manager")
    sent_to_preview(staff, site_text)
    # Everything that pages share is in the cache now.
    assert client.get(site_text.path).status_code == 200
    assert NEW in staff.get(site_text.address("preview_on_edit")).content.decode()


@pytest.mark.parametrize("site_text", SITE_TEXTS, ids=str)
def test_an_old_version_can_be_previewed(client, site_text):
    staff = browser("site manager")
    change(staff, site_text)
    before, after = site_text.find().revisions.order_by("pk")
    old, new = (staff.get(site_text.address("revisions_view", version.pk)) for version in (before, after))
    assert NEW not in old.content.decode()
    assert NEW in new.content.decode()
    assert NEW in client.get(site_text.path).content.decode()


def test_the_exit_of_a_preview_is_nobodys_exit():
    preview = previewed(browser("site manager"), NUMBERS, exit_url=CALM, **numbers(number("112", NEW)))
    assert parsed(preview).select_one("a.exit")["data-target"] == CALM
    assert exit_address() == VisitorSafety.objects.get().exit_url != CALM


def test_the_numbers_are_open_in_their_preview_and_closed_for_visitors(client):
    preview = previewed(browser("site manager"), NUMBERS)
    assert parsed(preview).select_one("details.urgent-help").has_attr("open")
    assert not parsed(client.get("/")).select_one("details.urgent-help").has_attr("open")


def test_an_announcement_is_previewed_before_its_time():
    preview = previewed(browser("site manager"), ANNOUNCEMENT, text=NEW, starts_at="2040-07-01 09:00", ends_at="")
    assert NEW in words(parsed(preview).select_one("section.announcement"))
    assert Announcement.objects.get().starts_at is None


def test_what_every_page_shows_is_previewed_in_each_language():
    staff = browser("site manager")
    both = {"number": "112", "labels": [("en-gb", NEW), ("ur", "نیا نمبر")]}
    in_english = parsed(previewed(staff, NUMBERS, **numbers(both)))
    in_urdu = parsed(previewed(staff, NUMBERS, mode="ur", **numbers(both)))
    assert in_english.html["lang"] == "en-gb" and NEW in words(in_english.footer)
    assert in_urdu.html["lang"] == "ur" and "نیا نمبر" in words(in_urdu.footer)


def test_what_no_page_shows_is_previewed_by_itself():
    staff = browser("writer")
    address = reverse("wagtailsnippets_pages_person:preview_on_add")
    staff.post(address, editor.typed(name=NEW, role="", bio=editor.rich_text("")) | NO_OTHER_LANGUAGES)
    preview = staff.get(address)
    assert preview.status_code == 200
    assert words(parsed(preview).h1) == NEW
    assert not Person.objects.filter(name=NEW).exists()


def test_a_private_page_is_nobodys_preview():
    person = builders.person()
    builders.lock(builders.blog_page(title="Behind a door", authors=[person]))
    preview = previewed(browser("site manager"), replace(PERSON, find=lambda: person))
    assert "No page of the site shows this yet." in words(parsed(preview))


def test_a_term_is_previewed_in_the_glossary_of_its_language():
    urdu = Locale.objects.get(language_code="ur")
    builders.in_urdu(Page.objects.get(slug="glossary"))
    term = builders.glossary_term(term="حق", meaning="یہ ایک نمونہ ہے", locale=urdu)
    preview = previewed(browser("site manager"), replace(TERM, find=lambda: term))
    assert parsed(preview).html["lang"] == "ur"
    assert NEW in words(parsed(preview).select_one("dl.glossary-list"))
