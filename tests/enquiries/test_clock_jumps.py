"""The clock of the server goes ahead by 400 days and back: nothing is lost, nothing waits, and staff are told."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from axes.models import AccessAttempt
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from pages.enquiries import notifications, retention, spam
from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.sender_counts import SenderWindow
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.models import JobRun
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import run_due_jobs
from pages.jobs.status import job_statuses
from tests import builders
from tests.enquiries.clock import NOW
from tests.enquiries.senders import PATH, WORDS, sender, stored, token_of
from tests.enquiries.staff import browser, enquiry
from tests.enquiries.test_enquiry_notification import break_mail
from tests.enquiries.test_staff_dashboard import panel

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

JUMP = timedelta(days=400)


def late_jobs() -> list[str]:
    """Return the titles of the jobs that are late."""
    return [status.title for status in job_statuses() if status.is_late]


def closed_messages(number: int) -> None:
    """Store messages that were closed ten days ago."""
    for _ in range(number):
        enquiry(NOW - timedelta(days=10), status=EnquiryStatus.CLOSED, closed_at=NOW - timedelta(days=10))


def test_jobs_that_ran_while_the_clock_was_ahead_run_at_once_when_it_is_right_again(clock, caplog):
    clock.shift(JUMP)
    run_due_jobs()
    clock.shift(-JUMP)
    assert set(late_jobs()) == {job.title for job in registered_jobs.values()}
    assert set(run_due_jobs()) == set(registered_jobs)
    assert "the clock of this machine was ahead" in caplog.text
    assert late_jobs() == []
    assert run_due_jobs() == []
    assert JobRun.objects.latest("next_run_at").next_run_at <= NOW + timedelta(days=1, minutes=2)


def test_a_job_that_was_claimed_while_the_clock_was_ahead_is_taken_over(clock):
    JobRun.objects.update(started_at=NOW + JUMP, next_run_at=NOW + JUMP)
    assert set(run_due_jobs()) == set(registered_jobs)


def test_two_machines_whose_clocks_differ_by_a_minute_do_not_run_a_job_twice(clock):
    JobRun.objects.update(started_at=NOW + timedelta(minutes=3), next_run_at=NOW + timedelta(minutes=4))
    assert run_due_jobs() == []
    assert late_jobs() == []


def test_a_notice_that_failed_while_the_clock_was_ahead_is_sent_when_it_is_right_again(clock, settings, caplog):
    EnquirySettings.objects.update_or_create(defaults={"notify": "team@apnahaq.test"})
    clock.shift(JUMP)
    break_mail(settings)
    stored()
    notifications.send_due()
    clock.move_to(NOW)
    break_mail(settings, broken=False)
    assert notifications.count_late() == 1
    assert notifications.send_due() == "1 sent"
    assert len(mail.outbox) == 1
    assert "the clock of this machine was ahead" in caplog.text
    assert notifications.count_late() == 0


def test_what_was_sent_while_the_clock_was_ahead_holds_nothing_up(clock):
    EnquirySettings.objects.update_or_create(defaults={"notify": "team@apnahaq.test"})
    for _ in range(8):
        stored()
    StaffNotice.objects.update(email="digest", sent_at=NOW + JUMP)
    stored()
    assert notifications.send_due() == "1 sent"


def test_the_daily_email_is_due_also_if_its_day_lies_too_far_off(clock):
    EnquirySettings.objects.update_or_create(defaults={"notify": "team@apnahaq.test"})
    clock.shift(JUMP)
    stored(WORDS | {"homepage": "x"})
    clock.move_to(NOW)
    notifications.send_due()
    assert [message.subject for message in mail.outbox] == ["Website messages in quarantine: 1 new"]


@pytest.mark.parametrize("number", [1, 30])
def test_nothing_is_purged_while_the_clock_is_ahead_and_the_dashboard_says_so(clock, number):
    closed_messages(number)
    clock.shift(JUMP)
    run_due_jobs()
    assert Enquiry.objects.count() == number
    text = panel(browser("enquiry lead"), "jobs")
    assert f"{number} of {number} messages would be deleted" in text
    assert "Nothing was deleted. Check the clock." in text and "stopped" in text
    clock.shift(-JUMP)
    run_due_jobs()
    assert Enquiry.objects.count() == number
    assert "stopped" not in panel(browser("enquiry lead"), "jobs")


def test_the_audit_log_is_not_purged_either_while_the_clock_is_ahead(clock):
    EnquirySettings.objects.update_or_create(defaults={"audit_log_days": 100})
    with time_machine.travel(NOW - timedelta(days=10), tick=False):
        actions.log_action(builders.user(), None, "searched", "found nothing")
    clock.shift(JUMP)
    run_due_jobs()
    assert AuditLogEntry.objects.exists()


def test_a_purge_of_more_than_half_and_more_than_twenty_needs_a_confirmation():
    closed_messages(21)
    for _ in range(20):
        enquiry(NOW)
    with time_machine.travel(NOW + timedelta(days=25), tick=False):
        run_due_jobs()
        assert Enquiry.objects.count() == 41
        with pytest.raises(CommandError, match="21 of 41 messages would be deleted at once. .* --confirm"):
            call_command("purge_enquiries", stdout=StringIO())
        assert Enquiry.objects.count() == 41
        call_command("purge_enquiries", "--dry-run", stdout=(output := StringIO()))
        assert "21 would be deleted" in output.getvalue()
        call_command("purge_enquiries", "--confirm", stdout=(output := StringIO()))
        assert "21 deleted" in output.getvalue()
        assert Enquiry.objects.count() == 20


@pytest.mark.parametrize(("due", "others"), [(20, 0), (21, 21)])
def test_an_ordinary_purge_needs_no_confirmation(due, others):
    closed_messages(due)
    for _ in range(others):
        enquiry(NOW)
    with time_machine.travel(NOW + timedelta(days=25), tick=False):
        run_due_jobs()
    assert Enquiry.objects.count() == others


def test_after_a_confirmed_purge_the_job_goes_on(clock):
    closed_messages(2)
    clock.shift(timedelta(days=60))
    run_due_jobs()
    assert Enquiry.objects.count() == 2
    call_command("purge_enquiries", "--confirm", stdout=StringIO())
    clock.shift(timedelta(days=1))
    run_due_jobs()
    assert not Enquiry.objects.exists()
    assert not [status for status in job_statuses() if status.is_stopped or status.is_late]


def test_a_form_that_was_opened_while_the_clock_was_ahead_is_no_spam(clock):
    client = sender()
    clock.shift(JUMP)
    token = token_of(client.get(PATH))
    clock.move_to(NOW)
    assert client.post(PATH, WORDS | {"token": token}).status_code == 303
    assert Enquiry.objects.get().spam_reasons == []


def test_counts_of_senders_from_the_future_are_deleted(clock):
    clock.shift(JUMP)
    spam.count_sender("203.0.113.7")
    clock.move_to(NOW + timedelta(hours=1))
    run_due_jobs()
    assert not SenderWindow.objects.exists()


def test_a_wrong_password_from_the_future_locks_nobody_out(clock):
    clock.shift(JUMP)
    for _ in range(5):
        Client().post(reverse("wagtailadmin_login"), {"username": "samina", "password": "wrong"})
    assert AccessAttempt.objects.exists()
    clock.move_to(NOW + timedelta(hours=1, minutes=1))
    run_due_jobs()
    assert not AccessAttempt.objects.exists()


def test_answers_about_safe_contact_that_were_confirmed_in_the_future_are_asked_for_again(clock):
    message = enquiry(NOW + JUMP)
    assert message.must_confirm_preferences
    assert not enquiry(NOW).must_confirm_preferences


def test_retention_periods_do_not_depend_on_what_the_clock_said_before(clock):
    closed_messages(1)
    clock.shift(JUMP)
    run_due_jobs()
    clock.move_to(NOW + timedelta(days=19.9))
    assert retention.due_for_deletion() == []
    clock.move_to(NOW + timedelta(days=20.1))
    run_due_jobs()
    assert not Enquiry.objects.exists()
