"""The backups: how old the newest is."""

from datetime import timedelta

from django.conf import settings
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from apnahaq.backups import folder
from apnahaq.monitoring.checks.jobs import BACKUP_JOB
from apnahaq.monitoring.findings import Finding, Level
from pages.jobs.models import JobRun
from pages.jobs.runner import FAILED

# One is made each day.
LATE_AFTER = timedelta(days=2)
TITLE = "Backups"
ADVICE = "Make one by hand (manage.py backup): it says what is wrong. Often the disk is full."


def check() -> list[Finding]:
    """Check that a backup was made in the last two days, where the site makes them by itself."""
    now = timezone.now()
    job = JobRun.objects.filter(name=BACKUP_JOB).first()
    # On this machine by whomever, or by the job, which runs on one of them.
    times = [folder.newest(settings.BACKUP_DIR), job.succeeded_at if job else None]
    newest = max(filter(None, times), default=None)
    found = f"The newest was made {_age(now - newest)} ago." if newest else "There is none yet."
    if settings.BACKUP_DAYS == 0:
        found = f"The site makes none by itself (BACKUP_DAYS is 0). {found}"
        return [Finding("backups", TITLE, Level.WARNING, found, "Make sure that somebody makes them.")]
    # A site that was just made is given the time for its first.
    since = newest or MigrationRecorder.Migration.objects.order_by("applied").values_list("applied", flat=True)[0]
    if now - since > LATE_AFTER:
        return [Finding("backups", TITLE, Level.PROBLEM, found, ADVICE)]
    if job and job.detail.startswith(FAILED):
        return [Finding("backups", TITLE, Level.WARNING, f"{found} The last attempt failed.", ADVICE)]
    return [Finding("backups", TITLE, Level.OK, found)]


def _age(age: timedelta) -> str:
    hours = int(age.total_seconds() // 3600)
    if hours < 1:
        return "less than an hour"
    if hours < 48:
        return f"{hours} hour{'' if hours == 1 else 's'}"
    return f"{hours // 24} days"
