"""`manage.py backup`: make a backup."""

import os
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseError

from apnahaq.backups.creation import make_backup
from apnahaq.backups.deletions import record_deletions
from apnahaq.backups.errors import AtWorkError, BackupError
from apnahaq.backups.folder import delete_expired, only_one
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import record_failure, record_success

JOB = "backup"
RETRY_AFTER = timedelta(hours=1)


class Command(BaseCommand):
    """Make a backup in BACKUP_DIR, and delete those that are older than BACKUP_DAYS. The site may run meanwhile."""

    help = "Makes a backup of the database and the media, and prints the path of the file as its last line."
    # They are about the code and the settings: `prepare` runs them at each start, in half a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --scheduled."""
        parser.add_argument("--scheduled", action="store_true", help="As the worker starts it: with low priority.")

    def handle(self, *args: Any, scheduled: bool = False, **options: Any) -> None:
        """Print the path of the backup. Raises `CommandError` if it cannot be made."""
        job = registered_jobs.get(JOB)
        if scheduled:
            os.nice(10)
        try:
            with only_one() as folder:
                delete_expired(folder)
                # A database of an older version, before the start that upgrades it, is backed up all the same.
                with suppress(DatabaseError):
                    record_deletions()
                path = make_backup(folder)
        except AtWorkError as error:
            raise CommandError(str(error)) from error
        except BackupError as error:
            if job:
                with suppress(DatabaseError):
                    record_failure(job, "failed: see the log", RETRY_AFTER)
            raise CommandError(str(error)) from error
        if job:
            with suppress(DatabaseError):
                record_success(job, f"{path.stat().st_size / 1_000_000:.1f} MB")
        self.stdout.write(str(path))
