"""Database, scheduled jobs, backups, email, versions: what is found about them, and that no failure hides another."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from apnahaq.monitoring import overview
from apnahaq.monitoring.checks import backups, database, jobs, mail, versions
from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.overview import Check
from apnahaq.release import VERSION
from pages.accounts.models import AccountEmail
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice
from pages.jobs.models import JobRun
from pages.jobs.runner import run_due_jobs
from pages.models.staff_emails import StaffEmail
from tests import builders
from tests.enquiries.servers import ROOT
from tests.enquiries.staff import enquiry

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOW = datetime(2027, 1, 11, 10, tzinfo=UTC)


def only(findings: list[Finding]) -> Finding:
    """Return the only finding."""
    (finding,) = findings
    return finding


def test_a_database_that_answers_is_named_with_its_version():
    findings = database.check()
    assert {finding.level for finding in findings} == {Level.OK}
    assert findings[0].found.startswith(("SQLite 3.", "PostgreSQL 1"))
    assert [finding.name for finding in findings[1:]] == (["clock"] if connection.vendor == "postgresql" else [])


def test_a_migration_that_is_missing_needs_help():
    MigrationRecorder.Migration.objects.filter(app="jobs").delete()
    finding = only(database.check())
    assert (finding.level, finding.found) == (Level.PROBLEM, "The database lacks migrations of this release.")


def test_a_clock_that_differs_from_that_of_the_database_needs_help():
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: a file has no clock")
    with time_machine.travel(timezone.now() + timedelta(minutes=5)):
        clock = database.check()[1]
    assert clock.level == Level.PROBLEM
    assert "differ by 30" in clock.found


def test_without_a_worker_one_finding_says_so_instead_of_one_for_each_job():
    finding = only(jobs.check())
    assert (finding.level, finding.name) == (Level.PROBLEM, "worker")
    assert "docker compose ps" in finding.advice
    run_due_jobs()
    assert only(jobs.check()).level == Level.OK


def test_a_job_that_is_late_stopped_or_failed_is_named():
    with time_machine.travel(NOW, tick=False):
        run_due_jobs()
        JobRun.objects.filter(name="publishing").update(succeeded_at=NOW - timedelta(hours=1))
        JobRun.objects.filter(name="purge").update(is_stopped=True, detail="Check the clock.")
        JobRun.objects.filter(name="notices").update(detail="failed: ValueError")
        found = {finding.name: finding for finding in jobs.check()}
    assert {name: finding.level for name, finding in found.items()} == {
        "job:publishing": Level.PROBLEM,
        "job:purge": Level.PROBLEM,
        "job:notices": Level.WARNING,
    }
    assert found["job:publishing"].found == "It is late: it was last done 11 January 2027 at 09:00 UTC."
    assert found["job:purge"].found == "It has stopped. Check the clock."
    assert found["job:notices"].found == "It failed: ValueError."


@pytest.fixture
def backup_folder(settings, tmp_path: Path) -> Path:
    """The folder of a site that makes a backup each day, empty so far."""
    settings.BACKUP_DAYS, settings.BACKUP_DIR = 14, tmp_path
    return tmp_path


def test_a_backup_is_missed_after_two_days(backup_folder):
    MigrationRecorder.Migration.objects.update(applied=NOW)
    with time_machine.travel(NOW, tick=False) as clock:
        assert (only(backups.check()).level, only(backups.check()).found) == (Level.OK, "There is none yet.")
        clock.shift(timedelta(days=2, minutes=1))
        assert only(backups.check()).level == Level.PROBLEM
        file = backup_folder / "apnahaq-20270113T100000Z.tar.gz.age"
        file.touch()
        os.utime(file, ((NOW + timedelta(days=2)).timestamp(),) * 2)
        assert only(backups.check()).level == Level.OK
        clock.shift(timedelta(hours=30))
        assert only(backups.check()).found == "The newest was made 30 hours ago."
        clock.shift(timedelta(days=1))
        assert only(backups.check()).found == "The newest was made 2 days ago."
        assert only(backups.check()).level == Level.PROBLEM


def test_what_is_no_finished_backup_does_not_count_and_one_of_another_machine_does(backup_folder):
    MigrationRecorder.Migration.objects.update(applied=timezone.now() - timedelta(days=9))
    old = "apnahaq-20260101T100000Z.tar.gz"
    # The last one was brought in again, for a restore.
    for name in (".partial-apnahaq-20270111T100000Z.tar.gz", "deleted-messages.txt", ".lock", "media.tar", old):
        (backup_folder / name).touch()
    assert only(backups.check()).level == Level.PROBLEM
    JobRun.objects.create(name="backup", succeeded_at=timezone.now() - timedelta(hours=5))
    assert only(backups.check()).found == "The newest was made 5 hours ago."


def test_a_backup_that_failed_is_a_warning_while_an_earlier_one_is_young(backup_folder):
    JobRun.objects.create(name="backup", succeeded_at=timezone.now(), detail="1.0 MB")
    assert only(backups.check()).found == "The newest was made less than an hour ago."
    JobRun.objects.update(detail="failed: see the log")
    finding = only(backups.check())
    assert finding.level == Level.WARNING
    assert "The last attempt failed." in finding.found and "by hand" in finding.advice


def test_the_daily_email_about_the_quarantine_is_not_late_after_its_first_attempt():
    with time_machine.travel(NOW, tick=False) as clock:
        StaffNotice.objects.create(enquiry=enquiry(), email=NoticeEmail.DAILY)
        clock.shift(timedelta(hours=20))
        StaffNotice.objects.update(attempts=1)
        assert (only(mail.check()).found, mail.is_failing()) == ("None waits.", False)
        clock.shift(timedelta(days=2))
        assert (only(mail.check()).level, mail.is_failing()) == (Level.PROBLEM, True)


def test_a_site_that_makes_no_backups_by_itself_says_so(settings):
    settings.BACKUP_DAYS = 0
    assert only(backups.check()).level == Level.WARNING


def test_an_email_that_waits_after_an_attempt_is_a_warning_and_after_a_quarter_of_an_hour_a_problem(settings):
    assert (only(mail.check()).found, mail.is_failing()) == ("None waits.", False)
    with time_machine.travel(NOW, tick=False) as clock:
        StaffNotice.objects.create(enquiry=enquiry())
        assert only(mail.check()).level == Level.OK
        StaffNotice.objects.update(attempts=1)
        AccountEmail.objects.create(purpose="invitation", address="new@example.org", attempts=2)
        StaffEmail.objects.create(recipient=builders.user(), subject="A page", body="A link", attempts=1)
        assert (only(mail.check()).level, mail.is_failing()) == (Level.WARNING, False)
        clock.shift(timedelta(minutes=16))
        assert (only(mail.check()).level, mail.is_failing()) == (Level.PROBLEM, True)
        assert only(mail.check()).found == "3 could not be sent so far, the oldest since 10:00 on 11 January."
        StaffNotice.objects.update(sent_at=NOW)
        AccountEmail.objects.update(address="")
        StaffEmail.objects.all().delete()
        assert only(mail.check()).found == "None waits. The last about a message was sent at 10:00 on 11 January."


def test_without_an_address_the_page_says_that_nobody_is_told(settings):
    assert only(mail.check_alerts()).level == Level.OK
    settings.PRODUCTION = True
    assert only(mail.check_alerts()).level == Level.WARNING
    settings.TECHNICAL_EMAIL = ["technical@apnahaq.test"]
    assert only(mail.check_alerts()).level == Level.OK


def test_the_versions_are_named_and_the_end_of_their_support_half_a_year_before():
    assert f"This site is version {VERSION}, on Python 3." in only(versions.check()).found
    with time_machine.travel("2028-01-05"):
        finding = only(versions.check())
    assert finding.level == Level.WARNING
    assert "Wagtail 7.4 got security fixes until 1 November 2027 only." in finding.found
    assert "Django 5.2 gets security fixes until 1 April 2028 only." in finding.found


def test_the_support_of_every_series_in_use_is_known_to_this_release():
    for name, number in (("Django", "5.2.19"), ("Wagtail", "7.4.4"), ("PostgreSQL", "15.18"), ("Python", "3.11.7")):
        assert "not known" not in versions._ending(name, number)
    assert "Wagtail 9.9 gets security fixes is not known to this release" in versions._ending("Wagtail", "9.9")
    assert all(type(day) is date for series in versions.SUPPORT_ENDS.values() for day in series.values())


def test_the_version_is_that_of_the_project():
    assert f'\nversion = "{VERSION}"\n' in Path(ROOT / "pyproject.toml").read_text()


def fail(error: Exception):
    """Return a check that fails."""

    def check() -> list[Finding]:
        raise error

    return check


def test_a_check_that_fails_hides_no_other_and_is_named_without_its_message(monkeypatch):
    checks = [
        Check("database", "Database", database.check),
        Check("one", "One", fail(ValueError("secret"))),
        Check("two", "Two", fail(OperationalError("secret")), needs_database=True),
        Check("three", "Three", lambda: [Finding("three", "Three", Level.OK, "Well.")]),
    ]
    monkeypatch.setattr(overview, "CHECKS", checks)
    findings = {finding.title: finding for finding in overview.all_findings()}
    assert findings["One"].found == "This could not be checked: ValueError."
    assert findings["Two"].found == "This is not known: the database stopped answering."
    assert findings["Three"].level == Level.OK
    assert "secret" not in str(findings)
