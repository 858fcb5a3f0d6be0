"""The worker: whether each scheduled job runs in time."""

from apnahaq.monitoring.findings import Finding, Level
from pages.jobs.status import JobStatus, job_statuses

WORKER_ADVICE = (
    "Look whether the worker runs (docker compose ps) and start it again (docker compose up -d). If it runs, its log "
    "says what fails."
)
# Has a check of its own.
BACKUP_JOB = "backup"


def check() -> list[Finding]:
    """Check that no job is late, has stopped or failed."""
    statuses = [status for status in job_statuses() if status.name != BACKUP_JOB]
    if all(status.is_late for status in statuses):
        found = "No scheduled job runs: nobody is told of new messages, and nothing is published or deleted."
        return [Finding("worker", "Scheduled jobs", Level.PROBLEM, found, WORKER_ADVICE)]
    troubles = [trouble for status in statuses if (trouble := _trouble(status))]
    return troubles or [Finding("worker", "Scheduled jobs", Level.OK, f"All {len(statuses)} jobs ran in time.")]


def _trouble(status: JobStatus) -> Finding | None:
    name, title = f"job:{status.name}", f"Scheduled job: {status.title}"
    if status.is_stopped:
        advice = "Follow what the sentence says; the job waits for it."
        return Finding(name, title, Level.PROBLEM, f"It has stopped. {status.detail}", advice)
    if status.is_late:
        when = f"{status.succeeded_at:%-d %B %Y at %H:%M} UTC" if status.succeeded_at else "never"
        found = f"It is late: it was last done {when}."
        return Finding(name, title, Level.PROBLEM, f"{found} {status.failure}".strip(), WORKER_ADVICE)
    if status.failure:
        advice = "It is tried again within minutes. If it goes on failing, the log says where it fails."
        return Finding(name, title, Level.WARNING, status.failure, advice)
    return None
