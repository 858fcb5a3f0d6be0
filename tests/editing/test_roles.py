"""Who may do what in the admin: every role on every screen, in the menu and on the dashboard."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import rich_text

from pages.models import SiteImage, StandardPage
from tests import builders
from tests.editing import editor
from tests.editing.screens import MANAGERS, OFF_THE_MENU, SCREENS, STAFF, WITH_SECOND_FACTOR, no_thing, our_views
from tests.enquiries.staff import ROLES, browser, enquiry
from tests.reading import parsed

pytestmark = pytest.mark.django_db

# Addresses of ours that show no screen of their own: parts of a list that are loaded later, choosers, what a frame of
# the gallery shows, and the form of a thing with the words of a copy or of an earlier version.
PARTS_OF_SCREENS = re.compile(r"results$|^wagtailsnippetchoosers_|^block_gallery_component$|:(copy|revisions_revert)$")
ONLY_ONE = "announcement|visitorsafety|navigation|organisationidentity|personaldata|accessibilitystatement"
# Those of settings that there is one of: they lead to its form.
LEADING_ON = re.compile(rf"wagtailsnippets_pages_({ONLY_ONE}):(list|add)$")
# Buttons of other screens, which take what a form sends.
BUTTONS = re.compile(
    "restore_file$|accounts:(logout|session)$|enquiries:(reveal|confirm|withdraw-preferences|status|topic|take|assign"
    "|note|hold|export)$"
)
# Those for people who are not logged in.
AT_LOGIN = re.compile("accounts:(login|second_factor|set_up_at_login|invitation|new_password)$")


def is_refused(response: HttpResponse) -> bool:
    """Tell whether somebody was sent to the dashboard, with a sentence, or to the login."""
    away = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    return response.status_code == 302 and response.headers["Location"].split("?")[0] in away


def leads_somewhere(client: Client, address: str) -> bool:
    """Tell whether a link opens a screen, perhaps after a redirect, and no other screen with “no permission”."""
    response = client.get(address, follow=True)
    targets = [target for target, _status in response.redirect_chain]
    return response.status_code == 200 and reverse("wagtailadmin_home") not in targets


def menu(client: Client) -> set[str]:
    """Return where the entries of the menu lead, on this site."""
    props = parsed(client.get(reverse("wagtailadmin_home"))).select_one("#wagtail-sidebar-props")
    return {address for address in _addresses(json.loads(props.string)) if address.startswith("/")}


def _addresses(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for name, held in value.items():
            if name in ("url", "href") and isinstance(held, str):
                yield held
            yield from _addresses(held)
    elif isinstance(value, list):
        for held in value:
            yield from _addresses(held)


@pytest.mark.parametrize("role", ROLES)
def test_each_screen_of_the_admin_is_open_to_its_roles_and_to_nobody_else(role):
    builders.superuser()
    client = browser(role)
    wrong = []
    for name, screen in SCREENS.items():
        response = client.get(screen.address())
        is_open = response.status_code == 200
        if is_open is not (role in screen.roles) or is_refused(response) is is_open:
            wrong.append((name, response.status_code))
    assert wrong == []


def test_no_screen_of_ours_is_without_a_row():
    others = (PARTS_OF_SCREENS, LEADING_ON, BUTTONS, AT_LOGIN)
    snippets = {f"wagtailsnippets_pages_{model._meta.model_name}" for model in get_snippet_models()}
    forms = {f"{snippet}:{view}" for snippet in snippets for view in ("list", "add", "edit")}
    views = {view for view in {*our_views(), *forms} if not any(each.search(view) for each in others)}
    assert views - {screen.view for screen in SCREENS.values()} == WITH_SECOND_FACTOR


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_menu_offers_what_the_role_may_open_and_nothing_else(role):
    client = browser(role)
    offered = menu(client)
    for address in offered:
        assert leads_somewhere(client, address), address
    for name, screen in SCREENS.items():
        if screen.things is no_thing and name not in OFF_THE_MENU:
            assert (screen.address() in offered) is (role in screen.roles), name
    for name in ("visitorsafety", "navigation", "announcement", "organisationidentity"):
        assert (reverse(f"wagtailsnippets_pages_{name}:list") in offered) is (role in MANAGERS), name


@pytest.mark.parametrize("role", sorted(STAFF))
def test_nothing_on_the_dashboard_answers_no_permission(role):
    enquiry()
    enquiry(topic="data")
    client = browser(role)
    dashboard = parsed(client.get(reverse("wagtailadmin_home")))
    addresses = [link["href"] for link in dashboard.select("main a[href]")]
    addresses += [form["action"] for form in dashboard.select("main form[action]")]
    own = {address for address in addresses if address.startswith("/")}
    assert own
    for address in own:
        assert leads_somewhere(client, address), address


@pytest.mark.parametrize(("role", "is_published"), [("writer", False), ("publisher", True), ("superuser", True)])
def test_a_change_reaches_visitors_only_from_those_who_may_publish(client, role, is_published):
    page = builders.standard_page(title="As it was", lead="<p>Roses.</p>")
    staff = browser(role)
    form = editor.opened(staff, page, title="As it is now")
    assert staff.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    assert ("As it is now" in client.get(page.url).content.decode()) is is_published
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "As it is now"


def test_what_a_writer_submits_is_published_by_a_publisher(client):
    writer, publisher = browser("writer"), browser("publisher")
    address = editor.add_address(StandardPage, builders.home())
    form = (
        editor.typed(title="Handed in", slug="handed-in", lead=rich_text("<p>Roses.</p>"))
        | editor.empty_streams(StandardPage)
        | editor.SUBMIT
    )
    assert editor.error_of(writer.post(address, form), "search_description") == editor.NO_SUMMARY
    assert writer.post(address, form | {"search_description": "What this page is about."}).status_code == 302
    page = StandardPage.objects.get(slug="handed-in")
    assert client.get(page.url).status_code == 404

    assert "Handed in" in publisher.get(reverse("wagtailadmin_home")).content.decode()
    approve = ["approve", page.current_workflow_task_state.pk]
    publisher.post(reverse("wagtailadmin_pages:workflow_action", args=[page.pk, *approve]), {"comment": ""})
    assert "Handed in" in client.get(page.url).content.decode()


def test_members_of_no_group_see_nothing_of_the_admin():
    response = browser("no group").get(reverse("wagtailadmin_home"))
    assert response.status_code == 302
    assert response.headers["Location"].split("?")[0] == reverse("wagtailadmin_login")


def test_a_writer_uploads_changes_and_deletes_her_own_picture_and_no_colleague_does():
    writer, colleague = browser("writer"), browser("writer")
    form = {"title": "Hills", "description": "Sample hills", "collection": Collection.get_first_root_node().pk}
    upload = SimpleUploadedFile("hills.png", builders.picture_bytes())
    assert writer.post(reverse("wagtailimages:add"), form | {"file": upload}).status_code == 302
    picture = SiteImage.objects.get(title="Hills")
    edit, delete = (reverse(f"wagtailimages:{view}", args=[picture.pk]) for view in ("edit", "delete"))
    for address in (edit, delete):
        assert is_refused(colleague.get(address))
        assert is_refused(colleague.post(address, form | {"title": "Not hers"}))
    picture.refresh_from_db()
    assert picture.title == "Hills"
    assert writer.post(edit, form | {"title": "Fields"}).status_code == 302
    picture.refresh_from_db()
    assert picture.title == "Fields"
    writer.post(delete)
    assert not SiteImage.objects.filter(pk=picture.pk).exists()
