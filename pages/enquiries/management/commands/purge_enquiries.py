"""`manage.py purge_enquiries`: delete the enquiries whose retention period has passed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from pages.enquiries.retention import ImprobablePurgeError, purge, purge_audit_log, require_probable_purge
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import record_success


class Command(BaseCommand):
    """Delete enquiries whose retention period has passed, and old audit log entries; only list them with --dry-run."""

    help = "Deletes the enquiries whose retention period has passed. The worker does this daily."

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --dry-run and --confirm."""
        parser.add_argument("--dry-run", action="store_true", help="List what would be deleted, and delete nothing.")
        parser.add_argument("--confirm", action="store_true", help="Delete also if that is more than half of all.")

    def handle(self, *args: Any, dry_run: bool = False, confirm: bool = False, **options: Any) -> None:
        """Print one line for each enquiry, then how many there were. A purge by hand counts as one of the worker's.

        Raises `CommandError` if improbably many would be deleted and that is not confirmed.
        """
        if not dry_run and not confirm:
            try:
                require_probable_purge()
            except ImprobablePurgeError as error:
                raise CommandError(
                    f"{error} Nothing was deleted. Check the clock of this machine ({timezone.localtime():%c}) and the "
                    "list that --dry-run prints. If both are right, run this again with --confirm."
                ) from error
        deleted = purge(dry_run=dry_run)
        for record in deleted:
            self.stdout.write(
                f"{record.reference}  {record.get_topic_display()}  received {record.received_on}  "
                f"{record.get_reason_display()}"
            )
        self.stdout.write(f"{len(deleted)} {'would be deleted' if dry_run else 'deleted'}")
        entries = purge_audit_log(dry_run=dry_run)
        self.stdout.write(f"{entries} audit log entries {'would be deleted' if dry_run else 'deleted'}")
        if not dry_run:
            record_success(registered_jobs["purge"], f"{len(deleted)} deleted by hand")
