"""Runs what each machine does by itself, in a thread beside the scheduled jobs: neither waits for the other."""

import logging
import threading
import time

from pages.jobs.registry import MachineJob, machine_jobs
from pages.jobs.runner import traceback_without_message

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 1


def run_machine_jobs() -> None:
    """Run each job of this machine once."""
    for job in machine_jobs.values():
        _run(job)


class MachineJobsThread(threading.Thread):
    """Runs each job of this machine at its intervals until it is told to stop.

    The first time is an interval after the start, when what was due has run. A job that waits for a dead database or
    mail server delays no scheduled job, and does not keep the process from ending.
    """

    def __init__(self, stopped: threading.Event) -> None:
        super().__init__(daemon=True)
        self.stopped = stopped

    def run(self) -> None:
        """Run the jobs."""
        due = {job.name: time.monotonic() + job.every.total_seconds() for job in machine_jobs.values()}
        while not self.stopped.wait(PAUSE_SECONDS):
            for job in machine_jobs.values():
                if time.monotonic() >= due[job.name]:
                    _run(job)
                    due[job.name] = time.monotonic() + job.every.total_seconds()


def _run(job: MachineJob) -> None:
    try:
        job.run()
    except Exception as error:
        trace = traceback_without_message(error)
        logger.error("The job %s of this machine failed: %s\n%s", job.name, type(error).__name__, trace)
