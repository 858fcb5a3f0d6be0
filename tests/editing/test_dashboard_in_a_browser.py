"""The dashboard and the report of due pages in a real browser, on a telephone in the dark and on a computer."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light")])
def test_what_needs_me_and_the_report_can_be_read_by_everybody(
    visit: Callable[..., Page], width: int, scheme: str
) -> None:
    page = visit("/admin/login/", width=width, scheme=scheme)
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    expect(page.get_by_role("heading", name="What needs me today")).to_be_visible()
    for address in ("/admin/", "/admin/reports/reviews/"):
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
        found = Axe().run(page).response["violations"]
        assert [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found] == []
