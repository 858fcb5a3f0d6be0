"""`manage.py rotate_enquiry_keys`: encrypt every enquiry with the newest key."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from pages.accounts.second_factor import re_encrypt_seeds
from pages.enquiries.crypto.binding import bind_texts
from pages.enquiries.crypto.encryption import key_ids
from pages.enquiries.crypto.key_rotation import NothingToRotateError, count_by_key, rotate
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote


class Command(BaseCommand):
    """Encrypt every enquiry with the first of ENQUIRY_KEYS. After that, the others may be removed."""

    help = (
        "Put a new key in front of ENQUIRY_KEYS, start the site again, run this command, then take the old key "
        "out. Messages can be sent and read all the while."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --bind."""
        parser.add_argument(
            "--bind",
            action="store_true",
            help="Take over the texts of version 1.0 whose key was missing during the upgrade, in place of a rotation. "
            "Only if nobody else can have written to the database.",
        )

    def handle(self, *args: Any, bind: bool = False, **options: Any) -> None:
        """Print how many enquiries were encrypted, and with which keys messages and notes are encrypted now.

        The seeds of second factors are encrypted with the same keys.

        Raises `CommandError`, naming those that could not be decrypted, or if the keys seem to stand in the wrong
        order.
        """
        if bind:
            self._bind()
            return
        problems = []
        if lost_seeds := re_encrypt_seeds():
            problems.append(
                f"None of the ENQUIRY_KEYS decrypts {lost_seeds} second factors: their users log in with a recovery "
                "code and set up the app again."
            )
        try:
            rotation = rotate()
        except NothingToRotateError as error:
            raise CommandError(" ".join([str(error), *problems])) from error
        self.stdout.write(f"{rotation.re_encrypted} encrypted with the newest key")
        self._print_counts()
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
        if problems:
            raise CommandError(" ".join(problems))

    def _bind(self) -> None:
        """Bind the texts of version 1.0. Raises `CommandError`, naming those that could not be decrypted."""
        missing = bind_texts(Enquiry.objects, EnquiryNote.objects)
        self._print_counts()
        if missing:
            raise CommandError(f"None of the ENQUIRY_KEYS decrypts {', '.join(missing)}: add the one that is missing.")

    def _print_counts(self) -> None:
        """Print how many messages and notes each key encrypts."""
        known = key_ids()
        for key_id, count in sorted(count_by_key().items()):
            if not key_id:
                key = "without their reference and are not read: see “Upgrade” in docs/operations.md"
            elif key_id in known:
                key = f"with key {known.index(key_id) + 1} of ENQUIRY_KEYS ({key_id})"
            else:
                key = f"with a key that is missing ({key_id})"
            self.stdout.write(f"{count} messages and notes are encrypted {key}")
