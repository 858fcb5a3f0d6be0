"""The panel of checks beside the form, in a real browser: it says what is missing while somebody writes."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.models import Page

from tests.builders import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def violations(tab: Tab, context: str) -> list[str]:
    """Return what axe finds in a part of the screen."""
    found = Axe().run(tab, context=context).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (360, "dark")])
def test_the_panel_follows_what_is_typed_and_leads_to_its_field(
    visit: Callable[..., Tab], width: int, scheme: str
) -> None:
    tab = visit("/admin/login/", width=width, scheme=scheme)
    tab.fill("[name=username]", "admin")
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url("**/admin/")
    pk = Page.objects.get(slug="accessibility").pk
    watching = "addEventListener('w-unsaved:watch-edits', () => document.body.setAttribute('data-watching', ''))"
    tab.add_init_script(watching)
    tab.goto(f"/admin/pages/{pk}/edit/")
    tab.locator("body[data-watching]").wait_for()
    toggle = tab.get_by_role("button", name="Toggle checks")
    toggle.press("Enter")
    panel = tab.locator("[data-readiness]")
    expect(panel).to_contain_text("Worth a look")
    if width > 1000:
        tab.fill("[name=search_description]", "")
        expect(panel).to_contain_text("Say in one sentence what this page is about.")
        panel.get_by_role("link", name="Summary").press("Enter")
        expect(tab.locator("[name=search_description]")).to_be_focused()
    panel.get_by_role("link", name="Look at it again by").first.press("Enter")
    expect(tab.locator("[name=review_on]")).to_be_focused()
    assert violations(tab, "[data-readiness]") == []

    tab.goto(f"/admin/pages/{pk}/readiness/")
    expect(tab.get_by_role("heading", name="Worth a look")).to_be_visible()
    assert tab.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert violations(tab, "main") == []
    tab.get_by_role("link", name="Look at it again by").press("Enter")
    expect(tab.locator("[name=review_on]")).to_be_focused()
