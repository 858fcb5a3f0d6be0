"""Scheduled jobs: when they run, and how the dashboard learns that they did."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from axes.models import AccessAttempt
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.jobs import runner, status
from pages.jobs.models import JobRun
from pages.jobs.registry import Job
from pages.jobs.runner import run_due_jobs
from pages.jobs.status import job_statuses
from tests import builders
from tests.enquiries.raw_rows import everything_in_the_database

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ALL = [
    "deletions",
    "publishing",
    "consents",
    "renditions",
    "consent-emails",
    "uploads",
    "reviews",
    "staff-emails",
    "deleted-files",
    "revisions",
    "search-words",
    "logins",
    "account-emails",
    "notices",
    "purge",
    "sender-counts",
]
# Those that run every few seconds.
OFTEN = ["consents", "renditions", "staff-emails", "account-emails", "notices"]


def lateness(now=None) -> dict[str, bool]:
    """Return for every job whether it is late."""
    return {report.title: report.is_late for report in job_statuses(now)}


def replace_job(monkeypatch, work):
    """Let the only job be one of the test's own."""
    jobs = {"own": Job("own", "Own", timedelta(minutes=1), timedelta(hours=1), work)}
    for module in (runner, status):
        monkeypatch.setattr(module, "registered_jobs", jobs)


def test_each_job_runs_when_it_is_due_and_not_before():
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        assert run_due_jobs() == ALL
        assert run_due_jobs() == []
        clock.shift(timedelta(seconds=10))
        assert run_due_jobs() == OFTEN
        clock.shift(timedelta(minutes=1))
        assert run_due_jobs() == ["deletions", "publishing", *OFTEN]
        clock.shift(timedelta(days=1))
        assert run_due_jobs() == ALL


def test_a_line_for_cron_does_the_same():
    call_command("work", "--once", stdout=StringIO())
    assert set(JobRun.objects.exclude(succeeded_at=None).values_list("name", flat=True)) == set(ALL)


def test_a_page_is_published_at_its_time():
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        page = builders.standard_page(title="Later", live=False)
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        run_due_jobs()
        assert not type(page).objects.get(pk=page.pk).live
        clock.shift(timedelta(hours=2))
        run_due_jobs()
        assert type(page).objects.get(pk=page.pk).live


def failed_sign_ins() -> int:
    """Return how many failed logins are stored."""
    return AccessAttempt.objects.count()


def test_failed_sign_ins_are_deleted_after_a_day_and_sessions_once_they_are_over():
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        client = Client()
        client.post(reverse("wagtailadmin_login"), {"username": "a-typed-name", "password": "wrong"})
        client.force_login(builders.user(), backend="django.contrib.auth.backends.ModelBackend")
        assert (failed_sign_ins(), Session.objects.count()) == (1, 1)
        clock.shift(timedelta(minutes=59))
        run_due_jobs()
        assert (failed_sign_ins(), Session.objects.count()) == (1, 1)
        clock.shift(timedelta(hours=2))
        run_due_jobs()
        assert (failed_sign_ins(), Session.objects.count()) == (1, 0)
        clock.shift(timedelta(hours=22))
        run_due_jobs()
        assert failed_sign_ins() == 0
    assert "a-typed-name" not in everything_in_the_database()


def test_a_job_that_never_ran_or_not_for_long_is_late():
    assert set(lateness().values()) == {True}
    run_due_jobs()
    assert set(lateness().values()) == {False}
    assert set(lateness(timezone.now() + timedelta(days=3)).values()) == {True}


def test_a_job_that_fails_stops_no_other_and_logs_nothing_of_what_it_read(monkeypatch, caplog):
    def fail() -> str:
        raise ValueError(" ".join(["words", "typed"]))

    replace_job(monkeypatch, fail)
    assert run_due_jobs() == []
    assert job_statuses()[0].detail == "failed: ValueError"
    assert job_statuses()[0].is_late
    assert "words typed" not in caplog.text and "in fail" in caplog.text


def test_a_job_that_failed_is_tried_again(monkeypatch):
    outcomes = iter([ValueError(), None])

    def work() -> str:
        if outcome := next(outcomes):
            raise outcome
        return "done"

    replace_job(monkeypatch, work)
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        assert run_due_jobs() == []
        clock.shift(timedelta(minutes=3))
        assert run_due_jobs() == ["own"]
    assert job_statuses()[0].detail == "done"


def test_a_second_worker_leaves_a_job_alone_while_the_first_runs_it(monkeypatch):
    seen = []

    def work() -> str:
        seen.append(run_due_jobs())
        return ""

    replace_job(monkeypatch, work)
    assert run_due_jobs() == ["own"]
    assert seen == [[]]


def test_a_job_that_a_dead_worker_had_claimed_is_taken_over(monkeypatch):
    replace_job(monkeypatch, lambda: "")
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        assert runner._claim(runner.registered_jobs["own"])
        assert run_due_jobs() == []
        clock.shift(runner.CLAIM_DURATION)
        assert run_due_jobs() == ["own"]
