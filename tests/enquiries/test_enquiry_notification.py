"""The email to staff: that it is sent, how often it is tried, and that it holds nothing of the message."""

from datetime import timedelta
from smtplib import SMTPServerDisconnected

import pytest
import time_machine
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.urls import reverse
from django.utils import translation

from pages.enquiries import notifications
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import run_due_jobs
from tests.enquiries.senders import EVERYTHING, WORDS, stored

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture(autouse=True)
def two_addresses():
    """Have two colleagues notified."""
    EnquirySettings.objects.update(notify="team@apnahaq.test\nlead@apnahaq.test")


class Broken(EmailBackend):
    """A mail server that does not take anything."""

    def send_messages(self, messages):
        """Fail as smtplib does."""
        raise SMTPServerDisconnected("Connection unexpectedly closed: it names z@example.org")


def break_mail(settings, broken=True):
    """Put the mail server out of order, or back into it."""
    locmem = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_BACKEND = f"{Broken.__module__}.Broken" if broken else locmem


def test_staff_are_notified_of_the_reference_the_topic_and_where_to_read():
    enquiry = stored(EVERYTHING)
    notifications.send_due()
    message = mail.outbox[0]
    assert message.to == ["team@apnahaq.test", "lead@apnahaq.test"]
    assert message.subject == f"New website message {enquiry.reference}"
    assert f"Reference: {enquiry.reference}" in message.body
    assert "About: Support for me or someone I know" in message.body
    assert f"http://127.0.0.1:8000{reverse('wagtailadmin_home')}" in message.body


def test_the_mail_is_the_same_whatever_was_written():
    texts = []
    for words in (EVERYTHING, WORDS | {"message": "Entirely other words"}):
        enquiry = stored(words)
        enquiry.pk = 1
        message = notifications.message_for(enquiry, ["team@apnahaq.test"])
        headers = "\n".join(f"{name}: {value}" for name, value in message.message().items() if name != "Date")
        texts.append(f"{headers}\n\n{message.body}".replace(enquiry.reference, ""))
    assert texts[0] == texts[1]


def test_staff_are_notified_of_each_message_once():
    stored()
    assert notifications.send_due() == "1 sent"
    with time_machine.travel("2040-01-01"):
        assert notifications.send_due() == ""
    assert len(mail.outbox) == 1


def test_two_workers_at_once_send_one_mail():
    stored()
    notice = StaffNotice.objects.get()
    assert notifications._claim(notice)
    assert not notifications._claim(notice)


def test_a_mail_that_failed_is_tried_again_ever_less_often_until_it_went(settings):
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        break_mail(settings)
        stored()
        waits = []
        for _ in range(10):
            # The notice was stored a while after the page was opened.
            due = StaffNotice.objects.get().next_attempt_at
            clock.move_to(due)
            assert notifications.send_due() == "0 sent, then the mail server could not be reached"
            waits.append(StaffNotice.objects.get().next_attempt_at - due)
            assert notifications.send_due() == ""
        minutes = [wait / timedelta(minutes=1) for wait in waits]
        assert minutes == [1, 2, 4, 8, 16, 32, 60, 60, 60, 60]
        break_mail(settings, broken=False)
        clock.shift(timedelta(hours=1))
        assert notifications.send_due() == "1 sent"
    assert len(mail.outbox) == 1


def test_a_worker_that_died_between_claim_and_sending_loses_nothing():
    stored()
    notifications._claim(StaffNotice.objects.get())
    assert notifications.send_due() == ""
    with time_machine.travel("2040-01-01"):
        assert notifications.send_due() == "1 sent"


def test_a_second_attempt_carries_the_same_message_id():
    enquiry = stored()
    first, second = (notifications.message_for(enquiry, ["team@apnahaq.test"]) for _ in range(2))
    assert first.message()["Message-ID"] == second.message()["Message-ID"]
    assert enquiry.reference in first.message()["Message-ID"]


def test_one_failure_does_not_keep_the_other_jobs_waiting(settings, caplog):
    break_mail(settings)
    for _ in range(3):
        stored()
    with time_machine.travel("2040-01-01"):
        assert run_due_jobs() == list(registered_jobs)
    assert StaffNotice.objects.filter(attempts=1).count() <= 1
    assert "z@example.org" not in caplog.text


def test_what_waits_for_an_address_is_sent_as_soon_as_there_is_one():
    EnquirySettings.objects.update(notify="")
    stored()
    assert notifications.send_due() == "1 wait: the settings name no address to notify"
    EnquirySettings.objects.update(notify="team@apnahaq.test")
    assert notifications.send_due() == "1 sent"


def test_the_mail_is_english_for_the_team_whatever_language_is_active():
    enquiry = stored()
    with translation.override("ur"):
        assert "Support for me or someone I know" in notifications.message_for(enquiry, ["t@apnahaq.test"]).body
