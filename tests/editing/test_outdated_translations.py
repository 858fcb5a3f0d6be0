"""A public translation whose original has another text since says so to staff and to readers, until it is compared."""

from datetime import datetime

import pytest
import time_machine
from django.urls import reverse

from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor, translating
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LINE = "انگریزی صفحہ"


@pytest.fixture
def pair():
    """Return a public page and its public translation."""
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    return page, builders.in_urdu(page)


def line(client, translation):
    """Return the line for readers, or None."""
    return parsed(client.get(translation.url)).select_one(".changed-original")


def panel(client):
    return client.get(reverse("wagtailadmin_home")).content.decode()


def report(client):
    return client.get(reverse("outdated_translations")).content.decode()


def test_readers_learn_in_their_language_that_the_english_page_has_changed(client, pair):
    page, translation = pair
    assert line(client, translation) is None
    translating.change(page, lead="<p>Tulips.</p>")
    shown = line(client, translation)
    assert LINE in shown.get_text()
    assert shown.a["href"] == page.url and shown.a["hreflang"] == "en-gb"
    assert line(client, page) is None
    translating.change(translation)
    assert line(client, translation) is None


def test_staff_learn_it_on_the_dashboard_in_the_report_and_beside_the_form(pair):
    page, translation = pair
    writer = browser("writer")
    findings = reverse("page_readiness", args=[translation.pk])
    for screen in (panel(writer), report(writer)):
        assert URDU_WORDS not in screen
    assert "The English page changed" not in writer.get(findings).content.decode()
    translating.change(page, lead="<p>Tulips.</p>")
    for screen in (panel(writer), report(writer)):
        assert URDU_WORDS in screen and editor.edit_address(translation) in screen
    assert "The English page changed" in writer.get(findings).content.decode()


def test_the_original_is_called_by_the_name_of_the_main_language(client, pair, settings):
    page, translation = pair
    translating.change(page, lead="<p>Tulips.</p>")
    settings.LANGUAGES = [("en-gb", "Yorkshire"), ("ur", "Urdu")]
    assert "Yorkshire" in line(client, translation).get_text()
    findings = browser("writer").get(reverse("page_readiness", args=[translation.pk])).content.decode()
    assert "The Yorkshire page changed on" in findings


@pytest.mark.parametrize(
    "fields",
    [{}, {"review_on": "2027-01-05"}, {"is_sensitive": True}],
    ids=["nothing", "the day of its review", "discretion"],
)
def test_publishing_without_another_text_leaves_no_translation_out_of_date(client, pair, fields):
    page, translation = pair
    translating.change(page, **fields)
    assert line(client, translation) is None
    assert URDU_WORDS not in panel(browser("writer"))


def test_a_draft_of_the_original_is_no_change(client, pair):
    page, translation = pair
    page.lead = "<p>Tulips.</p>"
    page.save_revision()
    assert line(client, translation) is None


def test_a_change_inside_a_block_counts(client):
    page = builders.standard_page(body=[("paragraph", "<p>Roses.</p>")])
    translation = builders.in_urdu(page)
    translating.change(page, body=[("paragraph", "<p>Tulips.</p>")])
    assert line(client, translation)


@pytest.mark.parametrize("what", ["the consent to a quotation", "the consent to an interview", "a picture"])
def test_another_consent_or_picture_counts_although_no_word_has_changed(client, what):
    if what == "the consent to an interview":
        page, fields = builders.interview_page(), {"consent": builders.consent()}
    elif what == "a picture":
        before, after = ([("image", {"image": builders.image(), "caption": ""})] for _ in range(2))
        page, fields = builders.standard_page(body=before), {"body": after}
    else:
        before, after = (
            [("quotation", {"text": "“Roses.”", "consent": consent})] for consent in (None, builders.consent())
        )
        page, fields = builders.standard_page(body=before), {"body": after}
    translation = builders.in_urdu(page)
    translating.change(page)
    assert line(client, translation) is None
    translating.change(page, **fields)
    assert line(client, translation)


def test_readers_are_not_led_to_an_original_that_they_cannot_read(client, pair):
    page, translation = pair
    translating.change(page, lead="<p>Tulips.</p>")
    builders.lock(page)
    assert line(client, translation) is None
    page.unpublish()
    assert line(client, translation) is None


def test_the_translation_editor_says_it_and_brings_the_changes():
    publisher = browser("publisher")
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    translating.change(page, lead="<p>Tulips.</p>")

    def state():
        return parsed(publisher.get(editor.edit_address(draft))).select_one(".translation-state")

    assert "changed on" in state().get_text("", strip=False)
    update = translating.address("update_translations", translating.translation_of(draft).source_id)
    form = state().select_one(f"form[action='{update}']")
    publisher.post(form["action"], {"next": editor.edit_address(draft)})
    assert "still to be translated: 1." in state().get_text(
        "", strip=False
    ) and "Its changes are below" in state().get_text("", strip=False)
    assert not state().select_one(f"form[action='{update}']")
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    assert "changed on" not in state().get_text("", strip=False) and "still to be translated: 0." in state().get_text(
        "", strip=False
    )


LEFT_BEHIND = (
    "The English page has changed since its texts were taken over. Choose “Bring the changes here” in the translation "
    "editor first."
)


def test_a_translation_of_a_text_that_has_changed_meanwhile_is_not_published():
    publisher = browser("publisher")
    draft = translating.translated_before_the_change(publisher)
    shown = parsed(publisher.get(editor.edit_address(draft))).select_one(".translation-state")
    assert "changed on" in shown.get_text("", strip=False) and "Bring the changes here" in shown.get_text()
    assert LEFT_BEHIND in translating.said(translating.post(publisher, draft, translating.PUBLISH))
    assert not translating.stored(draft).live
    translating.bring_changes(publisher, draft)
    shown = parsed(publisher.get(editor.edit_address(draft))).select_one(".translation-state")
    assert "changed on" not in shown.get_text("", strip=False)
    translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).live
    assert "the original changed" not in panel(publisher)


def test_a_schedule_does_not_publish_it_either():
    with time_machine.travel("2026-03-03 09:00Z", tick=False) as clock:
        publisher = browser("publisher")
        draft = translating.translated_before_the_change(publisher, change_original=False)
        newest = translating.newest(draft)
        newest.go_live_at = datetime.fromisoformat("2026-03-06 09:00+00:00")
        newest.save_revision().publish()
        clock.shift(60)
        translating.change(newest.get_translations().get(locale__language_code="en-gb").specific, lead="<p>Tulips.</p>")
        clock.move_to("2026-03-06 09:01Z")
        publisher = browser("publisher")
        run_due_jobs()
        assert not translating.stored(draft).live
        translating.bring_changes(publisher, draft)
        translating.post(publisher, draft, translating.PUBLISH)
        assert translating.stored(draft).live


def test_publishing_the_original_again_with_the_same_text_holds_no_translation_up():
    publisher = browser("publisher")
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>", live=False)
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    translating.change(page)
    translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).live
