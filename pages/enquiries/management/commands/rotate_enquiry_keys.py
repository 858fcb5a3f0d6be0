"""`manage.py rotate_enquiry_keys`: encrypt every enquiry with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from pages.accounts.second_factor import re_encrypt_seeds
from pages.enquiries.crypto.encryption import key_ids
from pages.enquiries.crypto.key_rotation import NothingToRotateError, count_by_key, rotate


class Command(BaseCommand):
    """Encrypt every enquiry with the first of ENQUIRY_KEYS. After that, the others may be removed."""

    help = (
        "Put a new key in front of ENQUIRY_KEYS, start the site again, run this command, then take the old key "
        "out. Messages can be sent and read all the while."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        """Print how many enquiries were encrypted, and with which keys messages and notes are encrypted now.

        The seeds of second factors are encrypted with the same keys.

        Raises `CommandError`, naming those that could not be decrypted, or if the keys seem to stand in the wrong
        order.
        """
        lost_seeds = re_encrypt_seeds()
        try:
            rotation = rotate()
        except NothingToRotateError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{rotation.re_encrypted} encrypted with the newest key")
        self._print_counts()
        problems = []
        if rotation.altered:
            problems.append(
                f"The text of {', '.join(rotation.altered)} was changed in the database: it was left as it is. Find "
                "out who can write to the database."
            )
        if rotation.undecryptable:
            problems.append(
                f"None of the ENQUIRY_KEYS decrypts {', '.join(rotation.undecryptable)}: keep the old keys, and add "
                "the one that is missing."
            )
        if lost_seeds:
            problems.append(
                f"None of the ENQUIRY_KEYS decrypts {lost_seeds} second factors: their users log in with a recovery "
                "code and set up the app again."
            )
        if problems:
            raise CommandError(" ".join(problems))

    def _print_counts(self) -> None:
        """Print how many messages and notes each key encrypts."""
        known = key_ids()
        for key_id, count in sorted(count_by_key().items()):
            if not key_id:
                key = "as in version 1.0, which does not bind a text to its reference"
            elif key_id in known:
                key = f"with key {known.index(key_id) + 1} of ENQUIRY_KEYS ({key_id})"
            else:
                key = f"with a key that is missing ({key_id})"
            self.stdout.write(f"{count} messages and notes are encrypted {key}")
