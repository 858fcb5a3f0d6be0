"""`manage.py rotate_enquiry_keys`: encrypt every enquiry with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.accounts.second_factor import re_encrypt_seeds
from pages.enquiries.crypto.key_rotation import NothingToRotateError, rotate


class Command(BaseCommand):
    """Encrypt every enquiry with the first of ENQUIRY_KEYS. After that, the others may be removed."""

    help = (
        "Put a new key in front of ENQUIRY_KEYS, start the site again, run this command, then take the old key "
        "out. Messages can be sent and read all the while."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many enquiries were encrypted. The seeds of second factors are encrypted with the same keys.

        Raises `CommandError`, naming those that no key decrypts, or if the keys seem to stand in the wrong order.
        """
        lost_seeds = re_encrypt_seeds()
        try:
            rotation = rotate()
        except NothingToRotateError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{rotation.re_encrypted} encrypted with the newest key")
        if rotation.undecryptable:
            raise CommandError(
                f"None of the ENQUIRY_KEYS decrypts {', '.join(rotation.undecryptable)}: keep the old keys, and add "
                "the one that is missing."
            )
        if lost_seeds:
            raise CommandError(
                f"None of the ENQUIRY_KEYS decrypts {lost_seeds} second factors: their users log in with a recovery "
                "code and set up the app again."
            )
