"""What must happen regularly with backups."""

import subprocess
import sys
from datetime import timedelta

from django.conf import settings

from apnahaq.backups.deletions import record_deletions
from pages.jobs.registry import scheduled_job

_running: subprocess.Popen | None = None


@scheduled_job(
    "deletions", "Record deleted messages beside the backups", every=timedelta(minutes=1), late_after=timedelta(hours=1)
)
def record() -> str:
    """Bring the record of deleted messages up to date, from which a restore deletes them again."""
    record_deletions()
    return ""


def back_up() -> None:
    """Start a backup in a process of its own, which may take minutes: notices do not wait for it."""
    global _running
    if _running and _running.poll() is None:
        return
    command = [sys.executable, "manage.py", "backup", "--scheduled"]
    _running = subprocess.Popen(  # noqa: S603 (a command of ours)
        command, cwd=settings.BASE_DIR, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
    )


if settings.BACKUP_DAYS:
    scheduled_job("backup", "Make a backup", every=timedelta(days=1), late_after=timedelta(days=2))(back_up)
