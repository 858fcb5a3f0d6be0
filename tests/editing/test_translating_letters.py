"""A letter is translated line by line, or stays in the language of those who get it."""

import pytest

from campaigns.models import LocalWorkPage
from tests import builders
from tests.editing import translating
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db

LETTER = {"title": "Write", "text": "It helps.", "subject": "A plan", "letter": "Dear [MP],\n\nPlease act\n[your name]"}
LINES = ["Dear [MP],", "Please act", "[your name]"]


def draft_of(client, **value) -> tuple[LocalWorkPage, list]:
    """Begin the translation of a page with a letter, and return its draft and the texts of the actions."""
    topic = builders.topic()
    page = builders.local_work_page(
        actions=[
            ("letter", LETTER | value),
            ("find_member", {"title": "Find", "button": "Search there", "address": "https://example.org/"}),
            ("document", {"title": "Share", "document": builders.document()}),
        ]
    )
    page.topics = [topic]
    page.save_revision().publish()
    draft = translating.begun(client, page)
    return draft, [text for text in translating.texts(draft) if text.context.path.startswith("actions.")]


def test_a_letter_is_translated_line_by_line_and_keeps_its_empty_lines():
    client = browser("publisher")
    draft, texts = draft_of(client)
    words = [text.string.as_value().render_text() for text in texts]
    assert words == ["Write", "It helps.", "A plan", *LINES, "Find", "Search there", "Share"]
    translating.translate(client, draft, actions="گلاب")
    letter, member, document = translating.newest(draft).actions
    assert letter.value["letter"] == "گلاب\n\nگلاب\nگلاب"
    assert (letter.value["title"], letter.value["subject"]) == ("گلاب", "گلاب")
    assert (member.value["title"], member.value["address"]) == ("گلاب", "https://example.org/")
    assert document.value["document"] is not None
    assert translating.post(client, draft, translating.PUBLISH).status_code == 200
    assert translating.stored(draft).live
    assert translating.stored(draft).topics.count() == 1


def test_a_letter_with_a_language_of_its_own_stays_in_it_on_a_translated_page():
    client = browser("publisher")
    draft, texts = draft_of(client, language="en")
    words = [text.string.as_value().render_text() for text in texts]
    assert words == ["Write", "It helps.", "Find", "Search there", "Share"]
    translating.translate(client, draft)
    translating.post(client, draft, translating.PUBLISH)
    published = translating.stored(draft)
    assert published.live
    assert published.actions[0].value["letter"] == LETTER["letter"]
