"""What happens without anyone asking, how often, and did it?

`manage.py work` runs these jobs: all the time beside the web server, or with `--once` from cron. Any number
of runners may run: each job is claimed in the database before it starts, and each is harmless if it should
run twice. The schedule is five lines and each job keeps its own state in rows, so a queue (see
`notification`) would have nothing to queue.
"""

import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.utils import timezone

from pages.enquiries import notification, retention, spam
from pages.enquiries.models import JobRun
from pages.gathering import write_what_waits

logger = logging.getLogger(__name__)

# How long a runner has a job for itself. If it dies, another one takes over after that.
CLAIM = timedelta(minutes=2)


@dataclass(frozen=True)
class Job:
    """Something to do now and then. `work` returns in a few words what it did, without anything of a message."""

    name: str
    title: str
    every: timedelta
    late_after: timedelta
    work: Callable[[], str]


@dataclass(frozen=True)
class JobReport:
    """How a job stands, for the admin's panel."""

    title: str
    started_at: datetime | None
    succeeded_at: datetime | None
    detail: str
    is_late: bool


def send_notices() -> str:
    """Tell staff of new messages."""
    return notification.send_due()


def publish_scheduled() -> str:
    """Publish and unpublish pages at the times that editors chose."""
    call_command("publish_scheduled", verbosity=0)
    write_what_waits()
    return ""


def purge() -> str:
    """Delete the enquiries whose day has passed, and what is known of those that went long ago."""
    gone = retention.purge()
    retention.forget_records()
    return f"{len(gone)} deleted" if gone else ""


def forget_senders() -> str:
    """Delete the counts of senders of the hours that are over."""
    spam.forget_senders()
    return ""


def forget_sign_ins() -> str:
    """Delete failed attempts to sign in that are older than a day, and sessions that are over.

    django-axes needs an attempt for the quarter of an hour that a lock holds, and keeps it, with the name that
    was typed, the address and the browser, until the next attempt: its own commands delete all, or logs that
    are not written here.
    """
    AccessAttempt.objects.filter(attempt_time__lte=timezone.now() - timedelta(days=1)).delete()
    call_command("clearsessions")
    return ""


JOBS = [
    Job("notices", "Tell staff of new messages", timedelta(seconds=10), timedelta(minutes=15), send_notices),
    Job("publishing", "Publish scheduled pages", timedelta(minutes=1), timedelta(minutes=30), publish_scheduled),
    Job("purge", "Delete messages on their day", timedelta(days=1), timedelta(days=2), purge),
    Job("senders", "Forget who sent how often", timedelta(minutes=30), timedelta(hours=2), forget_senders),
    Job("sign-ins", "Forget failed sign-ins and old sessions", timedelta(hours=1), timedelta(hours=6), forget_sign_ins),
]


def run_due() -> list[str]:
    """Run the jobs whose time has come and return their names."""
    return [job.name for job in JOBS if _claim(job) and _run(job)]


def report(now: datetime | None = None) -> list[JobReport]:
    """Return how each job stands. One that never succeeded is late."""
    moment = now or timezone.now()
    runs = {run.name: run for run in JobRun.objects.all()}
    return [_report_of(job, runs.get(job.name, JobRun(name=job.name)), moment) for job in JOBS]


def _report_of(job: Job, run: JobRun, moment: datetime) -> JobReport:
    is_late = run.succeeded_at is None or moment - run.succeeded_at > job.late_after
    return JobReport(job.title, run.started_at, run.succeeded_at, run.detail, is_late)


def _claim(job: Job) -> bool:
    """Take a job that is due for this runner; False if it is not due or another runner was faster."""
    JobRun.objects.get_or_create(name=job.name)
    now = timezone.now()
    return bool(
        JobRun.objects.filter(name=job.name, next_run_at__lte=now).update(next_run_at=now + CLAIM, started_at=now)
    )


def _run(job: Job) -> bool:
    """Do a job and write down how it went. A failure is tried again when the claim ends, and stops no other job."""
    try:
        detail = job.work()
    except Exception as error:
        logger.error("The job %s failed: %s\n%s", job.name, type(error).__name__, _where(error))
        JobRun.objects.filter(name=job.name).update(
            finished_at=timezone.now(), detail=f"failed: {type(error).__name__}"
        )
        return False
    now = timezone.now()
    JobRun.objects.filter(name=job.name).update(
        finished_at=now, succeeded_at=now, next_run_at=now + job.every, detail=detail[:200]
    )
    return True


def _where(error: Exception) -> str:
    """Return where an error came from, without its words: they may repeat what the database holds."""
    return "".join(traceback.format_tb(error.__traceback__))
