"""The screens of the enquiry team in a real browser: by keyboard, on a telephone, in light and dark."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import PASSWORD
from tests.databases import execute

# The server's database is a copy of the tests', which is made only where a test asks for it.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

MESSAGE = "Please call me. میں بات کرنا چاہتی ہوں"
PHONE = "07700 900 982"
# Enough for a person to fill in the form, so that the message is not put aside.
A_WHILE = 3500
LOOKS = [(1440, "light"), (360, "dark")]


@pytest.fixture
def reference(visit: Callable[..., Page], served_database: str) -> str:
    """Write to us, and return the reference of the message."""
    # Many messages from one address are put aside, and other tests send some.
    execute(served_database, "DELETE FROM enquiries_sendercount")
    page = visit("/contact/")
    page.locator("form.enquiry [name=topic][value=data]").check()
    page.locator("[name=message]").fill(MESSAGE)
    page.locator("[name=reply_by][value=phone]").check()
    page.locator("[name=phone]").fill(PHONE)
    page.wait_for_timeout(A_WHILE)
    page.locator("form.enquiry button[type=submit]").click()
    page.wait_for_url("**/contact/sent/**")
    return re.search(r"AH-[0-9A-Z]{6}", page.locator("main").inner_text()).group()


def signed_in(visit: Callable[..., Page], **look: object) -> Page:
    """Sign in, and return the window, on the dashboard."""
    page = visit("/admin/login/", **look)
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    return page


def faults(page: Page) -> list[str]:
    """Return what axe finds wrong with a screen."""
    found = Axe().run(page).response["violations"]
    return [f"{page.url} {each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"The keyboard does not reach {selector}.")


def test_a_message_is_opened_and_answered_by_keyboard_alone(visit: Callable[..., Page], reference: str) -> None:
    page = signed_in(visit)
    page.goto("/admin/enquiries/")
    assert MESSAGE not in page.content()
    page.get_by_role("link", name=reference).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    assert page.title().startswith(reference)
    assert PHONE not in page.content()
    tab_to(page, "#id_has_read")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text(PHONE)).to_be_visible()
    assert page.evaluate("document.activeElement.id") == "safe-contact"
    page.reload()
    page.goto(page.url.replace("reveal", "edit"))
    assert PHONE not in page.content()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_the_screens_of_the_team_have_no_fault_that_axe_knows(
    visit: Callable[..., Page], reference: str, width: int, scheme: str
) -> None:
    page = signed_in(visit, width=width, scheme=scheme)
    wrong = faults(page)
    for path in ("enquiries/", "enquiries/data-requests/", "enquiries/audit-log/", "enquiries/deleted/"):
        page.goto(f"/admin/{path}")
        wrong += faults(page)
    page.goto("/admin/enquiries/")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_text(MESSAGE)).to_be_visible()
    wrong += faults(page)
    page.get_by_role("button", name="Show phone number").click()
    expect(page.get_by_text("then tick this box")).to_be_visible()
    wrong += faults(page)
    page.get_by_label("I have read this").check()
    page.get_by_role("button", name="Show phone number").click()
    expect(page.get_by_text(PHONE)).to_be_visible()
    wrong += faults(page)
    page.get_by_role("link", name="Erase this message").click()
    expect(page.get_by_role("button", name="Erase it for good")).to_be_visible()
    wrong += faults(page)
    assert not wrong


@pytest.mark.parametrize("width", [1440, 360])
def test_nothing_on_the_screen_of_a_message_is_wider_than_its_column(
    visit: Callable[..., Page], reference: str, width: int
) -> None:
    page = signed_in(visit, width=width)
    page.goto("/admin/enquiries/")
    page.get_by_role("link", name=reference).click()
    expect(page.get_by_label("Topic")).to_be_visible()
    ends = "selector => document.querySelector(selector).getBoundingClientRect().right"
    assert page.evaluate(ends, "#id_topic") <= page.evaluate(ends, ".enquiry__side") + 1
