"""`manage.py restore`: restore the site from a backup."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from apnahaq.backups.errors import BackupError
from apnahaq.backups.restoring import Restored, restore

# How many references are listed.
LISTED = 50


class Command(BaseCommand):
    """Restore the site from a backup, into an empty place or over what is there. The site must be stopped."""

    help = "Restores the database and the media from a backup. Stop the site first."
    # They are about the code and the settings: `prepare` runs them at each start, in half a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add the file of the backup, and --identity."""
        parser.add_argument("file", type=Path, help="The backup.")
        parser.add_argument("--identity", type=Path, help="The file with the private key, for an encrypted backup.")

    def handle(self, *args: Any, file: Path, identity: Path | None = None, **options: Any) -> None:
        """Print what was restored and what somebody should look at. Raises `CommandError` if it cannot be restored."""
        try:
            restored = restore(file, identity, self.report_previous)
        except BackupError as error:
            raise CommandError(str(error)) from error
        self.report(restored)

    def report_previous(self, path: str) -> None:
        """Print where the backup of the replaced site is."""
        self.stdout.write(f"What was here before: {path}")
        self.stdout.flush()

    def report(self, restored: Restored) -> None:
        """Print what was done."""
        repeated = restored.repeated
        self.stdout.write(
            f"Restored the site as it was on {timezone.localtime(restored.made_at):%d %B %Y, %H:%M:%S %Z}."
        )
        if restored.migrations:
            self.stdout.write(f"It was of an older version: {restored.migrations} migrations applied.")
        self.stdout.write(f"Messages: {restored.messages}")
        if restored.other_files:
            done = "deleted" if restored.are_others_deleted else "left where they are, since no backup has them"
            self.stdout.write(f"Files that are not in the backup: {restored.other_files}, {done}.")
        if repeated.purged or repeated.erased:
            self.stdout.write(
                f"Deleted again: {repeated.purged} whose time has passed, {repeated.erased} that were deleted "
                "since the backup."
            )
        if repeated.lost:
            self.stdout.write(f"Came after the backup, and only in what was here before: {_listed(repeated.lost)}")
        if repeated.settled:
            self.stdout.write(
                "Staff may not have been told of these messages, and will not be told again. Please read them in the "
                f"admin: {_listed(repeated.settled)}"
            )
        if restored.undecryptable:
            self.stdout.write(
                f"ENQUIRY_KEYS decrypts all messages but {restored.undecryptable}: add the key with which they were "
                "encrypted before the site starts."
            )
        self.stdout.write("Now start the site. Everybody on the staff logs in again.")


def _listed(references: list[str]) -> str:
    more = len(references) - LISTED
    return ", ".join(references[:LISTED]) + (f" and {more} more" if more > 0 else "")
