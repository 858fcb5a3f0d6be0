"""Nobody is silenced by the rules against spam: what staff are told of at once, together, or once a day."""

from datetime import timedelta
from importlib import import_module

import pytest
import time_machine
from django.apps import apps
from django.core import mail
from django.db import connection

from pages.enquiries import notifications, spam
from pages.enquiries.admin import actions
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.enquiries.senders import WORDS, sender, stored, write
from tests.enquiries.staff import browser, main_of, member, open_
from tests.enquiries.test_enquiry_notification import break_mail

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

LINKS = "He sends me these: https://a.example https://b.example https://c.example https://d.example"
SPAM = {"topic": "other", "homepage": "https://pills.example"}


@pytest.fixture(autouse=True)
def an_address():
    """Have a colleague notified."""
    EnquirySettings.objects.update_or_create(defaults={"notify": "team@apnahaq.test"})


def send_due_at(clock: time_machine.Traveller, after: timedelta) -> None:
    """Let time pass, then send what is due."""
    clock.shift(after)
    notifications.send_due()


def send_many(number: int, address: str = "203.0.113.7", **words: str) -> list[Enquiry]:
    """Send several messages from one address and return them."""
    known = set(Enquiry.objects.values_list("pk", flat=True))
    for count in range(number):
        response = write(sender(REMOTE_ADDR=address), WORDS | {"message": f"Message {count}"} | words)
        assert response.status_code == 303
    return list(Enquiry.objects.exclude(pk__in=known).order_by("pk"))


def told() -> str:
    """Return what all emails say."""
    return "\n".join(message.subject + message.body for message in mail.outbox)


def test_staff_are_told_at_once_of_a_message_about_support_with_many_links():
    enquiry = stored(WORDS | {"message": LINKS})
    assert enquiry.status == "quarantined"
    notifications.send_due()
    assert [message.subject for message in mail.outbox] == [f"New website message {enquiry.reference}"]
    assert "It is in quarantine" in mail.outbox[0].body and "a.example" not in mail.outbox[0].body


def test_staff_are_told_of_a_woman_whose_household_sent_a_flood_before_her():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        send_many(spam.MAX_MESSAGES_PER_HOUR, topic="other")
        hers = send_many(1)[0]
        assert hers.spam_reasons == ["too-many"]
        notifications.send_due()
        send_due_at(clock, notifications.DIGEST_EVERY)
    assert hers.reference in told()


@pytest.mark.parametrize("words", [{"homepage": "x"}, {"message": "[url=//pills.example]pills[/url]"}])
def test_other_reasons_withhold_the_notice_also_of_support(words):
    with time_machine.travel("2026-03-01 09:30Z", tick=False):
        stored(WORDS | words)
        notifications.send_due()
    assert mail.outbox == []


def test_five_messages_in_an_hour_are_told_singly_and_more_of_them_together():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        for enquiry in send_many(5):
            notifications.send_due()
            assert enquiry.reference in told()
        assert len(mail.outbox) == 5
        flood = send_many(40)
        assert notifications.send_due() == "40 sent in one email"
        assert len(mail.outbox) == 6
        assert all(enquiry.reference in mail.outbox[5].body for enquiry in flood)
        assert "Message 3" not in told()
        for _ in range(10):
            send_many(1, address="203.0.113.8")
            clock.shift(timedelta(minutes=1))
            notifications.send_due()
        assert len(mail.outbox) == 7, "one more after ten minutes"
        clock.shift(timedelta(hours=1))
        send_many(1)
        notifications.send_due()
    assert len(mail.outbox) == 8
    assert not StaffNotice.objects.filter(sent_at=None).exists()


def test_a_message_that_the_daily_email_counted_is_named_by_an_email_that_no_program_takes_for_the_same():
    with time_machine.travel("2026-03-01 07:00Z", tick=False) as clock:
        [suspected] = send_many(1, **SPAM)
        send_due_at(clock, timedelta(hours=1, minutes=5))
        for _ in range(notifications.MAX_EMAILS_PER_HOUR):
            send_many(1, address="203.0.113.8")
            notifications.send_due()
        actions.change_status(member("enquiry team"), suspected, EnquiryStatus.NEW)
        notifications.send_due()
    assert mail.outbox[-1].subject == "A new website message"
    assert "There is 1 new message on the website." in mail.outbox[-1].body
    assert (
        f"More than {notifications.MAX_EMAILS_PER_HOUR} emails were due within an hour, so new messages are collected "
        "in one email."
    ) in mail.outbox[-1].body
    names = [message.extra_headers["Message-ID"] for message in mail.outbox]
    assert len(names) == len(set(names)) == 7


def test_an_email_about_several_names_those_in_the_inbox_before_those_in_quarantine():
    with time_machine.travel("2026-03-01 09:30Z", tick=False):
        flood = send_many(spam.MAX_MESSAGES_PER_HOUR + 3)
        hers = send_many(1, address="203.0.113.9")[0]
        notifications.send_due()
    body = mail.outbox[0].body
    assert len(mail.outbox) == 1
    assert body.index(hers.reference) < body.index("In quarantine") < body.index(flood[-1].reference)


def test_an_email_about_several_that_failed_is_tried_again_and_sent_once(settings):
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        send_many(8)
        break_mail(settings)
        assert notifications.send_due() == "0 sent, then the mail server could not be reached"
        assert notifications.send_due() == ""
        break_mail(settings, broken=False)
        send_due_at(clock, timedelta(minutes=1))
        send_due_at(clock, timedelta(hours=2))
    assert len(mail.outbox) == 1 and "8 new website messages" in mail.outbox[0].subject


def test_staff_are_told_once_a_day_how_many_messages_came_into_quarantine():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        send_many(3, **SPAM)
        run_due_jobs()
        assert mail.outbox == []
        clock.move_to("2026-03-02 08:00Z")
        run_due_jobs()
        assert [message.subject for message in mail.outbox] == ["Website messages in quarantine: 3 new"]
        assert "In all, 3 are there" in mail.outbox[0].body and "?status=quarantined" in mail.outbox[0].body
        clock.move_to("2026-03-03 08:00Z")
        run_due_jobs()
        assert len(mail.outbox) == 1, "nothing came"
        send_many(1, **SPAM)
        clock.move_to("2026-03-04 08:00Z")
        run_due_jobs()
    assert mail.outbox[1].subject == "Website messages in quarantine: 1 new"
    assert "In all, 4 are there" in mail.outbox[1].body


def test_the_daily_email_that_failed_is_tried_again_and_sent_once(settings):
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        send_many(2, **SPAM)
        break_mail(settings)
        clock.move_to("2026-03-02 08:00Z")
        notifications.send_due()
        break_mail(settings, broken=False)
        notifications.send_due()
        assert mail.outbox == []
        send_due_at(clock, timedelta(minutes=2))
        send_due_at(clock, timedelta(days=1))
    assert [message.subject for message in mail.outbox] == ["Website messages in quarantine: 2 new"]


def test_what_staff_have_looked_at_before_is_not_told_again():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        actions.change_status(builders.user(), send_many(1, **SPAM)[0], EnquiryStatus.CLOSED)
        send_due_at(clock, timedelta(days=1))
    assert mail.outbox == []


def test_staff_are_told_of_a_message_that_a_colleague_moves_to_the_inbox():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        enquiry = send_many(1, **SPAM)[0]
        send_due_at(clock, timedelta(days=1))
        actions.change_status(builders.user(), enquiry, EnquiryStatus.NEW)
        notifications.send_due()
    assert mail.outbox[1].subject == f"New website message {enquiry.reference}"


def test_a_message_that_leaves_the_quarantine_is_not_late_at_once():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        [message] = send_many(1, **SPAM)
        clock.shift(timedelta(hours=10))
        actions.change_status(builders.user(), message, EnquiryStatus.NEW)
        assert notifications.count_late() == 0
        clock.shift(timedelta(minutes=16))
        assert notifications.count_late() == 1


def test_what_waits_for_the_daily_email_is_called_late_after_two_days():
    with time_machine.travel("2026-03-01 09:30Z", tick=False) as clock:
        send_many(1, **SPAM)
        clock.shift(timedelta(days=1))
        assert notifications.count_late() == 0
        clock.shift(timedelta(days=1))
        assert notifications.count_late() == 1


def test_what_was_in_quarantine_before_the_upgrade_is_told_with_the_first_daily_email():
    send_many(2, **SPAM)
    StaffNotice.objects.all().delete()
    add_notices = import_module("pages.enquiries.migrations.0004_tell_staff_of_the_quarantine").add_notices
    for _ in range(2):
        add_notices(apps, connection.schema_editor())
    notifications.send_due()
    assert [message.subject for message in mail.outbox] == ["Website messages in quarantine: 2 new"]


def test_the_screen_of_a_message_says_whether_staff_were_told_of_it():
    told_at_once, told_daily = stored(WORDS | {"message": LINKS}), stored(WORDS | SPAM)
    client = browser("enquiry team")
    assert "Staff were told of it at once" in main_of(open_(client, told_at_once)).get_text()
    assert "Staff are told once a day how many there are" in main_of(open_(client, told_daily)).get_text()
