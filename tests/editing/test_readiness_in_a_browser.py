"""The panel of checks beside the form, in a real browser: it says what is missing while somebody writes."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page as Tab
from playwright.sync_api import expect
from wagtail.models import Page

from pages.admin.publishing.content_checks import EditorContentChecks
from tests.builders import PASSWORD
from tests.editing.tasks import opening_form
from tests.page_types import EVERY_ACTION_PATH, EVERY_BLOCK_PATH, SEEDED_PATHS

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def violations(tab: Tab, context: str) -> list[str]:
    """Return what axe finds in a part of the screen."""
    found = Axe().run(tab, context=context).response["violations"]
    return [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]


def form_with_checks(visit: Callable[..., Tab], pk: int, **options: object) -> Tab:
    """Open the form of a page with its panel of checks, as an administrator."""
    tab = visit("/admin/login/", **options)
    tab.fill("[name=username]", "admin")
    tab.fill("[name=password]", PASSWORD)
    tab.press("[name=password]", "Enter")
    tab.wait_for_url("**/admin/")
    with opening_form(tab):
        tab.goto(f"/admin/pages/{pk}/edit/")
    tab.get_by_role("button", name="Toggle checks").press("Enter")
    return tab


def test_a_finding_of_wagtails_own_checks_is_gone_when_an_editor_has_mended_it(visit: Callable[..., Tab]) -> None:
    tab = form_with_checks(visit, Page.objects.get(slug="accessibility").pk)
    checks, said = tab.locator("[data-side-panel=checks]"), "A bold line instead of a heading"
    introduction = tab.locator("#panel-child-content-lead-content [contenteditable=true]")
    introduction.click()
    tab.keyboard.press("Control+A")
    tab.keyboard.press("Control+B")
    tab.keyboard.type("Sample heading")
    tab.keyboard.press("Enter")
    tab.keyboard.press("Control+B")
    tab.keyboard.type("Sample words below the line that should be a heading, long enough to be read as a text.")
    expect(checks).to_contain_text(said)
    expect(checks).to_contain_text("Take the bold line out of the paragraph and add a block “Heading” with its words.")
    introduction.click()
    tab.keyboard.press("Control+A")
    tab.keyboard.type("Sample words alone.")
    expect(checks).not_to_contain_text(said)


def test_wagtails_own_checks_find_nothing_that_a_template_wrote(visit: Callable[..., Tab]) -> None:
    tab, checks, axe = visit("/"), EditorContentChecks(), Axe()
    context = {"include": checks.axe_include, "exclude": checks.axe_exclude}
    own, found = [checks.axe_custom_checks, checks.axe_custom_rules], {}
    for path in [*SEEDED_PATHS, EVERY_BLOCK_PATH, EVERY_ACTION_PATH]:
        tab.goto(path)
        tab.evaluate(axe.axe_script)
        tab.evaluate("([checks, rules]) => axe.configure({checks, rules})", own)
        result = tab.evaluate("([c, o]) => axe.run(c, o)", [context, {"runOnly": checks.axe_run_only}])
        found[path] = [node["html"][:100] for rule in result["violations"] for node in rule["nodes"]]
    assert {path: nodes for path, nodes in found.items() if nodes} == {}


@pytest.mark.parametrize(("width", "scheme"), [(1366, "light"), (360, "dark")])
def test_the_panel_follows_what_is_typed_and_leads_to_its_field(
    visit: Callable[..., Tab], width: int, scheme: str
) -> None:
    pk = Page.objects.get(slug="accessibility").pk
    tab = form_with_checks(visit, pk, width=width, scheme=scheme)
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
