"""What each machine does by itself: also where a job fails, and where the database does not answer."""

import threading
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError

from pages.jobs import machine
from pages.jobs.machine import MachineJobsThread
from pages.jobs.management.commands import work
from pages.jobs.registry import MachineJob


@pytest.fixture
def runs(monkeypatch) -> list[str]:
    """Return what ran of two jobs, the first of which fails."""
    ran: list[str] = []

    def fail() -> None:
        ran.append("first")
        raise ValueError(" ".join(["words", "typed"]))

    found = [
        MachineJob("first", timedelta(0), fail),
        MachineJob("second", timedelta(0), lambda: ran.append("second")),
        MachineJob("later", timedelta(hours=1), lambda: ran.append("later")),
    ]
    monkeypatch.setattr(machine, "machine_jobs", {job.name: job for job in found})
    return ran


def test_a_job_that_fails_stops_no_other_and_logs_nothing_of_what_it_read(runs, caplog):
    machine.run_machine_jobs()
    assert runs == ["first", "second", "later"]
    assert "The job first of this machine failed: ValueError" in caplog.text
    assert "words typed" not in caplog.text


def test_cron_runs_them_too_when_the_database_does_not_answer(runs, monkeypatch):
    def fail() -> None:
        raise OperationalError

    monkeypatch.setattr(work, "run_due_jobs", fail)
    with pytest.raises(OperationalError):
        call_command("work", "--once")
    assert runs == ["first", "second", "later"]


def test_a_worker_runs_each_at_its_intervals_until_it_is_told_to_stop(runs, monkeypatch):
    monkeypatch.setattr(machine, "PAUSE_SECONDS", 0.01)
    stopped = threading.Event()
    thread = MachineJobsThread(stopped)
    thread.start()
    while runs.count("second") < 3:
        thread.join(0.01)
    stopped.set()
    thread.join(10)
    assert not thread.is_alive()
    assert "later" not in runs
