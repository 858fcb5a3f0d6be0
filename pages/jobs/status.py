"""When each job last succeeded and whether it is late, for the dashboard."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from pages.jobs.models import JobRun
from pages.jobs.registry import Job, registered_jobs
from pages.jobs.runner import CLOCK_TOLERANCE, FAILED


@dataclass(frozen=True)
class JobStatus:
    """When a job last ran, and whether it is late."""

    name: str
    title: str
    started_at: datetime | None
    succeeded_at: datetime | None
    detail: str
    is_late: bool
    is_stopped: bool = False

    @property
    def failure(self) -> str:
        """What the last run says if it failed."""
        return f"It {self.detail}." if self.detail.startswith(FAILED) else ""


def job_statuses(now: datetime | None = None) -> list[JobStatus]:
    """Return the status of each job. One that never succeeded is late, and so is one that did so in the future."""
    moment = now or timezone.now()
    runs = {run.name: run for run in JobRun.objects.all()}
    return [_status(job, runs.get(job.name, JobRun(name=job.name)), moment) for job in registered_jobs.values()]


def _status(job: Job, run: JobRun, now: datetime) -> JobStatus:
    is_late = run.succeeded_at is None or not -CLOCK_TOLERANCE <= now - run.succeeded_at <= job.late_after
    return JobStatus(job.name, job.title, run.started_at, run.succeeded_at, run.detail, is_late, run.is_stopped)
