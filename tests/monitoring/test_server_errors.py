"""Requests that the site could not answer are counted, whichever process they reached."""

import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import OperationalError
from django.test import Client

from apnahaq.monitoring import server_errors
from apnahaq.monitoring.findings import Level
from apnahaq.monitoring.server_errors import check, record, recorded_since
from apnahaq.monitoring.state import locked_state
from pages.enquiries.submissions import processing
from pages.search import views as search_views
from tests.enquiries.senders import PATH, WORDS, aged_token
from tests.enquiries.servers import ROOT

NOW = datetime(2027, 1, 11, 10, tzinfo=UTC)
RECORD_MANY = """
from pathlib import Path
from django.conf import settings
settings.configure(VAR_DIR=Path({folder!r}), USE_TZ=True)
from apnahaq.monitoring.server_errors import record
for _ in range(200):
    record(500)
"""


def fail_with(monkeypatch, error: Exception) -> None:
    """Make each search fail."""

    def find(*args: object) -> None:
        raise error

    monkeypatch.setattr(search_views, "look_for", find)


def request(path: str) -> int:
    """Request a path as a browser does, and return the status."""
    return Client(raise_request_exception=False).get(path).status_code


@pytest.mark.django_db
def test_a_request_that_fails_is_counted_without_a_word_of_it(monkeypatch, var_dir, caplog):
    fail_with(monkeypatch, ValueError("zaubergarten"))
    assert [request("/search/?q=zaubergarten"), request("/about/"), request("/nothing/")] == [500, 200, 404]
    assert recorded_since(0).count == 1
    (finding,) = check()
    assert finding.level == Level.PROBLEM
    assert finding.found.startswith("In the last 24 hours one request could not be answered, at ")
    assert "A request failed" in finding.advice
    for text in (*(path.read_text() for path in var_dir.iterdir() if path.is_file()), str(finding), caplog.text):
        assert "zaubergarten" not in text and "?q=" not in text


@pytest.mark.django_db
def test_requests_that_failed_for_want_of_the_database_are_counted_as_such(monkeypatch, caplog):
    fail_with(monkeypatch, OperationalError("no connection"))
    assert [request("/search/?q=x"), request("/search/?q=x")] == [503, 503]
    (finding,) = check()
    assert finding.found.startswith("In the last 24 hours 2 requests could not be answered, the last at ")
    assert "For 2 the database or the media storage did not answer" in finding.found
    assert "A request failed" not in finding.advice
    assert "did not answer" in finding.advice and "did not answer" in caplog.text


@pytest.mark.django_db
def test_a_message_that_could_not_be_stored_is_not_blamed_on_the_database(monkeypatch, caplog):
    def fail(*args: object, **options: object) -> None:
        raise ValueError("words typed")

    monkeypatch.setattr(processing, "submit", fail)
    assert Client().post(PATH, {"token": aged_token(), **WORDS}).status_code == 503
    (finding,) = check()
    assert "or a message could not be stored" in finding.found
    assert "could not be stored" in finding.advice and "could not be stored" in caplog.text


@pytest.mark.django_db
def test_a_health_check_that_says_that_the_site_is_not_ready_is_no_visitor(monkeypatch):
    monkeypatch.setattr("apnahaq.health.why_not_ready", lambda: "the database does not answer")
    assert request("/health/ready") == 503
    assert recorded_since(0).count == 0


def test_errors_of_several_processes_at_once_are_all_counted(var_dir):
    programs = [
        subprocess.Popen([sys.executable, "-c", RECORD_MANY.format(folder=str(var_dir))], cwd=ROOT) for _ in range(3)
    ]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    assert recorded_since(0).count == 600


def test_very_many_errors_do_not_fill_the_disk_and_the_newest_are_kept(monkeypatch, var_dir):
    monkeypatch.setattr(server_errors, "MAX_BYTES", 1000)
    for _ in range(500):
        record(500)
    record(503)
    assert sum(path.stat().st_size for path in var_dir.iterdir()) < 2100
    assert recorded_since(time.time() - 60).count > 50
    assert recorded_since(0).unavailable == 1


def test_an_error_needs_help_for_an_hour_and_is_gone_after_a_day():
    with time_machine.travel(NOW, tick=False) as clock:
        record(500)
        with locked_state() as state:
            state.told_at = NOW.timestamp()
        clock.shift(timedelta(minutes=59))
        assert check()[0].level == Level.PROBLEM
        clock.shift(timedelta(minutes=2))
        assert check()[0].level == Level.WARNING
        clock.shift(timedelta(hours=23))
        assert check()[0].level == Level.OK


def test_an_error_that_no_email_has_told_yet_needs_help_for_longer():
    with time_machine.travel(NOW, tick=False) as clock:
        record(500)
        clock.shift(timedelta(hours=5))
        assert check()[0].level == Level.PROBLEM


def test_a_folder_that_cannot_be_written_and_a_damaged_file_fail_nothing(settings, var_dir):
    settings.VAR_DIR = var_dir / "not" / "there"
    record(500)
    assert recorded_since(0).count == 0
    settings.VAR_DIR = var_dir
    (var_dir / "server-errors").write_bytes(b"\xff\x00 \n12\nx y\n")
    record(500)
    assert recorded_since(0).count == 1
