"""Recordings, the note, and who looks after a page are each translation's own, and are chosen in its editor."""

import pytest
from django.utils.timezone import localdate

from pages.models import BlogIndexPage
from tests import builders
from tests.editing import editor, translating
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

NEXT_YEAR = localdate().replace(year=localdate().year + 1, day=1)


@pytest.fixture
def publisher():
    return browser("publisher")


@pytest.fixture
def amina():
    return builders.user("Publisher", first_name="Amina", last_name="Sample")


def cared_for(responsible, **fields):
    """Return a page with all that its translation gets none of."""
    page = builders.standard_page(
        title="Our work",
        sample_note="Sample text.",
        review_on=NEXT_YEAR,
        reviewed_on=localdate(),
        responsible=responsible,
        **fields,
    )
    builders.offer(page, builders.recording(language="en", title="In English"))
    return page


def form(client, draft):
    """Return the form for what each translation has for itself."""
    return parsed(client.get(editor.edit_address(draft))).select_one(".translation-state form:has([name=sample_note])")


def send(client, draft, **fields):
    """Send that form with other values, and return the screen that follows."""
    shown = form(client, draft)
    values = {each["name"]: each.get("value", "") for each in shown.select("input:not([type=checkbox])")}
    values |= {each["name"]: (each.select_one("[selected]") or {}).get("value", "") for each in shown.select("select")}
    chosen = [each["value"] for each in shown.select("[name=recordings][checked]")]
    return translating.post(client, draft, values | {"recordings": chosen} | fields)


def recordings(page):
    """Return the titles of the recordings of a draft."""
    return [each.recording.title for each in page.page_recordings.all()]


def test_a_new_translation_begins_without_what_each_language_has_for_itself(publisher, amina):
    draft = translating.begun(publisher, cared_for(amina))
    for page in (translating.newest(draft), translating.stored(draft)):
        assert (page.sample_note, page.review_on, page.reviewed_on, page.responsible) == ("", None, None, None)
        assert recordings(page) == []


def test_so_does_the_draft_of_a_list_above_it_once_it_is_translated(publisher, amina):
    blog = builders.seeded(BlogIndexPage)
    blog.review_on, blog.responsible, blog.sample_note = NEXT_YEAR, amina, "Sample text."
    builders.offer(blog, builders.recording(language="en"))
    for each in blog.get_translations():
        each.delete()
    translating.begun(publisher, builders.blog_page())
    draft = translating.begun(publisher, blog)
    for page in (translating.newest(draft), translating.stored(draft)):
        assert (page.sample_note, page.review_on, page.responsible, recordings(page)) == ("", None, None, [])


def test_a_recording_is_offered_on_the_translation_alone_and_taken_out_again(publisher, amina, client):
    page = cared_for(amina)
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    spoken = builders.recording(language="phr", title="In Pahari", transcript="<p>سلام</p>", transcript_language="ur")
    assert "In Pahari (Pahari)" in words(form(publisher, draft))
    send(publisher, draft, recordings=[spoken.pk])
    assert not parsed(client.get(page.url)).select_one(f"audio[src='{spoken.url}']")
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).live, translating.said(screen)
    assert len(parsed(client.get(f"/ur/{page.slug}/")).select(f"audio[src='{spoken.url}']")) == 1
    translating.translate(publisher, draft, title="گلاب")
    assert recordings(translating.newest(draft)) == ["In Pahari"]
    send(publisher, draft, recordings=[])
    translating.post(publisher, draft, translating.PUBLISH)
    assert not parsed(client.get(f"/ur/{page.slug}/")).select("audio")
    assert recordings(translating.stored(page)) == ["In English"]


def test_the_translation_has_somebody_and_a_day_of_its_own(publisher, amina):
    draft = translating.begun(publisher, cared_for(amina))
    labels = words(form(publisher, draft))
    for label in ("Look at it again by", "Who looks after it", "Last reviewed"):
        assert label in labels
    assert "Amina Sample" in labels
    send(publisher, draft, review_on=NEXT_YEAR.isoformat(), responsible=amina.pk, reviewed_on=localdate().isoformat())
    send(publisher, draft, sample_note="غیر جانچ شدہ ترجمہ")
    page = translating.newest(draft)
    assert (page.review_on, page.responsible, page.reviewed_on) == (NEXT_YEAR, amina, localdate())
    assert page.sample_note == "غیر جانچ شدہ ترجمہ"


def test_only_pages_that_say_when_they_were_reviewed_are_asked_for_it(publisher):
    draft = translating.begun(publisher, builders.blog_page())
    assert not form(publisher, draft).select("[name=reviewed_on]")


def test_what_is_no_date_is_refused_in_a_sentence_and_nothing_is_changed(publisher, amina):
    draft = translating.begun(publisher, cared_for(amina))
    send(publisher, draft, sample_note="غیر جانچ شدہ ترجمہ")
    screen = send(publisher, draft, review_on="tomorrow", sample_note="")
    assert "Look at it again by: Enter a valid date." in translating.said(screen)
    assert translating.newest(draft).sample_note == "غیر جانچ شدہ ترجمہ"
