"""Whoever reads a translation that was handed in publishes only what she has seen."""

import pytest
from wagtail.models import Page

from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import translating
from tests.editing.two_editors import Colleague

pytestmark = pytest.mark.django_db

OTHER_WORDS = f"{URDU_WORDS} گلاب"


def handed_in(author: Colleague) -> Page:
    """Return the translation of a page that somebody has finished and handed in."""
    draft = translating.begun(author.browser, builders.standard_page(title="Our work", lead="<p>Roses.</p>"))
    translating.translate(author.browser, draft)
    draft = translating.stored(draft)
    draft.get_workflow().start(draft, author.user)
    return draft


def save_title(colleague: Colleague, draft: Page, words: str) -> None:
    """Save the translation of the title, as somebody does who has the editor open."""
    [title] = [text for text in translating.texts(draft) if text.context.path == "title"]
    assert translating.save_text(colleague.browser, draft, title, words).status_code == 200


@pytest.mark.parametrize("is_handed_in", [True, False])
def test_what_a_colleague_changed_since_she_opened_it_is_not_published_before_she_has_read_it(is_handed_in):
    author, reader = Colleague(), Colleague()
    draft = handed_in(author)
    if not is_handed_in:
        # A draft that is in nobody’s hands is saved into the same version again and again.
        draft.current_workflow_state.cancel()
        save_title(author, draft, URDU_WORDS)
    since = translating.opened(reader.browser, draft)
    save_title(author, draft, OTHER_WORDS)

    told = translating.said(translating.post(reader.browser, draft, translating.PUBLISH, since))
    assert f"“{OTHER_WORDS}” was changed since you opened it. Read it again, then publish it." in told
    assert not translating.stored(draft).live
    assert translating.newest(draft).title == OTHER_WORDS
    translating.post(reader.browser, draft, translating.PUBLISH)
    assert translating.stored(draft).live


def test_her_own_text_does_not_make_what_a_colleague_changed_before_it_read():
    author, reader = Colleague(), Colleague()
    draft = handed_in(author)
    since = translating.opened(reader.browser, draft)
    save_title(author, draft, OTHER_WORDS)
    translating.translate(reader.browser, draft, but=["title"])
    translating.post(reader.browser, draft, translating.PUBLISH, since)
    assert not translating.stored(draft).live


def test_a_reader_who_saves_texts_herself_publishes_without_opening_the_translation_again():
    author, reader = Colleague(), Colleague()
    draft = handed_in(author)
    since = translating.opened(reader.browser, draft)
    save_title(reader, draft, URDU_WORDS)
    save_title(reader, draft, OTHER_WORDS)
    told = translating.said(translating.post(reader.browser, draft, translating.PUBLISH, since))
    assert f"“{OTHER_WORDS}” is published." in told
    assert translating.stored(draft).title == OTHER_WORDS


def test_nothing_is_published_from_a_screen_that_does_not_say_what_it_shows():
    author, reader = Colleague(), Colleague()
    draft = handed_in(author)
    translating.post(reader.browser, draft, translating.PUBLISH, since={})
    assert not translating.stored(draft).live
