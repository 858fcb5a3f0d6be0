"""Our own screens in the admin that no other test looks at, with axe: on a telephone in the dark, and on a computer."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.builders import PASSWORD
from tests.databases import execute

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What axe finds in what Wagtail draws itself, and where.
WAGTAILS_OWN = {
    # The forms of snippets show their title in the breadcrumbs, and no heading.
    "snippets/": {"page-has-heading-one"},
    # The same page in both menus makes two blocks of one name.
    "snippets/pages/navigation/": {"landmark-unique"},
    # Where a list is empty, Wagtail asks "Why not add one?" with a link that has no line under it.
    "snippets/pages/consent/": {"link-in-text-block"},
}


def addresses(database: str) -> list[str]:
    """Return the addresses of our screens, below that of the admin."""
    [[page]] = execute(database, "SELECT id FROM wagtailcore_page WHERE slug = 'every-block'")
    once = [
        f"snippets/pages/{model}/edit/{pk}/"
        for model in ("announcement", "visitorsafety", "navigation", "organisationidentity")
        for [pk] in execute(database, f"SELECT id FROM pages_{model}")
    ]
    return [
        *once,
        f"pages/{page}/unpublish/",
        f"bulk/wagtailcore/page/unpublish/?id={page}&next=/admin/",
        f"bulk/wagtailcore/page/publish/?id={page}&next=/admin/",
        f"pages/{page}/readiness/",
        "snippets/pages/consent/",
        "snippets/pages/consent/add/",
        "snippets/pages/phrasetoavoid/",
        "snippets/pages/phrasetoavoid/add/",
        "account/second-factor/",
        "account/second-factor/set-up/",
        "deleted-files/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light")])
def test_our_screens_have_no_fault_that_axe_knows(
    visit: Callable[..., Page], served_database: str, width: int, scheme: str
) -> None:
    page = visit("/admin/login/", width=width, scheme=scheme)
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    wrong = []
    for address in addresses(served_database):
        assert page.goto(f"/admin/{address}").status == 200, address
        excepted = set().union(*(rules for start, rules in WAGTAILS_OWN.items() if address.startswith(start)))
        for each in Axe().run(page).response["violations"]:
            if each["id"] not in excepted:
                wrong.append(f"{address} {each['id']}: {[node['target'] for node in each['nodes']]}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
            wrong.append(f"{address} is wider than the screen")
    assert wrong == []
