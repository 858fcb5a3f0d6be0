"""Who may do what in the admin: every role on every screen, in the menu and on the dashboard."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Site
from wagtail.test.utils.form_data import rich_text

from pages.enquiries.models.settings import EnquirySettings
from pages.models import (
    AccessibilityStatement,
    Announcement,
    BlogPage,
    Consent,
    Navigation,
    OrganisationIdentity,
    Person,
    PersonalData,
    StandardPage,
    User,
    VisitorSafety,
)
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import ROLES, browser, enquiry
from tests.reading import parsed

pytestmark = pytest.mark.django_db

WRITERS = {"writer", "publisher", "superuser"}
PUBLISHERS = {"publisher", "superuser"}
MANAGERS = {"site manager", "superuser"}
FILES = WRITERS | MANAGERS
WORDS = PUBLISHERS | MANAGERS
ADMINISTRATORS = {"administrator", "superuser"}
TEAM = {"enquiry team", "enquiry lead", "superuser"}
LEAD = {"enquiry lead", "superuser"}
FULL_ACCESS = {"superuser"}
STAFF = set(ROLES) - {"anonymous", "no group"}

Things = Callable[[], list[Any]]


def no_thing() -> list[Any]:
    return []


def first(model: type, **fields: Any) -> Things:
    return lambda: [(model.objects.filter(**fields).first() or builders.user()).pk]


def a_draft() -> list[Any]:
    return [builders.standard_page(live=False).pk]


def a_public_page() -> list[Any]:
    return [builders.standard_page().pk]


def somebody_on_no_page() -> list[Any]:
    return [builders.person().pk]


def a_picture() -> list[Any]:
    return [builders.image(makes_renditions=False).pk]


def the_only(model: type) -> Things:
    return lambda: [model.for_site(Site.objects.get()).pk]


def the_team_settings() -> list[Any]:
    return ["enquiries", "enquirysettings", EnquirySettings.load().pk]


# What each screen shows: the name of its address, what it is about, and who may open it. Those without things are in
# the menu of exactly these roles, unless they are in OFF_THE_MENU.
SCREENS: dict[str, tuple[str, Things, set[str]]] = {
    "the dashboard": ("wagtailadmin_home", no_thing, STAFF),
    "one’s own account": ("wagtailadmin_account", no_thing, STAFF),
    "the tree of pages": ("wagtailadmin_explore_root", no_thing, WRITERS),
    "a page": ("wagtailadmin_pages:edit", a_draft, WRITERS),
    "translating a page": ("wagtail_localize:submit_page_translation", first(BlogPage), WRITERS),
    "unpublishing a page": ("wagtailadmin_pages:unpublish", a_public_page, WRITERS),
    "who may read a page": ("wagtailadmin_pages:set_privacy", a_public_page, PUBLISHERS),
    "people": ("wagtailsnippets_pages_person:list", no_thing, FILES),
    "a new person": ("wagtailsnippets_pages_person:add", no_thing, FILES),
    "somebody": ("wagtailsnippets_pages_person:edit", first(Person), WORDS),
    "deleting somebody": ("wagtailsnippets_pages_person:delete", somebody_on_no_page, MANAGERS),
    "organisations": ("wagtailsnippets_pages_organisation:list", no_thing, FILES),
    "consents": ("wagtailsnippets_pages_consent:list", no_thing, FILES),
    "a consent": ("wagtailsnippets_pages_consent:edit", first(Consent), WORDS),
    "topics": ("wagtailsnippets_pages_topic:list", no_thing, WORDS),
    "the glossary": ("wagtailsnippets_pages_glossaryterm:list", no_thing, WORDS),
    "a new word": ("wagtailsnippets_pages_glossaryterm:add", no_thing, WORDS),
    "pictures": ("wagtailimages:index", no_thing, FILES),
    "uploading a picture": ("wagtailimages:add", no_thing, FILES),
    "a colleague’s picture": ("wagtailimages:edit", a_picture, PUBLISHERS),
    "documents": ("wagtaildocs:index", no_thing, FILES),
    "collections": ("wagtailadmin_collections:index", no_thing, MANAGERS),
    "numbers and exit": ("wagtailsnippets_pages_visitorsafety:edit", the_only(VisitorSafety), MANAGERS),
    "the menus": ("wagtailsnippets_pages_navigation:edit", the_only(Navigation), MANAGERS),
    "the announcement": ("wagtailsnippets_pages_announcement:edit", the_only(Announcement), MANAGERS),
    "our organisation": ("wagtailsnippets_pages_organisationidentity:edit", the_only(OrganisationIdentity), MANAGERS),
    "personal data": ("wagtailsnippets_pages_personaldata:edit", the_only(PersonalData), MANAGERS),
    "accessibility": (
        "wagtailsnippets_pages_accessibilitystatement:edit",
        the_only(AccessibilityStatement),
        MANAGERS,
    ),
    "redirects": ("wagtailredirects:index", no_thing, MANAGERS),
    "languages": ("wagtaillocales:index", no_thing, MANAGERS),
    "a language": ("wagtaillocales:edit", first(Locale), MANAGERS),
    "users": ("wagtailusers_users:index", no_thing, ADMINISTRATORS),
    "inviting somebody": ("wagtailusers_users:add", no_thing, ADMINISTRATORS),
    "groups": ("wagtailusers_groups:index", no_thing, ADMINISTRATORS),
    "a group": ("wagtailusers_groups:edit", first(Group, name="Writer"), ADMINISTRATORS),
    "an account with full access": ("wagtailusers_users:edit", first(User, is_superuser=True), FULL_ACCESS),
    "sites": ("wagtailsites:index", no_thing, FULL_ACCESS),
    "workflows": ("wagtailadmin_workflows:index", no_thing, FULL_ACCESS),
    "steps of workflows": ("wagtailadmin_workflows:task_index", no_thing, FULL_ACCESS),
    "the health of the site": ("monitoring_health", no_thing, FULL_ACCESS),
    "pages to look at again": ("page_reviews", no_thing, WRITERS),
    "translations that are out of date": ("outdated_translations", no_thing, WRITERS),
    "ageing pages": ("wagtailadmin_reports:aging_pages", no_thing, WRITERS),
    "types of pages": ("wagtailadmin_reports:page_types_usage", no_thing, WRITERS),
    "the report of workflows": ("wagtailadmin_reports:workflow", no_thing, WRITERS),
    "the report of steps": ("wagtailadmin_reports:workflow_tasks", no_thing, WRITERS),
    "locked pages": ("wagtailadmin_reports:locked_pages", no_thing, PUBLISHERS),
    # It shows each what she may see, and is in the menu of those who see pages.
    "the history of the site": ("wagtailadmin_reports:site_history", no_thing, STAFF),
    "the inbox": ("enquiries:index", no_thing, TEAM),
    "requests about data": ("enquiry_data_requests:index", no_thing, TEAM),
    "the audit log": ("enquiry_audit_log:index", no_thing, LEAD),
    "what was deleted": ("enquiry_deletions:index", no_thing, LEAD),
    "the settings of the team": ("wagtailsettings:edit", the_team_settings, LEAD),
}
# Reached from another screen.
OFF_THE_MENU = {
    "the dashboard",
    "a new person",
    "a new word",
    "uploading a picture",
    "inviting somebody",
    "the history of the site",
}


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
    Consent.objects.create(person="Somebody", scope="A photograph", agreed_by="Somebody")
    client = browser(role)
    for screen, (view, things, allowed) in SCREENS.items():
        response = client.get(reverse(view, args=things()))
        assert (response.status_code == 200) is (role in allowed), screen
        assert is_refused(response) is (role not in allowed), screen


@pytest.mark.parametrize("role", sorted(STAFF))
def test_the_menu_offers_what_the_role_may_open_and_nothing_else(role):
    client = browser(role)
    offered = menu(client)
    for address in offered:
        assert leads_somewhere(client, address), address
    for screen, (view, things, allowed) in SCREENS.items():
        if things is no_thing and screen not in OFF_THE_MENU:
            assert (reverse(view) in offered) is (role in allowed), screen
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
