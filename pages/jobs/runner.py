"""Runs each job that is due, by one worker at a time.

Any number of workers may run. Each job is claimed in the database before it starts, and each is harmless if it
should run twice. A handful of jobs that keep their own state in rows need no task queue: see
`pages.enquiries.notifications` for those that were weighed.
"""

import logging
import traceback
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from pages.jobs.models import JobRun
from pages.jobs.registry import Job, JobStoppedError, registered_jobs

logger = logging.getLogger(__name__)

# How long a worker has a job for itself. If the worker dies, another one takes the job after that.
CLAIM_DURATION = timedelta(minutes=2)
# By how much the clocks of two machines may differ.
CLOCK_TOLERANCE = timedelta(minutes=2)
# How the detail of a job begins that failed.
FAILED = "failed:"


def run_due_jobs() -> list[str]:
    """Run the jobs that are due and return their names."""
    return [job.name for job in registered_jobs.values() if _claim(job) and _run(job)]


def _claim(job: Job) -> bool:
    return claim(job.name, CLAIM_DURATION, max(job.every, CLAIM_DURATION))


def claim(name: str, duration: timedelta, longest_wait: timedelta) -> bool:
    """Claim what is due for a while; return False if it is not due or another worker was faster.

    What ran in the future, or waits for longer than it ever does, is due: the clock was ahead then.
    """
    JobRun.objects.get_or_create(name=name)
    now = timezone.now()
    was_ahead = Q(next_run_at__gt=now + longest_wait + CLOCK_TOLERANCE) | Q(started_at__gt=now + CLOCK_TOLERANCE)
    runs = JobRun.objects.filter(name=name)
    if runs.filter(was_ahead).exists():
        logger.warning("The job %s ran in the future: the clock of this machine was ahead. It runs now.", name)
    return bool(runs.filter(Q(next_run_at__lte=now) | was_ahead).update(next_run_at=now + duration, started_at=now))


def _run(job: Job) -> bool:
    """Run a job and record the result. A failed job is tried again when its claim ends, and stops no other job.

    Raises `django.db.Error` if the database has failed, which then ends the round.
    """
    try:
        detail = job.run()
    except JobStoppedError as error:
        logger.error("The job %s has stopped: %s", job.name, error)
        now = timezone.now()
        JobRun.objects.filter(name=job.name).update(
            finished_at=now, next_run_at=now + job.every, detail=str(error)[:200], is_stopped=True
        )
        return False
    except Exception as error:
        # First: whoever runs the jobs logs a failed database, in one line.
        record_failure(job, f"{FAILED} {type(error).__name__}")
        logger.error("The job %s failed: %s\n%s", job.name, type(error).__name__, traceback_without_message(error))
        return False
    if detail is not None:
        record_success(job, detail)
    return True


def record_success(job: Job, detail: str) -> None:
    """Record that a job was done just now, by a worker or by hand. It waits for no decision any more."""
    now = timezone.now()
    done = {"finished_at": now, "succeeded_at": now, "detail": detail[:200], "is_stopped": False}
    JobRun.objects.update_or_create(name=job.name, defaults={"next_run_at": now + job.every, **done})


def record_failure(job: Job, detail: str, retry_after: timedelta | None = None) -> None:
    """Record that a job has failed just now. It runs again when its claim ends, or after another time."""
    now = timezone.now()
    next_run = {"next_run_at": now + retry_after} if retry_after else {}
    JobRun.objects.filter(name=job.name).update(finished_at=now, detail=detail[:200], **next_run)


def traceback_without_message(error: Exception) -> str:
    """Return where an error occurred, without its message, which may repeat what the database holds."""
    return "".join(traceback.format_tb(error.__traceback__))
