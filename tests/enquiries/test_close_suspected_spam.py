"""Staff close the suspected spam of a flood at once, and nothing else with it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from django.utils import timezone

from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from tests import builders
from tests.enquiries.staff import ROLES, browser, browser_of, enquiry, main_of
from tests.enquiries.test_staff_roles import TEAM, is_refused

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

DAY = {"hours": "24"}


def quarantined(days_ago: float = 2, **fields) -> Enquiry:
    """Store a message that came into quarantine some days ago."""
    return enquiry(timezone.now() - timedelta(days=days_ago), status="quarantined", spam_reasons=["links"], **fields)


def close(client, data=None):
    """Press the button, and return the response."""
    return client.post(reverse("enquiries:close_spam"), DAY if data is None else data, follow=True)


def test_the_quarantine_offers_it_and_the_inbox_does_not():
    client, address = browser("enquiry team"), reverse("enquiries:close_spam")
    assert address in client.get(reverse("enquiries:index"), {"status": "quarantined"}).content.decode()
    assert address not in client.get(reverse("enquiries:index")).content.decode()


def test_the_screen_asks_first_with_the_number_of_messages_and_changes_nothing():
    for days_ago in (0.01, 0.5, 2, 8):
        quarantined(days_ago)
    text = main_of(browser("enquiry team").get(reverse("enquiries:close_spam")).content.decode()).get_text(" ")
    for label in ("more than an hour ago: 3", "more than a day ago: 2", "more than a week ago: 1"):
        assert label in text
    assert Enquiry.objects.quarantined().count() == 4


def test_what_is_older_is_closed_and_what_came_since_and_every_other_message_stays():
    old, recent, ordinary = quarantined(), quarantined(0.5), enquiry(timezone.now() - timedelta(days=3))
    response = close(browser("enquiry team"))
    assert "1 message closed" in response.content.decode()
    statuses = dict(Enquiry.objects.values_list("pk", "status"))
    assert statuses == {old.pk: "closed", recent.pk: "quarantined", ordinary.pk: "new"}
    assert Enquiry.objects.get(pk=old.pk).closed_at


def test_each_closed_message_has_an_entry_in_the_audit_log_that_says_who_and_how():
    messages, user = [quarantined(), quarantined()], builders.user("Enquiry team")
    close(browser_of(user))
    entries = AuditLogEntry.objects.filter(action="status", detail="Quarantined → Closed, with all suspected spam")
    assert set(entries.values_list("reference", flat=True)) == {message.reference for message in messages}
    assert user.get_username() in entries[0].who


def test_a_message_about_data_is_not_closed_unseen():
    quarantined(topic="data")
    close(browser("enquiry team"))
    assert Enquiry.objects.get().status == "quarantined"


def test_what_a_colleague_moved_to_the_inbox_meanwhile_is_not_closed():
    message = quarantined()
    client = browser("enquiry team")
    client.get(reverse("enquiries:close_spam"))
    actions.change_status(builders.user(), message, EnquiryStatus.NEW)
    assert "0 messages closed" in close(client).content.decode()
    assert Enquiry.objects.get().status == "new"


def test_without_a_choice_nothing_is_closed_and_a_sentence_says_so():
    quarantined()
    for data in ({}, {"hours": "0"}):
        assert "Choose which messages to close." in close(browser("enquiry team"), data).content.decode()
    assert Enquiry.objects.get().status == "quarantined"


@pytest.mark.parametrize("role", ROLES)
def test_it_is_for_the_team_alone(role):
    quarantined()
    client = browser(role)
    assert is_refused(client.get(reverse("enquiries:close_spam"))) is (role not in TEAM)
    close(client)
    assert (Enquiry.objects.get().status == "closed") is (role in TEAM)


def test_seeing_the_lists_is_not_enough():
    quarantined()
    user = builders.user()
    codenames = ["access_admin", "view_enquiry"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = browser_of(user)
    listed = client.get(reverse("enquiries:index"), {"status": "quarantined"}).content.decode()
    assert reverse("enquiries:close_spam") not in listed
    close(client)
    assert Enquiry.objects.get().status == "quarantined"


def test_a_form_that_another_site_made_closes_nothing():
    quarantined()
    client = browser("enquiry team")
    client.handler.enforce_csrf_checks = True
    assert close(client).status_code == 403
    assert Enquiry.objects.get().status == "quarantined"


def test_a_flood_of_thousands_is_closed_with_few_queries(django_assert_max_num_queries):
    for _ in range(20):
        quarantined()
    with django_assert_max_num_queries(8):
        assert actions.close_suspected_spam(builders.user(), timezone.now()) == 20
