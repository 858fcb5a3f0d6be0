"""What TECHNICAL_EMAIL is told and when: new problems, at most one email an hour, and that all is well again."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from apnahaq.monitoring.alerts import tell
from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.state import locked_state, read_state
from pages.jobs.models import JobRun
from pages.jobs.status import job_statuses
from tests.enquiries.servers import free_port

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOW = datetime(2027, 1, 11, 10, tzinfo=UTC)
WELL = Finding("disk", "Disk", Level.OK, "70 GB are free.")
FULL = Finding("disk", "Disk", Level.PROBLEM, "1 GB is free.", "Make room.")
LATE = Finding("job:purge", "Purge", Level.PROBLEM, "It is late.", "Start the worker.")
LOW = Finding("disk", "Disk", Level.WARNING, "3 GB are free.", "Make room.")


@pytest.fixture(autouse=True)
def address(settings):
    settings.TECHNICAL_EMAIL = ["technical@apnahaq.test", "second@apnahaq.test"]


@pytest.fixture
def clock():
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


def test_the_email_says_what_is_wrong_what_to_do_and_where_to_look(clock, mailoutbox, settings):
    tell([WELL, LATE])
    (message,) = mailoutbox
    assert message.to == ["technical@apnahaq.test", "second@apnahaq.test"]
    assert message.subject == "127.0.0.1 needs help: Purge"
    assert "Purge: It is late.\nWhat to do: Start the worker." in message.body
    assert f"{settings.SITE_URL}/admin/health/" in message.body
    assert "Disk" not in message.body


def test_a_warning_is_not_told(clock, mailoutbox):
    tell([LOW])
    assert mailoutbox == []


def test_what_stays_is_told_once_and_then_once_a_day(clock, mailoutbox):
    for _ in range(3 * 24 * 4):
        tell([FULL])
        clock.shift(timedelta(minutes=15))
    assert len(mailoutbox) == 3


def test_what_is_new_is_told_when_the_hour_is_over(clock, mailoutbox):
    tell([FULL])
    clock.shift(timedelta(minutes=30))
    tell([FULL, LATE])
    assert len(mailoutbox) == 1
    clock.shift(timedelta(minutes=31))
    tell([FULL, LATE])
    assert [message.subject for message in mailoutbox][1:] == ["127.0.0.1 needs help: Disk, Purge"]


def test_one_email_says_that_all_is_well_again_and_none_where_nothing_was_told(clock, mailoutbox):
    tell([WELL])
    tell([FULL])
    clock.shift(timedelta(minutes=30))
    tell([WELL])
    assert len(mailoutbox) == 1
    for _ in range(4):
        clock.shift(timedelta(minutes=61))
        tell([WELL])
    assert [message.subject for message in mailoutbox[1:]] == ["127.0.0.1 is well again"]
    assert "/admin/health/" in mailoutbox[1].body


def test_a_problem_that_comes_and_goes_sends_at_most_one_email_an_hour(clock, mailoutbox):
    for _ in range(12):
        for findings in ([FULL], [WELL]):
            tell(findings)
            clock.shift(timedelta(minutes=10))
    assert len(mailoutbox) <= 4


def test_without_an_address_nobody_is_told_and_the_log_says_what_is_wrong(clock, mailoutbox, settings, caplog):
    settings.TECHNICAL_EMAIL = []
    tell([FULL])
    tell([FULL])
    assert mailoutbox == []
    assert caplog.text.count("Disk: needs help: 1 GB is free.") == 1
    tell([WELL])
    assert "All parts of the site are well again." in caplog.text


def test_another_machine_waits_for_its_hour_and_then_tells_what_it_found(clock, mailoutbox, settings, tmp_path):
    tell([FULL])
    settings.VAR_DIR = tmp_path / "another machine"
    settings.VAR_DIR.mkdir()
    tell([FULL, LATE])
    assert len(mailoutbox) == 1
    clock.shift(timedelta(minutes=61))
    tell([FULL, LATE])
    assert len(mailoutbox) == 2


def test_a_mail_server_that_is_down_is_tried_again_after_ten_minutes_and_the_log_says_so(
    clock, mailoutbox, settings, caplog
):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = free_port()
    tell([FULL])
    assert "The email about the health of the site was not sent: ConnectionRefusedError" in caplog.text
    assert "technical@" not in caplog.text
    assert (read_state().failing_since, read_state().failure) == (NOW.timestamp(), "ConnectionRefusedError")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    clock.shift(timedelta(minutes=9))
    tell([FULL])
    assert mailoutbox == []
    clock.shift(timedelta(minutes=2))
    tell([FULL])
    assert len(mailoutbox) == 1 and read_state().failing_since == 0


def test_a_clock_that_was_ahead_does_not_silence_the_emails(clock, mailoutbox):
    clock.shift(timedelta(days=400))
    tell([FULL])
    clock.move_to(NOW)
    tell([FULL, LATE])
    assert len(mailoutbox) == 2


def test_a_damaged_state_is_as_good_as_none(clock, mailoutbox, var_dir):
    (var_dir / "health-state.json").write_text("not JSON")
    tell([FULL])
    tell([FULL])
    assert len(mailoutbox) == 1


def test_the_state_holds_times_and_names_of_parts_and_always_has_the_same_size(clock, var_dir):
    tell([FULL, LATE])
    file = var_dir / "health-state.json"
    assert file.stat().st_size == 4096 and file.stat().st_mode & 0o77 == 0
    with locked_state() as state:
        assert state.told == ["disk", "job:purge"]


def test_the_claim_of_the_email_is_no_job_on_the_dashboard(clock):
    tell([FULL])
    assert JobRun.objects.filter(name="technical-email").exists()
    assert "technical-email" not in {status.name for status in job_statuses()}
