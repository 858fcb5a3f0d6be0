"""What runs without anyone asking, and how it is seen that it did."""

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

from pages.jobs.models import JobRun
from tests import builders
from tests.enquiries.raw_rows import everything_in_the_database

pytestmark = pytest.mark.django_db

ALL = ["notices", "publishing", "purge", "senders", "sign-ins"]


def lateness(now=None) -> dict[str, bool]:
    """Return for every job whether it is late."""
    return {report.title: report.is_late for report in jobs.report(now)}


def replace_job(monkeypatch, work):
    """Let the only job be one of the test's own."""
    monkeypatch.setattr(jobs, "JOBS", [jobs.Job("own", "Own", timedelta(minutes=1), timedelta(hours=1), work)])


def test_each_job_runs_when_it_is_due_and_not_before():
    with time_machine.travel("2026-03-01 09:00Z", tick=False) as clock:
        assert jobs.run_due() == ALL
        assert jobs.run_due() == []
        clock.shift(timedelta(seconds=10))
        assert jobs.run_due() == ["notices"]
        clock.shift(timedelta(minutes=1))
        assert jobs.run_due() == ["notices", "publishing"]
        clock.shift(timedelta(days=1))
        assert jobs.run_due() == ALL


def test_a_line_for_cron_does_the_same():
    call_command("work", "--once", stdout=StringIO())
    assert set(JobRun.objects.exclude(succeeded_at=None).values_list("name", flat=True)) == set(ALL)


def test_a_page_is_published_at_its_time():
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        page = builders.standard_page(title="Later", live=False)
        page.go_live_at = timezone.now() + timedelta(hours=1)
        page.save_revision().publish()
        jobs.run_due()
        assert not type(page).objects.get(pk=page.pk).live
        clock.shift(timedelta(hours=2))
        jobs.run_due()
        assert type(page).objects.get(pk=page.pk).live


def failed_sign_ins() -> int:
    """Return how many failed attempts to sign in are on record."""
    return AccessAttempt.objects.count()


def test_failed_sign_ins_are_forgotten_after_a_day_and_sessions_once_they_are_over():
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        client = Client()
        client.post(reverse("wagtailadmin_login"), {"username": "a-typed-name", "password": "wrong"})
        client.force_login(builders.user(), backend="django.contrib.auth.backends.ModelBackend")
        assert (failed_sign_ins(), Session.objects.count()) == (1, 1)
        clock.shift(timedelta(hours=23))
        jobs.run_due()
        assert (failed_sign_ins(), Session.objects.count()) == (1, 1)
        clock.shift(timedelta(hours=2))
        jobs.run_due()
        assert (failed_sign_ins(), Session.objects.count()) == (0, 1)
        clock.shift(timedelta(days=14))
        jobs.run_due()
        assert Session.objects.count() == 0
    assert "a-typed-name" not in everything_in_the_database()


def test_a_job_that_never_ran_or_not_for_long_is_late():
    assert set(lateness().values()) == {True}
    jobs.run_due()
    assert set(lateness().values()) == {False}
    assert set(lateness(timezone.now() + timedelta(days=3)).values()) == {True}


def test_a_job_that_fails_stops_no_other_and_says_nothing_of_what_it_saw(monkeypatch, caplog):
    def fail() -> str:
        raise ValueError(" ".join(["words", "typed"]))

    replace_job(monkeypatch, fail)
    assert jobs.run_due() == []
    assert jobs.report()[0].detail == "failed: ValueError"
    assert jobs.report()[0].is_late
    assert "words typed" not in caplog.text and "in fail" in caplog.text


def test_a_job_that_failed_is_tried_again(monkeypatch):
    outcomes = iter([ValueError(), None])

    def work() -> str:
        if outcome := next(outcomes):
            raise outcome
        return "done"

    replace_job(monkeypatch, work)
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        assert jobs.run_due() == []
        clock.shift(timedelta(minutes=3))
        assert jobs.run_due() == ["own"]
    assert jobs.report()[0].detail == "done"


def test_a_second_runner_leaves_a_job_alone_while_the_first_is_at_it(monkeypatch):
    seen = []

    def work() -> str:
        seen.append(jobs.run_due())
        return ""

    replace_job(monkeypatch, work)
    assert jobs.run_due() == ["own"]
    assert seen == [[]]


def test_what_a_dead_runner_had_taken_is_taken_over(monkeypatch):
    replace_job(monkeypatch, lambda: "")
    with time_machine.travel("2026-03-01 09:00Z") as clock:
        assert jobs._claim(jobs.JOBS[0])
        assert jobs.run_due() == []
        clock.shift(jobs.CLAIM)
        assert jobs.run_due() == ["own"]
