"""The clock of the server goes ahead by 400 days and back: everybody gets in as before, and every email is sent."""

import smtplib
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core import mail
from django.core.mail import EmailMessage
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from pages.accounts import second_factor
from pages.accounts.models import AccountEmail, AuthenticatorApp
from pages.accounts.scheduled_jobs import send_account_emails
from tests import builders
from tests.accounts.logins import CODE, LOGIN, code_of, is_logged_in, phone_of, send_password
from tests.accounts.test_new_passwords import ADDRESS, ask
from tests.enquiries.staff import browser_of, member

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
JUMP = timedelta(days=400)


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def log_in(user, code: str) -> Client:
    browser = Client()
    send_password(browser, user)
    browser.post(CODE, {"code": code})
    return browser


def break_mail(monkeypatch) -> None:
    def refuse(message: EmailMessage) -> None:
        raise smtplib.SMTPServerDisconnected

    monkeypatch.setattr(EmailMessage, "send", refuse)


def test_whoever_logged_in_with_a_code_while_the_clock_was_ahead_logs_in_when_it_is_right_again(clock):
    user = member("superuser")
    key = phone_of(user)
    clock.shift(JUMP)
    assert is_logged_in(log_in(user, code_of(key)))
    clock.move_to(NOW)
    code = code_of(key)
    assert is_logged_in(log_in(user, code))
    assert not is_logged_in(log_in(user, code))


def test_a_code_is_good_for_one_login_also_where_the_clock_goes_back_by_a_minute(clock):
    user = member("superuser")
    code = code_of(phone_of(user), steps=1)
    assert is_logged_in(log_in(user, code))
    for _ in range(3):
        clock.shift(-30)
        assert not is_logged_in(log_in(user, code))


@pytest.mark.parametrize("is_recovery_code", [False, True])
def test_a_wrong_code_from_the_future_makes_nobody_wait(clock, is_recovery_code):
    user = member("superuser")
    key = phone_of(user)
    [recovery_code, *_] = second_factor.new_recovery_codes(user)
    clock.shift(JUMP)
    log_in(user, "abcd-efgh" if is_recovery_code else "000000")
    clock.move_to(NOW)
    assert second_factor.locked_until(user) is None
    assert is_logged_in(log_in(user, recovery_code if is_recovery_code else code_of(key)))


def test_a_session_that_began_while_the_clock_was_ahead_has_ended(clock):
    clock.shift(JUMP)
    staff = browser_of(member("writer"))
    assert is_logged_in(staff)
    clock.move_to(NOW)
    assert not is_logged_in(staff)


def test_a_session_that_was_used_while_the_clock_was_ahead_has_ended(clock):
    staff = browser_of(member("writer"))
    clock.shift(timedelta(minutes=50))
    assert is_logged_in(staff)
    clock.move_to(NOW)
    assert not is_logged_in(staff)


def test_a_session_goes_on_where_clocks_differ_by_seconds(clock):
    staff = browser_of(member("writer"))
    clock.shift(-50)
    assert is_logged_in(staff)


def test_sessions_from_the_future_are_deleted(clock):
    present = browser_of(member("writer"))
    clock.shift(JUMP)
    browser_of(member("writer"))
    clock.move_to(NOW)
    call_command("clearsessions")
    assert Session.objects.count() == 1
    assert is_logged_in(present)


def test_a_password_that_was_typed_while_the_clock_was_ahead_is_not_good_for_the_second_step_for_a_year(clock, client):
    user = member("superuser")
    key = phone_of(user)
    clock.shift(JUMP)
    send_password(client, user)
    clock.move_to(NOW)
    assert client.post(CODE, {"code": code_of(key)}).headers["Location"] == LOGIN


def test_links_that_were_asked_for_while_the_clock_was_ahead_are_sent_when_it_is_right_again(clock):
    builders.user("Writer", email=ADDRESS)
    clock.shift(JUMP)
    ask()
    clock.move_to(NOW)
    send_account_emails()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]
    clock.shift(timedelta(minutes=61))
    send_account_emails()
    assert not AccountEmail.objects.exists()


def test_an_email_that_failed_while_the_clock_was_ahead_is_sent_when_it_is_right_again(clock, monkeypatch, caplog):
    builders.user("Writer", email=ADDRESS)
    ask()
    clock.shift(timedelta(hours=5))
    with monkeypatch.context() as patch:
        break_mail(patch)
        send_account_emails()
    clock.move_to(NOW)
    send_account_emails()
    assert len(mail.outbox) == 1
    assert "the clock of this machine was ahead" in caplog.text
    send_account_emails()
    assert len(mail.outbox) == 1


def test_links_that_were_sent_while_the_clock_was_ahead_count_no_more_and_are_forgotten(clock):
    builders.user("Writer", email=ADDRESS)
    clock.shift(JUMP)
    for _ in range(3):
        ask()
    send_account_emails()
    clock.move_to(NOW)
    ask()
    send_account_emails()
    assert len(mail.outbox) == 4
    assert AccountEmail.objects.count() == 1


def test_an_invitation_from_the_future_is_not_lost(clock):
    colleague = builders.user("Writer", email="amina@example.org")
    colleague.set_unusable_password()
    colleague.save()
    clock.shift(JUMP)
    admin = browser_of(builders.superuser("boss"))
    admin.post(reverse("accounts_invite_again", args=[colleague.pk]))
    clock.move_to(NOW)
    send_account_emails()
    assert [message.to for message in mail.outbox] == [["amina@example.org"]]


def test_an_app_that_was_set_up_while_the_clock_was_ahead_works_when_it_is_right_again(clock):
    user = member("superuser")
    clock.shift(JUMP)
    session = SessionStore()
    app = second_factor.app_to_set_up(user, session)
    key = second_factor.typed_key(app)
    assert second_factor.set_up(user, session, code_of(key))
    clock.move_to(NOW)
    assert AuthenticatorApp.objects.get().confirmed
    assert is_logged_in(log_in(user, code_of(key)))
