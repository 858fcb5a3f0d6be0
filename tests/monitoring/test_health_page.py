"""Who sees how the site is: administrators on a page, staff at /health/ready; everybody else whether it is ready."""

import json

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as project_settings
from django.core.files.storage import default_storage
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apnahaq.monitoring.server_errors import record
from apnahaq.monitoring.state import locked_state
from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.enquiries.servers import free_port, mail_server
from tests.enquiries.staff import ROLES, browser, browser_of

pytestmark = pytest.mark.django_db

PAGE = "/admin/health/"
READY = "/health/ready"


def words(client: Client) -> str:
    """Return what the page says."""
    page = BeautifulSoup(client.get(PAGE).content, "html.parser")
    return " ".join(page.select_one("main").get_text(" ").split())


@pytest.mark.parametrize("role", ROLES)
def test_the_page_is_for_administrators_only_and_so_is_its_place_in_the_menu(role):
    client = browser(role)
    response = client.get(PAGE)
    assert response.status_code == (200 if role == "superuser" else 302)
    assert client.post(PAGE).status_code == 302
    if role == "superuser":
        assert f'"{PAGE}"' in client.get("/admin/").content.decode()
    elif role not in {"anonymous", "no group"}:
        assert f'"{PAGE}"' not in client.get("/admin/").content.decode()


def test_every_part_is_named_and_what_needs_help_stands_first_with_what_to_do():
    text = words(browser("superuser"))
    for part in ("Database", "Errors", "Email", "Disk", "Pictures and documents", "Backups", "Certificate"):
        assert part in text
    assert text.index("Scheduled jobs: needs help") < text.index("Database: OK")
    assert "What to do: Look whether the worker runs" in text
    run_due_jobs()
    assert "Scheduled jobs: OK" in words(browser("superuser"))


def test_looking_at_the_page_leaves_no_file_behind():
    browser("superuser").get(PAGE)
    assert not [name for name in default_storage.listdir("")[1] if "health" in name]


def test_the_button_sends_an_email_to_whoever_presses_it_and_says_what_the_server_answers(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    user = builders.superuser()
    client = browser_of(user)
    assert "Your account has no email address." in client.post(PAGE, follow=True).content.decode()
    user.email = "me@apnahaq.test"
    user.save()
    assert "could not be used (ConnectionRefusedError)" in client.post(PAGE, follow=True).content.decode()
    with mail_server(settings.EMAIL_PORT) as postbox:
        assert "The mail server accepted an email to" in client.post(PAGE, follow=True).content.decode()
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "name", "word"
        refused = client.post(PAGE, follow=True).content.decode()
    assert [message["Subject"] for message in postbox.messages] == ["Test email from the website"]
    assert "The email was not sent" in refused and "word" not in refused.split("The email was not sent")[1][:60]


def test_emails_about_problems_that_fail_are_named_on_the_page_and_to_the_health_check(settings, client):
    settings.TECHNICAL_EMAIL = ["technical@apnahaq.test"]
    assert client.get(READY).content == b"ready\n"
    with locked_state() as state:
        state.failing_since, state.failure = 1_800_000_000, "ConnectionRefusedError"
    response = client.get(READY)
    assert (response.status_code, response.content) == (200, b"ready\nemails are not being sent\n")
    text = words(browser("superuser"))
    assert (
        "Email about problems: needs help An email about a problem could not be sent since 08:00 on 15 January" in text
    )


@pytest.mark.parametrize("role", ["anonymous", "no group"])
def test_everybody_else_sees_only_whether_the_site_is_ready(role):
    record(500)
    response = browser(role).get(READY)
    assert (response.content, response.headers["Content-Type"]) == (b"ready\n", "text/plain")


@pytest.mark.parametrize("role", [role for role in ROLES if role not in {"anonymous", "no group"}])
def test_staff_who_are_logged_in_get_every_finding(role):
    record(500)
    response = browser(role).get(READY)
    answer = json.loads(response.content)
    assert (response.status_code, answer["ready"], answer["reason"]) == (200, True, "")
    found = {finding["name"]: finding for finding in answer["findings"]}
    assert {"database", "errors", "worker", "mail", "backups", "certificate", "versions", "media"} <= set(found)
    assert found["errors"]["level"] == "problem" and found["errors"]["advice"]
    assert "no-store" in response.headers["Cache-Control"]


def test_whoever_sends_no_session_causes_no_look_at_the_sessions(client):
    with CaptureQueriesContext(connection) as queries:
        client.get(READY)
    assert not [query for query in queries if "session" in query["sql"]]
    assert "Set-Cookie" not in client.get(READY).headers


def test_without_the_database_an_administrator_gets_the_short_answer_too(monkeypatch):
    client = browser("superuser")

    def fail(*args: object) -> None:
        raise OperationalError("no connection")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get(READY)
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")
    assert project_settings.SESSION_COOKIE_NAME in client.cookies


def test_the_second_factor_is_needed_for_the_details_too(settings):
    client = browser("superuser")
    settings.REQUIRE_SECOND_FACTOR = True
    assert client.get(READY).content == b"ready\n"
