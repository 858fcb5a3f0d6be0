"""A letter is copied with one button, which says so, names the blanks, and does without the clipboard where it must."""

import pytest

from tests.page_types import EVERY_ACTION_PATH

pytestmark = pytest.mark.browser

LETTER = "Dear [name of your MP],\n\nSample text.\n\n[your name]\n[your postcode]"


def test_a_letter_is_copied_by_keyboard_without_the_words_for_screen_readers(visit):
    page = visit(EVERY_ACTION_PATH, permissions=["clipboard-read", "clipboard-write"])
    button = page.get_by_role("button", name="Copy the letter").first
    button.focus()
    page.keyboard.press("Enter")
    status = page.get_by_role("status").filter(has_text="Copied.")
    status.wait_for()
    assert status.inner_text() == ("Copied. Still to fill in: [name of your MP], [your name] and [your postcode].")
    assert page.evaluate("navigator.clipboard.readText()") == LETTER


def test_where_nothing_can_be_copied_the_letter_is_selected_and_that_is_said(visit):
    page = visit(EVERY_ACTION_PATH, width=360)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()) }")
    page.get_by_role("button", name="Copy the letter").first.click()
    page.get_by_role("status").filter(has_text="It could not be copied").wait_for()
    selected = page.evaluate("getSelection().toString()")
    assert "Sample text." in selected and "to fill in" not in selected


def test_without_a_script_there_is_no_button_to_copy_and_the_letter_is_there(visit):
    page = visit(EVERY_ACTION_PATH, java_script_enabled=False)
    assert not page.get_by_role("button", name="Copy the letter").first.is_visible()
    assert page.locator(".letter").first.is_visible()
    assert page.get_by_role("link", name="Open it in your mail program").first.is_visible()
