"""Links for new passwords: what asking tells, how often they are sent, and what is in the email."""

import re
import smtplib
from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.accounts.models import AccountEmail
from pages.accounts.scheduled_jobs import send_account_emails
from pages.models import User
from tests import builders
from tests.accounts.logins import is_logged_in, send_password

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ASK = "wagtailadmin_password_reset"
ADDRESS = "ruth@example.org"
NEW = "tulip lantern gravel 94"


@pytest.fixture(autouse=True)
def ruth() -> User:
    return builders.user("Writer", name="ruth-of-the-refuge", email=ADDRESS, first_name="Ruth", last_name="Sample")


def ask(address: str = ADDRESS, client_ip: str = "203.0.113.7"):
    return Client(REMOTE_ADDR=client_ip).post(reverse(ASK), {"email": address})


def link_in(message: EmailMessage) -> str:
    return re.search(r"https?://[^/]+(/\S+)", message.body)[1]


def test_asking_says_and_does_the_same_whether_or_not_there_is_an_account():
    answers, queries = [], []
    for address in (ADDRESS, "nobody@example.org"):
        with CaptureQueriesContext(
            connection,
        ) as captured:
            answers.append(ask(address))
        queries.append([query["sql"].split()[0] for query in captured])
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert queries[0] == queries[1]
    assert mail.outbox == []
    send_account_emails()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_the_email_names_nobody_and_its_link_sets_a_new_password(client, ruth):
    ask()
    send_account_emails()
    [message] = mail.outbox
    for name in ("ruth", "sample", "refuge"):
        assert name not in f"{message.subject} {message.body}".lower()
    form = client.get(link_in(message)).headers["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    send_password(client, ruth, NEW)
    assert is_logged_in(client)
    assert "invalid" in Client().get(link_in(message)).content.decode()


def test_a_link_works_for_an_hour(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    ask()
    send_account_emails()
    link = link_in(mail.outbox[0])
    time_machine.move_to(now + timedelta(minutes=59), tick=False)
    assert Client().get(link).status_code == 302
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    assert Client().get(link).status_code == 200


def test_an_address_gets_three_emails_in_an_hour_whoever_asks(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    for number in range(6):
        ask(client_ip=f"203.0.113.{number}")
    send_account_emails()
    assert len(mail.outbox) == 3
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    ask()
    send_account_emails()
    assert len(mail.outbox) == 4


def test_the_case_of_the_address_makes_no_difference_to_the_limit():
    for address in ("ruth@example.org", "RUTH@example.org", "Ruth@Example.org", "ruth@EXAMPLE.org"):
        ask(address)
    send_account_emails()
    assert len(mail.outbox) == 3


def test_one_ip_address_cannot_have_emails_sent_to_everybody():
    for number in range(25):
        builders.user("Writer", email=f"staff-{number}@example.org")
        ask(f"staff-{number}@example.org")
    send_account_emails()
    assert len(mail.outbox) == 20


def test_above_the_limits_the_answer_is_the_same():
    answers = [ask() for _ in range(5)]
    assert len({(answer.status_code, answer.headers["Location"]) for answer in answers}) == 1


def test_a_mail_server_that_is_down_delays_an_email_and_loses_none(monkeypatch, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    ask()

    def refuse(message: EmailMessage) -> None:
        raise smtplib.SMTPServerDisconnected("the server at mail.example.org is away")

    with monkeypatch.context() as patch:
        patch.setattr(EmailMessage, "send", refuse)
        assert "could not be reached" in send_account_emails()
    time_machine.move_to(now + timedelta(minutes=2), tick=False)
    send_account_emails()
    assert len(mail.outbox) == 1
    send_account_emails()
    assert len(mail.outbox) == 1


def test_an_address_that_a_mail_library_cannot_take_stops_no_other(monkeypatch):
    ask("first@example.org")
    builders.user("Writer", email="first@example.org")
    ask()
    send = EmailMessage.send

    def fail_for_first(message: EmailMessage) -> int:
        if message.to == ["first@example.org"]:
            raise UnicodeError("an address")
        return send(message)

    monkeypatch.setattr(EmailMessage, "send", fail_for_first)
    send_account_emails()
    assert [message.to for message in mail.outbox] == [[ADDRESS]]


def test_who_asked_is_forgotten_after_an_hour(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    ask()
    ask("nobody@example.org")
    assert ADDRESS in str(list(AccountEmail.objects.values()))
    send_account_emails()
    stored = str(list(AccountEmail.objects.values()))
    for word in (ADDRESS, "nobody@example.org", "203.0.113.7"):
        assert word not in stored
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    send_account_emails()
    assert not AccountEmail.objects.exists()
