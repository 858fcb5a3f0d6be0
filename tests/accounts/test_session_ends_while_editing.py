"""In a real browser: a session ends while somebody writes, and nothing that she wrote is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Request, expect

from tests.builders import PASSWORD, picture_bytes
from tests.databases import execute
from tests.editing.tasks import go_on_with_own_draft, opening_form
from tests.page_types import WRITABLE_PATH

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

NOTICE = ".session-ended"
TITLE = "[name=title]"


def log_in(page: Page, name: str = "admin") -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def writable_page(database: str) -> int:
    slug = WRITABLE_PATH.strip("/")
    [[pk]] = execute(database, f"SELECT id FROM wagtailcore_page WHERE slug = '{slug}' AND live")
    return pk


@pytest.fixture
def editor(visit: Callable[..., Page], served_database: str) -> Page:
    """Open a page in the editor."""
    page = visit("/admin/login/")
    log_in(page)
    with opening_form(page):
        page.goto(f"/admin/pages/{writable_page(served_database)}/edit/")
    return page


def newest_draft(database: str) -> str:
    return str(execute(database, "SELECT content FROM wagtailcore_revision ORDER BY id DESC LIMIT 1")[0][0])


def wait_for_draft(page: Page, database: str, words: str) -> None:
    for _ in range(300):
        if words in newest_draft(database):
            # What is typed before the editor has noted the answer is taken for saved.
            expect(page.get_by_text("Saved", exact=True)).to_be_visible()
            page.wait_for_timeout(1500)
            return
        page.wait_for_timeout(100)
    pytest.fail("The draft was not saved.")


def stored_translations(database: str) -> list[tuple[str]]:
    return execute(database, "SELECT data FROM wagtail_localize_stringtranslation ORDER BY id")


def publish(editor: Page) -> None:
    menu = editor.locator("[name=action-publish]")
    if not menu.is_visible():
        editor.locator("footer [data-w-dropdown-target=toggle]").click()
    menu.click()
    go_on_with_own_draft(editor)


def publishes(request: Request) -> bool:
    return "action-publish" in (request.post_data or "")


def log_in_in_another_tab(editor: Page) -> None:
    other = editor.context.new_page()
    with editor.context.expect_page() as opened:
        editor.click(f"{NOTICE} a")
    log_in(opened.value)
    other.close()
    editor.bring_to_front()
    editor.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(editor.locator(NOTICE)).to_have_count(0)


def test_a_draft_is_saved_after_the_next_login_and_then_published(
    editor: Page, served_database: str, attempt: str
) -> None:
    editor.fill(TITLE, f"First words, {attempt}")
    wait_for_draft(editor, served_database, f"First words, {attempt}")
    execute(served_database, "DELETE FROM django_session")
    editor.fill(TITLE, f"Words after the session, {attempt}")
    expect(editor.locator(NOTICE)).to_contain_text("Log in again in another tab")
    assert f"Words after the session, {attempt}" not in newest_draft(served_database)

    log_in_in_another_tab(editor)
    wait_for_draft(editor, served_database, f"Words after the session, {attempt}")
    assert editor.input_value(TITLE) == f"Words after the session, {attempt}"
    editor.fill(TITLE, f"Words for the public, {attempt}")
    publish(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    editor.goto(WRITABLE_PATH)
    expect(editor.locator("h1")).to_have_text(f"Words for the public, {attempt}")


def test_publishing_after_the_session_has_ended_keeps_what_was_written(
    editor: Page, served_database: str, attempt: str
) -> None:
    editor.fill(TITLE, f"Written before the end, {attempt}")
    wait_for_draft(editor, served_database, f"Written before the end, {attempt}")
    execute(served_database, "DELETE FROM django_session")
    publish(editor)
    expect(editor.locator(NOTICE)).to_be_visible()
    assert editor.input_value(TITLE) == f"Written before the end, {attempt}"
    log_in_in_another_tab(editor)
    publish(editor)
    expect(editor.locator(".messages .success")).to_be_visible()
    editor.goto(WRITABLE_PATH)
    expect(editor.locator("h1")).to_have_text(f"Written before the end, {attempt}")


def test_after_publishing_was_stopped_what_is_typed_is_saved_as_a_draft(
    editor: Page, served_database: str, attempt: str
) -> None:
    live = editor.context.new_page()
    live.goto(WRITABLE_PATH)
    title = live.locator("h1").inner_text()
    # As when the browser's Stop is pressed.
    editor.route("**/edit/", lambda route: route.abort("aborted") if publishes(route.request) else route.continue_())
    with editor.expect_event("requestfailed", publishes):
        publish(editor)
    editor.unroute("**/edit/")
    editor.fill(TITLE, f"Not for the public yet, {attempt}")
    wait_for_draft(editor, served_database, f"Not for the public yet, {attempt}")
    live.reload()
    assert live.locator("h1").inner_text() == title


def test_the_login_of_somebody_else_in_another_tab_saves_nothing_in_her_name(
    editor: Page, served_database: str, attempt: str
) -> None:
    editor.fill(TITLE, f"Words of one person, {attempt}")
    wait_for_draft(editor, served_database, f"Words of one person, {attempt}")
    execute(served_database, "DELETE FROM django_session")
    other = editor.context.new_page()
    log_in(other, "naomi")
    editor.bring_to_front()
    publish(editor)
    expect(editor.locator(NOTICE)).to_be_visible()
    assert editor.input_value(TITLE) == f"Words of one person, {attempt}"


@pytest.mark.parametrize(
    ("form", "field"), [("snippets/pages/person", "name"), ("images", "title")], ids=["a person", "a picture"]
)
def test_what_was_typed_elsewhere_and_the_chosen_file_are_saved_after_the_next_login(
    editor: Page, served_database: str, form: str, field: str
) -> None:
    editor.goto(f"/admin/{form}/add/")
    if form == "images":
        file = {"name": "photo.png", "mimeType": "image/png", "buffer": picture_bytes()}
        editor.set_input_files("[name=file]", file)
        # The script makes a title of the name of the file.
        expect(editor.locator(f"[name={field}]")).to_have_value("photo")
        editor.fill("main [name=description]", "What it shows")
    editor.fill(f"[name={field}]", "Words in another form")
    execute(served_database, "DELETE FROM django_session")
    save = editor.locator("main form button[type=submit]").last
    save.click()
    expect(editor.locator(NOTICE)).to_contain_text("Log in again in another tab")
    assert editor.input_value(f"[name={field}]") == "Words in another form"
    log_in_in_another_tab(editor)
    save.click()
    expect(editor.locator(".messages .success")).to_contain_text("Words in another form")


def test_a_translated_text_is_saved_after_the_next_login(editor: Page, served_database: str, attempt: str) -> None:
    words = f"نمونہ متن {attempt}"
    pk = writable_page(served_database)
    same = f"SELECT translation_key FROM wagtailcore_page WHERE id = {pk}"
    # An earlier try may have begun the translation.
    begun = execute(served_database, f"SELECT id FROM wagtailcore_page WHERE translation_key = ({same}) AND id <> {pk}")
    if begun:
        editor.goto(f"/admin/pages/{begun[0][0]}/edit/")
    else:
        editor.goto(f"/admin/localize/submit/page/{pk}/")
        editor.get_by_role("button", name="Submit").click()
    before = stored_translations(served_database)
    text = editor.locator("li.incomplete").first
    text.locator("textarea").fill(words)
    execute(served_database, "DELETE FROM django_session")
    text.get_by_role("button", name=re.compile("^Save")).click()
    expect(editor.locator(NOTICE)).to_contain_text("Log in again in another tab")
    log_in_in_another_tab(editor)
    text = editor.locator("li", has_text=words).last
    text.get_by_role("button", name=re.compile("^Edit")).click()
    text = editor.locator("li:has(textarea)")
    assert text.locator("textarea").input_value() == words
    text.get_by_role("button", name=re.compile("^Save")).click()
    expect(editor.locator("li.complete", has_text=words).get_by_text("Translated manually")).to_be_visible()
    assert stored_translations(served_database) == [*before, (words,)]
