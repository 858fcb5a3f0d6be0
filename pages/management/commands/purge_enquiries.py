"""`manage.py purge_enquiries`: delete the enquiries whose day has passed."""

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from pages.enquiries.retention import forget_records, purge


class Command(BaseCommand):
    """Delete, or with --dry-run only name, the enquiries that the settings no longer keep, and old records."""

    help = "Deletes the enquiries whose day has passed. It also happens daily without this command."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer to look before leaping."""
        parser.add_argument("--dry-run", action="store_true", help="Say what would be deleted, and delete nothing.")

    def handle(self, *args: Any, dry_run: bool = False, **options: Any) -> None:
        """Print one line for each enquiry, then how many there were."""
        gone = purge(dry_run=dry_run)
        for tombstone in gone:
            self.stdout.write(
                f"{tombstone.reference}  {tombstone.get_topic_display()}  received {tombstone.received_on}  "
                f"{tombstone.get_reason_display()}"
            )
        self.stdout.write(f"{len(gone)} {'would be deleted' if dry_run else 'deleted'}")
        records = forget_records(dry_run=dry_run)
        self.stdout.write(f"{records} records {'would be forgotten' if dry_run else 'forgotten'}")
