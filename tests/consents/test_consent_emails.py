"""Whoever looks after a consent is told before it ends and after it, once each, without a name."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.conf import settings as project_settings
from django.contrib.auth.models import Permission
from django.core import mail

from pages.consents.reminders import queue_due
from pages.models import Consent, User
from pages.staff import emails as staff_emails
from tests import builders
from tests.consents.midnight import LAST_DAY
from tests.enquiries.servers import Postbox, free_port, mail_server
from tests.enquiries.test_enquiry_notification import break_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner() -> User:
    """The member of staff who looks after the consent."""
    return editor_of_consents("naomi@apnahaq.test")


@pytest.fixture
def consent(owner) -> Consent:
    """A consent with somebody who looks after it."""
    return builders.consent(person="Amina Sample", ends_on=LAST_DAY, responsible=owner)


@pytest.fixture
def postbox(settings) -> Iterator[Postbox]:
    """A real mail server to which the site sends."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    with mail_server(settings.EMAIL_PORT) as postbox:
        yield postbox


def editor_of_consents(email: str, **fields) -> User:
    user = builders.user(email=email, **fields)
    user.user_permissions.add(Permission.objects.get(codename="change_consent"))
    return user


def on_day(clock: time_machine.Traveller, days: int) -> str:
    """Move to the morning of a day before (or after) the last day, and send what is due."""
    clock.move_to(f"{LAST_DAY - timedelta(days=days)}T09:00:00+01:00")
    return queue_and_send()


def queue_and_send() -> str:
    """Queue what is due and send what waits, and return what the worker says of sending."""
    queue_due()
    return staff_emails.send_due()


def test_the_owner_is_told_a_month_before_a_week_before_and_after_the_end_once_each(clock, postbox, consent):
    told = {}
    for days in (31, 30, 29, 8, 7, 6, 1, 0, -1, -2, -30):
        before = len(postbox.messages)
        on_day(clock, days)
        on_day(clock, days)
        if len(postbox.messages) > before:
            told[days] = [message["Subject"] for message in postbox.messages[before:]]
    assert told == {
        30: ["Website: a consent ends soon"],
        7: ["Website: a consent ends soon"],
        -1: ["Website: a consent has ended"],
    }
    assert {message["To"] for message in postbox.messages} == {"naomi@apnahaq.test"}


def test_an_email_holds_a_date_and_a_link_and_no_name(clock, postbox, consent):
    on_day(clock, 30)
    [message] = postbox.messages
    text = message.as_string()
    assert f"{project_settings.WAGTAILADMIN_BASE_URL}/admin/snippets/pages/consent/edit/{consent.pk}/" in text
    assert "Ends on 30 June 2027" in text
    assert "Amina" not in text and "sample words" not in text.lower()


def test_one_email_names_several_consents(clock, postbox, owner, consent):
    for days in (-1, 5):
        builders.consent(ends_on=LAST_DAY - timedelta(days=30 - days), responsible=owner)
    on_day(clock, 30)
    [message] = postbox.messages
    assert message["Subject"] == "Website: a consent has ended"
    assert message.get_payload().count("/admin/snippets/pages/consent/edit/") == 3


@pytest.mark.parametrize("reason", ["nobody is named", "she left", "she has no address", "she may not edit consents"])
def test_where_nobody_can_be_told_all_who_may_edit_consents_are(clock, postbox, owner, consent, reason):
    editor_of_consents("ruth@apnahaq.test")
    editor_of_consents("")
    editor_of_consents("gone@apnahaq.test", is_active=False)
    builders.user("Enquiry team", email="other@apnahaq.test")
    if reason == "nobody is named":
        Consent.objects.update(responsible=None)
    elif reason == "she left":
        User.objects.filter(pk=owner.pk).update(is_active=False)
    elif reason == "she has no address":
        User.objects.filter(pk=owner.pk).update(email="")
    else:
        owner.user_permissions.clear()
    on_day(clock, 30)
    expected = {"naomi@apnahaq.test", "ruth@apnahaq.test"} if reason == "nobody is named" else {"ruth@apnahaq.test"}
    assert {message["To"] for message in postbox.messages} == expected
    assert len(postbox.messages) == len(expected)


def test_a_withdrawal_is_told_once(clock, postbox, consent):
    clock.move_to("2027-01-05T09:00:00+00:00")
    consent.is_withdrawn = True
    consent.save()
    queue_and_send()
    queue_and_send()
    [message] = postbox.messages
    assert message["Subject"] == "Website: a consent has ended"
    assert "Withdrawn" in message.get_payload()


def test_a_consent_that_was_prolonged_is_told_again_before_its_new_end(clock, postbox, consent):
    on_day(clock, -1)
    Consent.objects.update(ends_on=LAST_DAY + timedelta(days=60))
    on_day(clock, -2)
    assert len(postbox.messages) == 1
    on_day(clock, -30)
    on_day(clock, -61)
    assert [message["Subject"] for message in postbox.messages] == [
        "Website: a consent has ended",
        "Website: a consent ends soon",
        "Website: a consent has ended",
    ]


def test_what_the_mail_server_did_not_take_is_sent_later(clock, settings, consent):
    break_mail(settings)
    assert on_day(clock, 30) == "0 sent, then the mail server could not be reached"
    break_mail(settings, broken=False)
    assert on_day(clock, 29) == "1 sent"
    assert len(mail.outbox) == 1


def test_the_dashboard_of_jobs_says_if_nobody_can_be_told(clock, consent):
    User.objects.update(email="")
    clock.move_to(f"{LAST_DAY}T09:00:00+01:00")
    assert queue_due() == "1 wait: nobody has an address"
    assert mail.outbox == []
