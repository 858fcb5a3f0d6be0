"""Which role can open which screen and perform which action."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.http import HttpResponse
from django.urls import reverse

from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from tests import builders
from tests.enquiries.staff import ROLES, browser, browser_of, enquiry, member

pytestmark = pytest.mark.django_db

TEAM = {"enquiry team", "enquiry lead", "superuser"}
LEAD = {"enquiry lead", "superuser"}

SCREENS = {
    "the inbox": ("enquiries:index", TEAM),
    "the inbox, as a script asks for it": ("enquiries:index_results", TEAM),
    "requests about data": ("enquiry_data_requests:index", TEAM),
    "the audit log": ("enquiry_audit_log:index", LEAD),
    "the audit log, as a script asks for it": ("enquiry_audit_log:index_results", LEAD),
    "what was deleted": ("enquiry_deletions:index", LEAD),
    "what was deleted, as a script asks for it": ("enquiry_deletions:index_results", LEAD),
}
SCREENS_OF_A_MESSAGE = {"a message": ("enquiries:edit", TEAM), "erasing": ("enquiries:delete", TEAM)}
ACTIONS = {
    "reveal": {"has_read": "on"},
    "confirm": {"still_holds": "on"},
    "withdraw-preferences": {},
    "status": {"status": "answered"},
    "topic": {"topic": "data"},
    "take": {},
    "assign": {"assignee": ""},
    "note": {"text": "A sample note"},
    "hold": {"wanted": "held"},
    "export": {},
    "delete": {"reference": "filled in below"},
}


def is_refused(response: HttpResponse) -> bool:
    """Tell whether somebody was sent away: to sign in, or to the dashboard with a sentence."""
    refusals = {reverse("wagtailadmin_home"), reverse("wagtailadmin_login")}
    return response.status_code == 403 or response.headers.get("Location", "").split("?")[0] in refusals


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS)
def test_a_screen_opens_for_those_who_may_see_it_and_for_nobody_else(screen: str, role: str) -> None:
    name, allowed = SCREENS[screen]
    response = browser(role).get(reverse(name))
    assert is_refused(response) is (role not in allowed)
    assert response.status_code == (200 if role in allowed else 302)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("screen", SCREENS_OF_A_MESSAGE)
def test_a_message_opens_for_the_team_and_for_nobody_else(screen: str, role: str) -> None:
    name, allowed = SCREENS_OF_A_MESSAGE[screen]
    response = browser(role).get(reverse(name, args=[enquiry().pk]))
    assert is_refused(response) is (role not in allowed)
    assert response.status_code == (200 if role in allowed else 302)
    assert AuditLogEntry.objects.exists() is (role in allowed and screen == "a message")


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_performed_by_the_team_and_by_nobody_else(action: str, role: str) -> None:
    message = enquiry()
    data = ACTIONS[action] | ({"reference": message.reference} if action == "delete" else {})
    before = Enquiry.objects.values().get(pk=message.pk)
    client = browser(role)
    response = client.post(reverse(f"enquiries:{action}", args=[message.pk]), data)
    assert is_refused(response) is (role not in TEAM)
    if role not in TEAM:
        assert Enquiry.objects.values().get(pk=message.pk) == before
        assert not message.notes.exists()
        assert not AuditLogEntry.objects.exists()


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_is_not_performed_by_a_form_that_another_site_made(action: str) -> None:
    message = enquiry()
    data = ACTIONS[action] | ({"reference": message.reference} if action == "delete" else {})
    before = Enquiry.objects.values().get()
    client = browser_of(member("enquiry lead"))
    client.handler.enforce_csrf_checks = True
    assert client.post(reverse(f"enquiries:{action}", args=[message.pk]), data).status_code == 403
    assert Enquiry.objects.values().get() == before
    assert not message.notes.exists() and not AuditLogEntry.objects.exists()


def test_nobody_is_looked_up_by_a_form_that_another_site_made() -> None:
    message = enquiry()
    client = browser_of(member("enquiry lead"))
    client.handler.enforce_csrf_checks = True
    response = client.post(reverse("enquiry_data_requests:index"), {"query": message.reference})
    assert response.status_code == 403
    assert message.reference not in response.content.decode()


@pytest.mark.parametrize("role", ROLES)
def test_the_settings_open_for_the_lead_and_for_nobody_else(role: str) -> None:
    address = reverse("wagtailsettings:edit", args=["enquiries", "enquirysettings", EnquirySettings.load().pk])
    assert is_refused(browser(role).get(address)) is (role not in LEAD)


@pytest.mark.parametrize("role", ["writer", "publisher", "enquiry team", "enquiry lead", "superuser"])
def test_menu_and_dashboard_speak_of_enquiries_to_the_team_alone(role: str) -> None:
    enquiry()
    dashboard = browser(role).get(reverse("wagtailadmin_home")).content.decode()
    for trace in (reverse("enquiries:index"), "nquir", "Scheduled tasks"):
        assert (trace in dashboard) is (role in TEAM), trace


@pytest.mark.parametrize("role", ["enquiry team", "enquiry lead"])
def test_the_team_works_without_any_permission_for_pages(role: str) -> None:
    client = browser(role)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    for address in (
        reverse("wagtailadmin_pages:edit", args=[builders.home().pk]),
        reverse("wagtailsnippets_pages_person:list"),
    ):
        assert is_refused(client.get(address)), address


@pytest.mark.parametrize("path", ["new/", "copy/1/", "history/1/", "usage/1/", "inspect/1/"])
@pytest.mark.parametrize("viewset", ["enquiries", "enquiry_audit_log", "enquiry_deletions"])
def test_what_a_viewset_would_offer_for_other_things_is_not_there_for_anyone(viewset: str, path: str) -> None:
    assert browser("superuser").get(reverse(f"{viewset}:index") + path).status_code == 404


def test_seeing_the_lists_does_not_open_a_message() -> None:
    counter = member("no group")
    counter.user_permissions.add(*Permission.objects.filter(codename__in=["access_admin", "view_enquiry"]))
    client = browser_of(counter)
    message = enquiry()
    assert message.reference in client.get(reverse("enquiries:index")).content.decode()
    assert reverse("enquiries:edit", args=[message.pk]) not in client.get(reverse("enquiries:index")).content.decode()
    assert is_refused(client.get(reverse("enquiries:edit", args=[message.pk])))


def test_the_groups_are_made_with_what_their_members_need_and_nothing_of_pages() -> None:
    team = {"access_admin", "view_enquiry", "change_enquiry", "delete_enquiry", "export_enquiry", "view_jobrun"}
    lead = team | {"view_auditlogentry", "view_deletedenquiry", "change_enquirysettings"}
    for name, codenames in {"Enquiry team": team, "Enquiry lead": lead}.items():
        group = Group.objects.get(name=name)
        assert set(group.permissions.values_list("codename", flat=True)) == codenames
        assert not group.page_permissions.exists()
        assert not group.collection_permissions.exists()


def test_whoever_edits_groups_can_give_and_take_every_permission_of_the_team() -> None:
    group = Group.objects.get(name="Enquiry lead")
    page = browser("superuser").get(reverse("wagtailusers_groups:edit", args=[group.pk])).content.decode()
    for permission in group.permissions.all():
        assert f'value="{permission.pk}"' in page, permission
