"""The pages of the login in a real browser: on a telephone, in light and dark, with what axe finds."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.accounts.logins import code_of
from tests.builders import PASSWORD
from tests.databases import execute
from tests.enquiries.test_staff_journey import faults

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def send_password(page: Page, name: str) -> None:
    page.goto("/admin/login/")
    page.fill("[name=username]", name)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def is_too_wide(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


@pytest.fixture
def ruth_has_no_phone(served_database: str) -> None:
    """Delete what an earlier try of the test has set up."""
    for table in ("accounts_authenticatorapp", "accounts_recoverycodes"):
        execute(
            served_database,
            f"DELETE FROM {table} WHERE user_id IN (SELECT id FROM pages_user WHERE username = 'ruth')",
        )


@pytest.mark.usefixtures("ruth_has_no_phone")
def test_an_editor_sets_up_a_phone_and_logs_in_with_its_code(visit: Callable[..., Page]) -> None:
    page = visit("/admin/login/", width=360, scheme="dark")
    send_password(page, "ruth")
    page.wait_for_url("**/admin/")
    page.goto("/admin/account/second-factor/")
    page.get_by_role("link", name="Set up an app").click()
    expect(page.get_by_role("img", name="QR code")).to_be_visible()
    wrong = faults(page)
    assert page.locator("[role=img] svg").bounding_box()["width"] > 150
    key = page.locator("ol code").inner_text()
    page.fill("[name=code]", code_of(key))
    page.fill("[name=password]", PASSWORD)
    page.get_by_role("button", name="Set up").click()
    expect(page.get_by_role("heading", name="Your recovery codes")).to_be_visible()
    wrong += faults(page)
    codes = page.locator("main li code").all_inner_texts()
    page.get_by_role("link", name="Continue").click()

    page.goto("/admin/logout/")
    wrong += faults(page)
    page.get_by_role("button", name="Log out").click()
    page.wait_for_url("**/admin/login/**")
    send_password(page, "ruth")
    expect(page.get_by_role("heading", name="Your code")).to_be_visible()
    assert page.evaluate("document.activeElement.name") == "code"
    wrong += faults(page)
    assert not is_too_wide(page)
    page.fill("[name=code]", "000000")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_text("This code is not right.")).to_be_visible()
    wrong += faults(page)
    page.fill("[name=code]", codes[0])
    page.get_by_role("button", name="Log in").click()
    page.wait_for_url("**/admin/")
    assert not wrong


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_whoever_is_locked_out_reads_when_it_ends(visit: Callable[..., Page], scheme: str) -> None:
    page = visit("/admin/login/", width=360, scheme=scheme)
    for _ in range(6):
        page.goto("/admin/login/")
        page.fill("[name=username]", f"nobody-{scheme}")
        page.fill("[name=password]", "rosengarten")
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
    expect(page.get_by_text("locked here for")).to_be_visible()
    assert not faults(page)
    assert not is_too_wide(page)
    page.get_by_role("link", name="Set a new password").click()
    expect(page.get_by_role("heading", name="Reset your password")).to_be_visible()
