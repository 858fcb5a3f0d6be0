"""Our screens in the admin, with axe: on a telephone in the dark, and their colours and widths on a computer."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.tokens import default_token_generator
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from playwright.sync_api import Page, Route
from wagtail.log_actions import log

from pages.admin.dashboard.panel import SECTIONS, SHOWN
from pages.readiness.schedule import NOT_READY
from tests import builders
from tests.accounts.logins import CODE, LOGIN, SET_UP, code_of, key_on, phone_of, send_password
from tests.builders import PASSWORD
from tests.editing import editor
from tests.editing.screens import SCREENS, WITH_SECOND_FACTOR
from tests.editing.two_editors import Colleague
from tests.editing.waiting import fill
from tests.enquiries.staff import browser_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# Screens that Wagtail ships and nothing of ours is on.
AS_SHIPPED = ("wagtailadmin_reports:", "wagtailadmin_workflows:", "wagtailadmin_collections:", "wagtailsites:")
# Wagtail opens it in a dialog.
IN_A_DIALOG = "wagtailadmin_pages:set_privacy"
# Parts of Wagtail's forms with faults of their own: rich text and tags without a name, and the outline of a long form.
SHIPPED_PARTS = [".Draftail-Editor", ".ui-autocomplete-input", ".w-minimap"]
# On a computer the same elements stand in other places: there it is the colours that are looked at again.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}
ON_TELEPHONE_AND_COMPUTER = [(360, "dark"), (1366, "light")]


def bulk_questions() -> dict[str, str]:
    """Return the questions before something is done with several pages or pictures."""
    page, picture = builders.standard_page(), builders.image(makes_renditions=False)
    things = {
        "wagtailcore/page/unpublish": page,
        "wagtailcore/page/publish": page,
        "pages/siteimage/delete": picture,
        "pages/sitedocument/delete": builders.document(),
    }
    return {name: f"/admin/bulk/{name}/?id={thing.pk}&next=/admin/" for name, thing in things.items()}


def login_screens() -> dict[str, HttpResponse]:
    """Return the screens of those who are not logged in yet."""
    with_phone, without = builders.user("Writer"), builders.user("Enquiry team")
    phone_of(with_phone)
    uid = urlsafe_base64_encode(force_bytes(without.pk))
    link = reverse("wagtailadmin_password_reset_confirm", args=[uid, default_token_generator.make_token(without)])
    found = {"the login": Client().get(LOGIN), "a new password": Client().get(link, follow=True)}
    with override_settings(REQUIRE_SECOND_FACTOR=True):
        for name, user, address in (("the code", with_phone, CODE), ("the set-up at the login", without, SET_UP)):
            client = Client()
            send_password(client, user)
            found[name] = client.get(address)
    return found


def screens() -> dict[str, str]:
    """Return the HTML of every screen of the admin that is ours, and of those of Wagtail's that we fill."""
    administrator = browser_of(builders.superuser())
    key = key_on(administrator.get(reverse("accounts_set_up")))
    administrator.post(reverse("accounts_set_up"), {"code": code_of(key), "password": PASSWORD})
    others = (*AS_SHIPPED, IN_A_DIALOG)
    found = {name: screen.address() for name, screen in SCREENS.items() if not screen.view.startswith(others)}
    found |= {name: reverse(name) for name in WITH_SECOND_FACTOR} | bulk_questions()
    answers = {name: administrator.get(address) for name, address in found.items()} | login_screens()
    assert {name: answer.status_code for name, answer in answers.items() if answer.status_code != 200} == {}
    return {name: answer.content.decode() for name, answer in answers.items()}


def log_in(page: Page) -> None:
    """Log in as an administrator."""
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")


def faults(page: Page, options: dict[str, Any] | None = None) -> list[str]:
    """Return what axe finds on a screen, and whether it is wider than the window."""
    context = {"exclude": [[part] for part in SHIPPED_PARTS]}
    found = Axe().run(page, context, {"resultTypes": ["violations"], **(options or {})}).response["violations"]
    faults = [f"{each['id']}: {[node['target'] for node in each['nodes']]}" for each in found]
    is_wider = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return [*faults, "wider than the window"] if is_wider else faults


def show(html: str, route: Route) -> None:
    """Answer a request with a screen."""
    route.fulfill(body=html, content_type="text/html")


def test_no_screen_has_a_fault_that_axe_knows(visit: Callable[..., Page]) -> None:
    # What the screens show is in the database of the tests: the browser gets it in the place of the server's answer.
    page = visit("/admin/login/")
    log_in(page)
    wrong = {}
    for number, (name, html) in enumerate(screens().items()):
        page.route(f"**/admin/screen-{number}/", partial(show, html))
        page.goto(f"/admin/screen-{number}/")
        # A colour on its way from light to dark is neither.
        page.add_style_tag(content="* { transition: none !important }")
        for (width, scheme), options in zip(ON_TELEPHONE_AND_COMPUTER, (None, COLOURS), strict=True):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=scheme)
            if found := faults(page, options):
                wrong[name, width] = found
    assert wrong == {}


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
    assert "Unpublish it in Urdu too" in answers[1]
    wrong = {}
    for width, scheme in ON_TELEPHONE_AND_COMPUTER:
        page = visit("/admin/login/", width=width, scheme=scheme)
        log_in(page)
        for address, answer in zip(screens, answers, strict=True):
            page.route(f"**{address}", partial(show, answer))
            page.goto(address)
            wrong[address, width] = faults(page)
    assert not any(wrong.values()), wrong
