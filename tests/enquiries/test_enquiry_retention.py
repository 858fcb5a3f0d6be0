"""When a message is deleted, what prevents it, and what remains: tests that move the clock."""

from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
import time_machine
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.test import Client

from pages.contact_topics import ContactTopic
from pages.enquiries import data_requests, retention, scheduled_jobs
from pages.enquiries.admin import actions
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry
from pages.enquiries.models.enquiry import ContactIndex, Enquiry, EnquiryNote, EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.enquiries.raw_rows import everything_in_the_database
from tests.enquiries.senders import EVERYTHING, WORDS, stored

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

START = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)
TOPICS = ["support", "anti-racism", "workshop", "media", "partnership", "data", "other"]


def day(number: float):
    """Travel to a day after the start."""
    return time_machine.travel(START + timedelta(days=number), tick=False)


def arrived(topic: str = "other", words: dict | None = None) -> Enquiry:
    """Send a message on the first day."""
    with day(0):
        return stored((words or WORDS) | {"topic": topic})


def closed(topic: str = "other") -> Enquiry:
    """Send a message on the first day and close it ten days later."""
    enquiry = arrived(topic)
    with day(10):
        actions.change_status(builders.user(), enquiry, EnquiryStatus.CLOSED)
    return enquiry


def deleted_on(number: float) -> list[str]:
    """Purge on a day and return the reasons for what was deleted."""
    with day(number):
        return [deleted.reason for deleted in retention.purge()]


def test_support_is_kept_shortest():
    settings = EnquirySettings()
    days = {topic: settings.days_after_closing(topic) for topic in TOPICS}
    assert days.pop("support") < min(days.values())
    assert set(days.values()) == {90}


@pytest.mark.parametrize("topic", TOPICS)
def test_a_closed_message_is_deleted_when_its_topics_days_have_passed(topic):
    kept_for = EnquirySettings().days_after_closing(topic)
    closed(topic)
    assert deleted_on(10 + kept_for - 0.01) == []
    assert deleted_on(10 + kept_for) == ["closed"]
    assert not Enquiry.objects.exists()


def test_what_was_never_closed_is_deleted_after_the_longest_time():
    for status in (EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS, EnquiryStatus.ANSWERED):
        enquiry = arrived()
        actions.change_status(builders.user(), enquiry, status)
    assert deleted_on(364.9) == []
    assert deleted_on(365.1) == ["never-closed"] * 3


def test_a_closed_message_that_is_reopened_is_not_deleted():
    enquiry = closed()
    with day(50):
        actions.change_status(builders.user(), enquiry, EnquiryStatus.IN_PROGRESS)
    assert deleted_on(200) == []


def test_a_message_that_is_reopened_after_the_longest_time_has_its_whole_time_once_more():
    enquiry = arrived()
    with day(350):
        actions.change_status(builders.user(), enquiry, EnquiryStatus.CLOSED)
    with day(366):
        actions.change_status(builders.user(), enquiry, EnquiryStatus.IN_PROGRESS)
    assert deleted_on(366.1) == []
    assert deleted_on(366 + 364.9) == []
    assert deleted_on(366 + 365.1) == ["never-closed"]


def test_a_message_that_left_the_quarantine_late_is_not_deleted_as_never_closed():
    enquiry = arrived(words=WORDS | {"homepage": "x"})
    EnquirySettings.objects.update_or_create(defaults={"quarantine_days": 500})
    with day(400):
        actions.change_status(builders.user(), enquiry, EnquiryStatus.NEW)
    assert deleted_on(400.1) == []
    assert deleted_on(400 + 365.1) == ["never-closed"]


def test_what_is_in_quarantine_is_deleted_after_its_own_time():
    arrived(words=WORDS | {"homepage": "x"})
    assert deleted_on(89.9) == []
    assert deleted_on(90.1) == ["quarantine"]


def test_a_message_whose_topic_was_changed_is_kept_as_long_as_its_new_topic():
    enquiry = closed("other")
    actions.change_topic(builders.user(), enquiry, ContactTopic.SUPPORT)
    assert deleted_on(10 + 29.9) == []
    assert deleted_on(10 + 30.1) == ["closed"]


def test_a_change_of_the_settings_counts_for_what_is_there_already():
    closed()
    EnquirySettings.objects.update_or_create(defaults={"other_days": 5})
    assert deleted_on(15) == ["closed"]


def test_a_message_on_legal_hold_is_deleted_only_after_the_hold_ends():
    enquiry = closed()
    user = builders.user()
    actions.hold(user, enquiry)
    assert deleted_on(3000) == []
    with day(3000):
        assert retention.due_for_deletion() == []
    with pytest.raises(retention.OnHoldError):
        data_requests.erase(user, enquiry)
    actions.release(user, enquiry)
    assert deleted_on(3000) == ["closed"]


def test_a_hold_that_comes_while_the_purge_runs_is_respected(monkeypatch):
    enquiry = closed()
    with day(400):
        found = retention.due_for_deletion()
        Enquiry.objects.filter(pk=enquiry.pk).update(is_on_legal_hold=True)
        monkeypatch.setattr(retention, "due_for_deletion", lambda: found)
        assert retention.purge() == []
    assert Enquiry.objects.exists()


def test_the_dry_run_says_what_would_go_and_deletes_nothing():
    enquiry = closed()
    with day(400):
        call_command("purge_enquiries", "--dry-run", stdout=(output := StringIO()))
    assert enquiry.reference in output.getvalue() and "1 would be deleted" in output.getvalue()
    assert Enquiry.objects.exists() and not DeletedEnquiry.objects.exists()
    with day(400):
        call_command("purge_enquiries", stdout=(output := StringIO()))
    assert "1 deleted" in output.getvalue() and not Enquiry.objects.exists()


def test_of_a_deleted_message_only_that_it_existed_is_recorded():
    enquiry = arrived("media", EVERYTHING)
    actions.add_note(builders.user(), enquiry, "A note")
    deleted_on(400)
    deleted = DeletedEnquiry.objects.get()
    assert (deleted.reference, deleted.topic, deleted.reason) == (enquiry.reference, "media", "never-closed")
    assert (deleted.received_on.isoformat(), deleted.who) == ("2026-03-01", "the website")
    assert AuditLogEntry.objects.filter(reference=enquiry.reference, action="purged").count() == 1
    for model in (Enquiry, ContactIndex, EnquiryNote, StaffNotice):
        assert not model.objects.exists()
    assert enquiry.encrypted_content not in everything_in_the_database()


def test_the_audit_log_of_a_message_is_deleted_two_years_after_the_message():
    user = builders.user()
    enquiry, present = arrived(), arrived()
    actions.hold(user, present)
    with day(1):
        actions.open_message(user, enquiry)
        actions.open_message(user, present)
    with day(20):
        data_requests.look_up(user, "nobody@example.org")
        data_requests.erase(user, enquiry)
    with day(20 + 729.9):
        scheduled_jobs.purge()
    assert set(AuditLogEntry.objects.values_list("reference", flat=True)) == {
        enquiry.reference, present.reference, "",
    }  # fmt: skip
    assert DeletedEnquiry.objects.count() == 1
    with day(20 + 730.1):
        scheduled_jobs.purge()
    assert set(AuditLogEntry.objects.values_list("reference", flat=True)) == {present.reference}
    assert not DeletedEnquiry.objects.exists()
    assert list(Enquiry.objects.all()) == [present]


def test_a_dry_run_deletes_no_audit_log_entry():
    enquiry = closed()
    deleted_on(200)
    with day(2000):
        call_command("purge_enquiries", "--dry-run", stdout=(output := StringIO()))
        assert "3 audit log entries would be deleted" in output.getvalue(), "closed, deleted, and that it was there"
        assert DeletedEnquiry.objects.get().reference == enquiry.reference
        call_command("purge_enquiries", stdout=(output := StringIO()))
    assert "3 audit log entries deleted" in output.getvalue()
    assert not DeletedEnquiry.objects.exists() and not AuditLogEntry.objects.exists()


def test_how_long_the_audit_log_is_kept_is_in_the_settings_and_on_the_privacy_page():
    assert "730 days after the message is gone. It holds nothing that you wrote" in privacy_table()
    EnquirySettings.objects.update_or_create(defaults={"audit_log_days": 100})
    assert "100 days after the message is gone. It holds nothing that you wrote" in privacy_table()


def test_the_purge_runs_every_day_by_itself():
    closed()
    with day(99):
        run_due_jobs()
        assert Enquiry.objects.exists()
    with day(100):
        run_due_jobs()
    assert not Enquiry.objects.exists()


def test_the_day_that_staff_see_is_the_day_of_deletion():
    settings = EnquirySettings()
    opened_again = closed()
    with day(50):
        actions.change_status(builders.user(), opened_again, EnquiryStatus.IN_PROGRESS)
    for enquiry in (closed(), opened_again, arrived(), arrived(words=WORDS | {"homepage": "x"})):
        moment = retention.delete_after(enquiry, settings)
        with time_machine.travel(moment - timedelta(seconds=1), tick=False):
            assert enquiry not in [each for each, _ in retention.due_for_deletion()]
        with time_machine.travel(moment, tick=False):
            assert enquiry in [each for each, _ in retention.due_for_deletion()]
    assert retention.delete_after(Enquiry(is_on_legal_hold=True), settings) is None


def test_a_longest_time_below_a_topics_own_days_is_refused():
    with pytest.raises(ValidationError, match="at least 90"):
        EnquirySettings(never_closed_days=89).full_clean()
    EnquirySettings(never_closed_days=90).full_clean()


def privacy_table() -> list[str]:
    """Return the last column of the privacy page's table."""
    page = BeautifulSoup(Client().get("/privacy/").content, "html.parser")
    for label in page.select(".cell-label"):
        label.decompose()
    return [row.select("td")[-1].text.strip() for row in page.select("main table tbody tr")]


def test_the_privacy_page_shows_the_settings_and_changes_with_them():
    assert (
        privacy_table()[0]
        == "30 days after we close it. If it stays open, 365 days after it came or we opened it again"
    )
    EnquirySettings.objects.update_or_create(defaults={"support_days": 1, "never_closed_days": 400})
    assert (
        privacy_table()[0] == "1 day after we close it. If it stays open, 400 days after it came or we opened it again"
    )
    # Support has a time of its own, the others share theirs.
    assert len(privacy_table()) == 2 + 3


def test_other_pages_show_no_table():
    assert b"<table" not in Client().get("/about/").content
