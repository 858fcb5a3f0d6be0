"""The page about the health of the site in a real browser: on a telephone and on a computer, in light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light")])
def test_an_administrator_finds_the_page_reads_it_and_sends_herself_an_email(
    visit: Callable[..., Page], width: int, scheme: str
) -> None:
    page = visit("/admin/login/", width=width, scheme=scheme)
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    if width < 800:
        page.get_by_role("button", name="Toggle sidebar").click()
    page.get_by_role("button", name="Reports").click()
    page.get_by_role("link", name="Health of the site").click()
    page.wait_for_url("**/admin/health/")
    expect(page.get_by_role("heading", name="Database: OK")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page).response["violations"]
    assert [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found] == []
    page.get_by_role("button", name="Send a test email to me").click()
    expect(page.locator(".messages")).to_contain_text("email")
