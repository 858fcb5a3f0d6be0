"""Whoever reads a translation that was handed in publishes only what she has seen, or asks for changes."""

import pytest
from django.urls import reverse
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, WorkflowState

from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor, translating
from tests.editing.two_editors import Colleague
from tests.reading import main_words, words

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


def press(colleague: Colleague, draft: Page, button: str, **fields: str) -> str:
    """Press a button above the texts of a translation, and return the screen that follows in words."""
    state = translating.above_the_texts(colleague.browser, draft)
    form = next(form for form in state.select("form") if words(form.select_one("button")) == button)
    hidden = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    screen = colleague.browser.post(form["action"], hidden | fields, follow=True)
    assert screen.status_code == 200
    return main_words(screen)


def buttons(colleague: Colleague, draft: Page) -> set[str]:
    """Return the names of the buttons above the texts of a translation."""
    state = translating.above_the_texts(colleague.browser, draft)
    return {words(button) for button in state.select("button")}


def test_a_reader_requests_changes_and_whoever_translated_reads_why_and_goes_on():
    writer, reader = Colleague("Writer"), Colleague()
    draft = handed_in(writer)
    assert "Request changes" not in buttons(writer, draft)
    press(reader, draft, "Request changes", comment="The second word is missing.")
    assert draft.current_workflow_state.status == WorkflowState.STATUS_NEEDS_CHANGES
    above = translating.above_the_texts(writer.browser, draft)
    assert f"{get_user_display_name(reader.user)} asks for changes: “The second word is missing.”" in words(above)
    assert "Request changes" not in buttons(reader, draft)

    save_title(writer, draft, OTHER_WORDS)
    assert "asks for changes" not in press(writer, draft, "Hand in to a colleague")
    assert draft.current_workflow_state.status == WorkflowState.STATUS_IN_PROGRESS
    assert OTHER_WORDS in reader.browser.get(reverse("wagtailadmin_home")).content.decode()


def test_changes_are_requested_without_a_comment_too():
    writer, reader = Colleague("Writer"), Colleague()
    draft = handed_in(writer)
    assert f"{get_user_display_name(reader.user)} asks for changes." in press(reader, draft, "Request changes")


def test_whoever_handed_a_translation_in_takes_it_back_and_goes_on():
    writer, other = Colleague("Writer"), Colleague("Writer")
    draft = handed_in(writer)
    assert "Take it back" not in buttons(other, draft)
    assert "back: nobody is reading it now" in press(writer, draft, "Take it back")
    assert draft.current_workflow_state is None
    save_title(writer, draft, OTHER_WORDS)
    assert translating.newest(draft).title == OTHER_WORDS


def test_nobody_else_takes_a_translation_back_and_one_that_is_in_nobodys_hands_is_not_taken_back_again():
    writer, other = Colleague("Writer"), Colleague("Writer")
    draft = handed_in(writer)
    other.browser.post(editor.edit_address(draft), translating.TAKE_BACK)
    assert draft.workflow_in_progress
    draft.current_workflow_state.cancel()
    told = translating.said(translating.post(writer.browser, draft, translating.TAKE_BACK))
    assert "back: nobody is reading it now" in told
