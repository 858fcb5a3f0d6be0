"""The whole journey in a real browser, with and without JavaScript."""

from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browsers import CHROMIUM_OPTIONS, find_program_or_skip
from tests.databases import execute

pytestmark = pytest.mark.browser

MESSAGE = "Mój brat – بھائی – sleduje ma 😢"
WITH_AND_WITHOUT_SCRIPTS = pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])


def fill_in(page: Page) -> None:
    """Ask for support, to be called."""
    page.get_by_label("Support for me or someone I know").check()
    page.get_by_label("Your message").fill(MESSAGE)
    page.get_by_label("Phone call").check()
    page.get_by_label("Phone number").fill("07700 900982")
    page.get_by_label("Which language should we use?").select_option("ur")


def send(page: Page) -> None:
    """Press the button."""
    page.get_by_role("button", name="Send message").click()


@WITH_AND_WITHOUT_SCRIPTS
def test_a_message_is_written_corrected_sent_and_confirmed(visit: Callable[..., Page], scripts: bool):
    page = visit("/contact/?topic=media", width=360, java_script_enabled=scripts)
    expect(page.get_by_label("Press and media")).to_be_checked()
    send(page)
    expect(page).to_have_title("Error: Contact us – Apna Haq")
    assert page.url.endswith("/contact/")
    expect(page.locator(".error-summary:visible")).to_be_focused()
    page.get_by_role("link", name="Write your message").click()
    expect(page.get_by_label("Your message")).to_be_focused()
    fill_in(page)
    send(page)
    expect(page).to_have_title("Contact us – Apna Haq")
    expect(page.get_by_role("heading", level=1)).to_have_text("Message sent")
    reference = page.locator(".reference-number").text_content()
    assert reference.startswith("AH-") and reference not in page.url
    page.reload()
    expect(page.locator(".reference-number")).to_have_text(reference)
    assert page.context.cookies() == []


@WITH_AND_WITHOUT_SCRIPTS
def test_only_the_questions_that_a_choice_needs_are_shown(visit: Callable[..., Page], scripts: bool):
    page = visit("/contact/", java_script_enabled=scripts)
    email, phone = page.get_by_label("Email address"), page.get_by_label("Phone number")
    news = page.get_by_label("Send me news of your work (optional)")
    for each in (email, phone):
        expect(each).to_be_hidden()
    page.get_by_label("Email", exact=True).check()
    expect(email).to_be_visible()
    expect(phone).to_be_hidden()
    page.get_by_label("Text message").check()
    expect(phone).to_be_visible()
    expect(page.get_by_label("No, never leave a message")).to_be_checked()
    expect(email).to_be_hidden()
    expect(news).to_be_visible()
    page.get_by_label("Support for me or someone I know").check()
    expect(news).to_be_hidden()


@WITH_AND_WITHOUT_SCRIPTS
def test_a_double_click_and_back_and_forward_store_one_message(visit, scripts, served_database):
    before = execute(served_database, "SELECT count(*) FROM enquiries_enquiry")[0][0]
    page = visit("/contact/", java_script_enabled=scripts)
    fill_in(page)
    page.get_by_role("button", name="Send message").dblclick(no_wait_after=True)
    expect(page.locator(".reference-number")).to_be_visible()
    page.go_back()
    page.go_forward()
    expect(page.locator(".reference-number")).to_be_visible()
    assert execute(served_database, "SELECT count(*) FROM enquiries_enquiry")[0][0] == before + 1


@WITH_AND_WITHOUT_SCRIPTS
def test_what_was_typed_cannot_be_brought_back_after_it_was_sent(visit: Callable[..., Page], scripts: bool):
    page = visit("/contact/", java_script_enabled=scripts)
    fill_in(page)
    send(page)
    expect(page.locator(".reference-number")).to_be_visible()
    page.go_back()
    expect(page.get_by_label("Your message")).to_have_value("")
    assert page.locator("[name=phone]").input_value() == ""
    expect(page.get_by_label("Support for me or someone I know")).not_to_be_checked()


@pytest.fixture(scope="module")
def remembering_chromium(chromium: Browser) -> Iterator[Browser]:
    """Run a Chromium that keeps whole pages in memory for its Back button, as people's own do."""
    browser = chromium.browser_type.launch(
        executable_path=find_program_or_skip("chromium", "chromium-browser", "google-chrome"),
        args=CHROMIUM_OPTIONS,
        ignore_default_args=["--disable-back-forward-cache"],
    )
    yield browser
    browser.close()


@WITH_AND_WITHOUT_SCRIPTS
def test_a_browser_that_keeps_pages_in_memory_keeps_no_filled_form(remembering_chromium, site_url, scripts):
    with remembering_chromium.new_context(base_url=site_url, java_script_enabled=scripts) as context:
        page = context.new_page()
        page.goto("/contact/")
        fill_in(page)
        send(page)
        expect(page.locator(".reference-number")).to_be_visible()
        page.wait_for_load_state()
        page.go_back(wait_until="commit")
        expect(page.get_by_label("Your message")).to_have_value("")


def test_what_was_typed_cannot_be_brought_back_after_leaving(visit: Callable[..., Page]):
    page = visit("/contact/")
    fill_in(page)
    page.goto("about:blank")
    page.go_back()
    expect(page.get_by_label("Your message")).to_have_value("")


def test_without_a_connection_nothing_is_lost_and_the_message_can_be_sent_later(visit: Callable[..., Page]):
    page = visit("/contact/", width=360)
    fill_in(page)
    page.context.set_offline(True)
    send(page)
    expect(page.get_by_text("Nothing was sent: this website cannot be reached just now.")).to_be_visible()
    expect(page.locator("#unreached")).to_be_focused()
    expect(page.get_by_label("Your message")).to_have_value(MESSAGE)
    page.context.set_offline(False)
    send(page)
    expect(page.locator(".reference-number")).to_be_visible()


def test_a_message_is_sent_also_where_the_site_answers_late(visit: Callable[..., Page]):
    page = visit("/contact/")
    page.clock.install()
    page.route("**/health/live", lambda route: None)  # never answered
    fill_in(page)
    send(page)
    page.clock.fast_forward(8000)
    expect(page.locator(".reference-number")).to_be_visible()


def test_a_sender_who_leaves_while_the_message_waits_is_not_brought_back(visit, neutral_site, served_database):
    before = execute(served_database, "SELECT count(*) FROM enquiries_enquiry")
    page = visit("/contact/")
    page.add_init_script("const wait = setTimeout; setTimeout = (work, time, ...rest) => wait(work, time / 2, ...rest)")
    page.reload()
    page.route("**/health/live", lambda route: None)  # never answered
    fill_in(page)
    send(page)
    neutral_site.stall(6)
    page.locator("a.exit").click(no_wait_after=True)
    page.wait_for_timeout(5000)
    page.wait_for_url(neutral_site.url)
    assert execute(served_database, "SELECT count(*) FROM enquiries_enquiry") == before


def test_the_tab_key_skips_the_honeypot(visit: Callable[..., Page]):
    page = visit("/contact/")
    page.get_by_label("Send me news of your work (optional)").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Send message")).to_be_focused()


def violations(page: Page) -> list[str]:
    """Return what axe finds: WCAG to AA, and best practice."""
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = Axe().run(page, options={"runOnly": tags}).response["violations"]
    return [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1440])
def test_the_form_its_errors_and_its_confirmation_are_accessible(visit: Callable[..., Page], width: int, scheme: str):
    page = visit("/contact/", width=width, scheme=scheme)
    page.get_by_label("Phone call").check()
    page.get_by_label("I would like an interpreter (optional)").check()
    assert violations(page) == []
    send(page)
    expect(page.locator(".error-summary:visible")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    fill_in(page)
    send(page)
    expect(page.locator(".reference-number")).to_be_visible()
    assert violations(page) == []
