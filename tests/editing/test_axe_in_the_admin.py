"""Our own screens in the admin that no other test looks at, with axe: on a telephone in the dark, and on a computer."""

from collections.abc import Callable
from functools import partial

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page, Route
from wagtail.log_actions import log

from pages.admin.dashboard.panel import SECTIONS, SHOWN
from pages.readiness.schedule import NOT_READY
from tests import builders
from tests.builders import PASSWORD
from tests.databases import execute
from tests.editing import editor
from tests.editing.two_editors import Colleague
from tests.editing.waiting import fill

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

ON_TELEPHONE_AND_COMPUTER = [(360, "dark"), (1366, "light")]


def addresses(database: str) -> list[str]:
    """Return the addresses of our screens, below that of the admin."""
    [[page]] = execute(database, "SELECT id FROM wagtailcore_page WHERE slug = 'every-block'")
    once = [
        f"snippets/pages/{model}/edit/{pk}/"
        for model in (
            "announcement",
            "visitorsafety",
            "navigation",
            "organisationidentity",
            "personaldata",
            "accessibilitystatement",
        )
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
        "block-gallery/",
    ]


def log_in(page: Page) -> None:
    """Log in as an administrator."""
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def faults(page: Page) -> list[str]:
    """Return what axe finds on a screen, and whether it is wider than the window."""
    found = Axe().run(page).response["violations"]
    faults = [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
    is_wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*faults, "wider than the window"] if is_wider else faults


def show(html: str, route: Route) -> None:
    """Answer a request with a screen."""
    route.fulfill(body=html, content_type="text/html")


@pytest.mark.parametrize(("width", "scheme"), ON_TELEPHONE_AND_COMPUTER)
def test_our_screens_have_no_fault_that_axe_knows(
    visit: Callable[..., Page], served_database: str, width: int, scheme: str
) -> None:
    page = visit("/admin/login/", width=width, scheme=scheme)
    log_in(page)
    wrong = {}
    for address in addresses(served_database):
        assert page.goto(f"/admin/{address}").status == 200, address
        wrong[address] = faults(page)
    assert not any(wrong.values()), wrong


def test_the_dashboard_with_something_in_every_section_and_the_question_with_translations_have_none(
    visit: Callable[..., Page],
) -> None:
    # What these screens show is in the database of the tests: the browser gets it in the place of the server's answer.
    author, administrator = Colleague("Writer"), Colleague("")
    fill(SHOWN + 1, author)
    late = builders.standard_page(live=False, expired=False)
    log(late, NOT_READY, data={"findings": ["A sample finding."]})
    late.save_revision(user=administrator.user)
    translated = builders.standard_page()
    builders.in_urdu(translated)
    screens = [reverse("wagtailadmin_home"), editor.edit_address(translated, "unpublish")]
    answers = [administrator.browser.get(address).content.decode() for address in screens]
    assert all(heading in answers[0] for heading, _lines in SECTIONS)
    assert "Unpublish this translation too" in answers[1]
    wrong = {}
    for width, scheme in ON_TELEPHONE_AND_COMPUTER:
        page = visit("/admin/login/", width=width, scheme=scheme)
        log_in(page)
        for address, answer in zip(screens, answers, strict=True):
            page.route(f"**{address}", partial(show, answer))
            page.goto(address)
            wrong[address, width] = faults(page)
    assert not any(wrong.values()), wrong
