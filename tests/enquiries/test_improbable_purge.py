"""What stops the daily purge, and how it goes on."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import call_command

from pages.enquiries.admin import actions
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.jobs import runner
from pages.jobs.models import JobRun
from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.enquiries.clock import NOW
from tests.enquiries.staff import enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def no_other_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing but the purge be due on the days that pass."""
    monkeypatch.setattr(runner, "registered_jobs", {"purge": runner.registered_jobs["purge"]})


def pass_days(clock: time_machine.Traveller, number: int) -> None:
    """Let days pass, with the purge of each."""
    for _ in range(number):
        clock.shift(DAY)
        run_due_jobs()


def spam(number: int) -> list[Enquiry]:
    """Store messages of today in quarantine."""
    return [enquiry(NOW, status=EnquiryStatus.QUARANTINED, spam_reasons=["links"]) for _ in range(number)]


def closed(days_ago: int) -> Enquiry:
    """Store a message about support that was closed some days ago."""
    moment = NOW - days_ago * DAY
    return enquiry(moment, status=EnquiryStatus.CLOSED, closed_at=moment)


def is_stopped() -> bool:
    """Tell whether the purge waits for a decision."""
    return JobRun.objects.get(name="purge").is_stopped


def test_a_flood_of_spam_is_purged_when_its_time_has_passed_however_few_other_messages_there_are(clock):
    EnquirySettings.objects.update_or_create(defaults={"quarantine_days": 20})
    spam(25)
    for _ in range(11):
        enquiry(NOW)
    pass_days(clock, 21)
    assert not is_stopped()
    assert Enquiry.objects.count() == 11


def test_a_flood_of_spam_that_staff_closed_on_one_day_does_not_stop_the_purge(clock):
    for each in spam(25):
        actions.change_status(builders.user(), each, EnquiryStatus.CLOSED)
    pass_days(clock, 31)
    assert not is_stopped()
    assert not Enquiry.objects.exists()


def test_what_staff_took_out_of_quarantine_counts_as_any_other_message(clock):
    for each in spam(25):
        actions.change_status(builders.user(), each, EnquiryStatus.NEW)
        actions.change_status(builders.user(), each, EnquiryStatus.CLOSED)
    pass_days(clock, 31)
    assert is_stopped()
    assert Enquiry.objects.count() == 25


def test_spam_does_not_hide_that_most_other_messages_would_be_deleted(clock):
    spam(100)
    for _ in range(25):
        closed(days_ago=10)
    pass_days(clock, 21)
    assert is_stopped()
    assert Enquiry.objects.count() == 125


def test_a_quarantine_alone_is_not_deleted_either_while_the_clock_is_ahead(clock):
    spam(3)
    clock.shift(timedelta(days=400))
    run_due_jobs()
    assert is_stopped()
    assert Enquiry.objects.count() == 3


@pytest.mark.parametrize("options", [["--confirm"], []])
def test_after_a_pause_and_a_purge_by_hand_the_following_days_purge_by_themselves(clock, options):
    for day in range(5):
        closed(days_ago=-10 - day)
    clock.shift(40 * DAY)
    run_due_jobs()
    assert is_stopped()
    assert Enquiry.objects.count() == 5
    call_command("purge_enquiries", *options, stdout=StringIO())
    assert not is_stopped()
    for left in (4, 3, 2, 1):
        assert Enquiry.objects.count() == left
        pass_days(clock, 1)
        assert not is_stopped()
    assert not Enquiry.objects.exists()


def test_a_list_of_what_would_be_deleted_does_not_end_the_stop(clock):
    closed(days_ago=0)
    clock.shift(40 * DAY)
    run_due_jobs()
    call_command("purge_enquiries", "--dry-run", stdout=StringIO())
    assert is_stopped()


def test_a_purge_by_hand_before_the_first_run_of_the_worker_is_recorded():
    call_command("purge_enquiries", "--confirm", stdout=StringIO())
    assert JobRun.objects.get(name="purge").succeeded_at
