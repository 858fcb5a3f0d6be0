"""`manage.py rotate_enquiry_keys`: let the newest key take over."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.enquiries.rotation import NothingToRotate, rotate


class Command(BaseCommand):
    """Seal every enquiry with the first of ENQUIRY_KEYS. After that, the others may be taken out."""

    help = (
        "Put a new key in front of ENQUIRY_KEYS, start the site again, run this command, then take the old key "
        "out. Messages can be sent and read all the while."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many enquiries were done.

        Raises `CommandError`, naming those that no key opens, or if the keys seem to stand in the wrong order.
        """
        try:
            rotation = rotate()
        except NothingToRotate as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{rotation.resealed} sealed with the newest key")
        if rotation.unopened:
            raise CommandError(
                f"None of the ENQUIRY_KEYS opens {', '.join(rotation.unopened)}: keep the old keys, and add the one "
                "that is missing."
            )
