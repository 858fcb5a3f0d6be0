"""The dashboard and the menu: how many messages wait, which deadlines run, and which jobs are late."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.enquiries.models.enquiry import EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.models import JobRun
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import run_due_jobs
from tests.editing.site_texts import NO_OTHER_LANGUAGES
from tests.enquiries.staff import browser, enquiry, holds_typed_words, main_of, open_
from tests.reading import plain

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def dashboard(client: Client) -> str:
    """Return the dashboard, with the menu that a script draws."""
    return client.get(reverse("wagtailadmin_home")).content.decode()


def panel(client: Client, name: str) -> str:
    """Return the words of a panel of the dashboard."""
    found = BeautifulSoup(dashboard(client), "html.parser").select_one(f"#{name}-section")
    return re.sub(r"\s+", " ", found.get_text(" ", strip=True)).replace("\xa0", " ")


def link_addresses(client: Client, name: str) -> list[str]:
    """Return where the links of a panel lead."""
    found = BeautifulSoup(dashboard(client), "html.parser").select(f"#{name}-section a[href]")
    return [link["href"] for link in found]


def test_menu_and_dashboard_count_what_is_new_and_what_is_in_quarantine() -> None:
    client = browser("enquiry team")
    assert "0 new messages" in panel(client, "enquiries")
    assert '"Enquiries"' in dashboard(client)
    for status, number in {EnquiryStatus.NEW: 2, EnquiryStatus.QUARANTINED: 3, EnquiryStatus.CLOSED: 4}.items():
        for _ in range(number):
            enquiry(status=status, received_at=timezone.now() - timedelta(days=5, hours=1))
    text = panel(client, "enquiries")
    assert "2 new messages , the oldest has waited 5 days" in text
    assert "3 in quarantine" in text
    assert '"Enquiries (2)"' in dashboard(client)
    assert '"Quarantine (3)"' in dashboard(client)


def test_the_dashboard_says_nothing_of_what_was_typed() -> None:
    enquiry()
    enquiry(topic="data")
    assert not holds_typed_words(dashboard(browser("superuser")))


def test_an_enquiry_about_data_shows_its_thirty_days_until_it_is_answered() -> None:
    received = datetime(2027, 1, 4, 9, tzinfo=UTC)
    message = enquiry(topic="data", received_at=received)
    enquiry(topic="support", received_at=received)
    with time_machine.travel(received + timedelta(days=20), tick=False):
        text = panel(browser("enquiry team"), "enquiries")
        assert f"{message} answer by 3 February 2027, in 10 days" in text
        assert text.count("answer by") == 1
    with time_machine.travel(received + timedelta(days=29), tick=False):
        assert f"{message} answer by 3 February 2027, in 1 day" in panel(browser("enquiry team"), "enquiries")
    with time_machine.travel(datetime(2027, 2, 3, 23, 59, tzinfo=UTC), tick=False):
        text = panel(browser("enquiry team"), "enquiries")
        assert f"{message} answer by 3 February 2027, today" in text and "overdue" not in text
    with time_machine.travel(datetime(2027, 2, 4, 0, 1, tzinfo=UTC), tick=False):
        assert f"{message} overdue since 3 February 2027" in panel(browser("enquiry team"), "enquiries")
    with time_machine.travel(received + timedelta(days=31), tick=False):
        assert f"{message} overdue since 3 February 2027" in panel(browser("enquiry team"), "enquiries")
        message.status = EnquiryStatus.ANSWERED
        message.save()
        assert str(message) not in panel(browser("enquiry team"), "enquiries")


@pytest.mark.parametrize(
    ("received", "due"),
    [((2027, 2, 1), (2027, 3, 1)), ((2027, 1, 31), (2027, 2, 28)), ((2026, 12, 5), (2027, 1, 4))],
)
def test_a_month_that_is_shorter_than_thirty_days_is_the_deadline(received, due) -> None:
    message = enquiry(topic="data", received_at=datetime(*received, 9, tzinfo=UTC))
    assert message.answer_due_on == date(*due)
    screen = plain(main_of(open_(browser("enquiry team"), message)).get_text())
    assert f"{date(*due):%-d %B %Y} (30 days or a month, whichever is shorter: data protection law)" in screen


def test_the_deadline_of_an_enquiry_about_data_runs_also_in_quarantine() -> None:
    message = enquiry(topic="data", status=EnquiryStatus.QUARANTINED)
    assert f"{message} (in quarantine) answer by" in panel(browser("enquiry team"), "enquiries")


def test_the_dashboard_warns_when_nobody_could_be_notified_by_email_for_a_quarter_of_an_hour(settings) -> None:
    EnquirySettings.objects.update_or_create(defaults={"notify": "team@example.org"})
    settings.EMAIL_BACKEND = "tests.enquiries.test_enquiry_notification.Broken"
    made = datetime(2027, 1, 11, 10, tzinfo=UTC)
    with time_machine.travel(made, tick=False) as clock:
        for _ in range(2):
            StaffNotice.objects.create(enquiry=enquiry())
        StaffNotice.objects.create(enquiry=enquiry(), sent_at=made)
        clock.shift(timedelta(minutes=14))
        run_due_jobs()
        assert "could be notified" not in panel(browser("enquiry team"), "enquiries")
        clock.shift(timedelta(minutes=2))
        run_due_jobs()
        assert "2 messages: nobody could be notified by email" in panel(browser("enquiry team"), "enquiries")


def test_while_the_settings_name_no_address_the_dashboard_says_so_and_leads_there_whoever_may_change_them() -> None:
    EnquirySettings.objects.update_or_create(defaults={"notify": ""})
    address = reverse("wagtailsettings:edit", args=["enquiries", "enquirysettings"])
    sentence = "Nobody is notified of new messages by email: the settings name no address."
    lead, team = browser("enquiry lead"), browser("enquiry team")
    assert sentence in panel(lead, "enquiries") and sentence in panel(team, "enquiries")
    assert address in link_addresses(lead, "enquiries") and address not in link_addresses(team, "enquiries")
    assert lead.get(address, follow=True).status_code == 200
    assert "Ask the lead" in panel(team, "enquiries") and "Ask the lead" not in panel(lead, "enquiries")
    EnquirySettings.objects.update(notify="team@example.org")
    assert sentence not in panel(lead, "enquiries")


def test_what_is_due_first_stands_first() -> None:
    later = enquiry(topic="data", received_at=timezone.now() - timedelta(days=2))
    sooner = enquiry(topic="data", received_at=timezone.now() - timedelta(days=20))
    text = panel(browser("enquiry team"), "enquiries")
    assert text.index(sooner.reference) < text.index(later.reference)


def test_a_job_that_runs_is_shown_with_its_time_and_one_that_does_not_is_called_late() -> None:
    moment = datetime(2027, 1, 11, 10, tzinfo=UTC)
    for job in registered_jobs.values():
        JobRun.objects.create(name=job.name, started_at=moment, succeeded_at=moment, detail="")
    with time_machine.travel(moment + timedelta(minutes=5), tick=False):
        text = panel(browser("enquiry team"), "jobs")
        assert "late" not in text
        assert text.count("last done 11 January 2027, 10:00") == len(registered_jobs)
    with time_machine.travel(moment + timedelta(minutes=20), tick=False):
        text = panel(browser("enquiry team"), "jobs")
        assert "3 of these are late." in text
        assert "Notify staff of new messages: last done 11 January 2027, 10:00 late" in text
    with time_machine.travel(moment + timedelta(days=3), tick=False):
        assert f"{len(registered_jobs)} of these are late." in panel(browser("enquiry team"), "jobs")


def test_a_job_that_never_ran_is_late() -> None:
    assert "Delete messages whose time has passed: not done yet late" in panel(browser("enquiry lead"), "jobs")


def test_the_lead_changes_who_is_notified_and_how_long_messages_are_kept() -> None:
    settings = EnquirySettings.load()
    address = reverse("wagtailsettings:edit", args=["enquiries", "enquirysettings", settings.pk])
    client = browser("enquiry lead")
    form = BeautifulSoup(client.get(address).content, "html.parser").select_one("#w-editor-form")
    data = {field["name"]: field.get("value", "") for field in form.select("input[name]")}
    data |= {field["name"]: field.get_text() for field in form.select("textarea[name]")}
    client.post(address, data | NO_OTHER_LANGUAGES | {"notify": "team@example.org", "support_days": "14"})
    settings = EnquirySettings.objects.get()
    assert (settings.addresses(), settings.support_days) == (["team@example.org"], 14)
