"""What an account has besides its password: a second factor, and the emails that wait to be sent to it."""

import hashlib
import json
import secrets
import time
from datetime import timedelta
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import models
from django.utils import timezone
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from pages.encryption_keys import EncryptionError, fernet

SEED = b"apnahaq accounts: seed of one-time codes"
SEED_BYTES = 20
# A code is accepted half a minute early and late: the clocks of telephones differ.
TOLERANCE = 1
# A code that was used further ahead than two minutes was used while the clock of the server was ahead.
LARGEST_LEAD = 4
# Whoever knows the password alone can cause the pause after wrong codes: it must not keep the owner out for long.
LONGEST_PAUSE = timedelta(minutes=15)
# By how much the clocks of two machines may differ.
CLOCK_TOLERANCE = timedelta(minutes=1)


class SecondFactorDevice(TimestampMixin, ThrottlingMixin, Device):
    """What accepts a code. Every wrong code makes the next attempt wait longer, up to `LONGEST_PAUSE`."""

    class Meta:
        abstract = True

    def verify_is_allowed(self) -> tuple[bool, dict[str, Any] | None]:
        """Tell whether a code may be tried, and if not, why and until when.

        A wrong code from the future was typed while the clock was ahead, and makes nobody wait.
        """
        is_allowed, reasons = super().verify_is_allowed()
        if is_allowed:
            return True, None
        now = timezone.now()
        failed_at = self.throttling_failure_timestamp
        until = min(reasons["locked_until"], failed_at + LONGEST_PAUSE)
        if until <= now or failed_at > now + CLOCK_TOLERANCE:
            return True, None
        return False, reasons | {"locked_until": until}

    def get_throttle_factor(self) -> int:
        """Return how many seconds the first wrong code costs; each further one doubles them."""
        return 1


class AuthenticatorApp(SecondFactorDevice):
    """An app that shows a new code every half minute (TOTP, RFC 6238). It is `confirmed` once it has shown a right one.

    django-otp's own model would store the seed in plain text.
    """

    # The seed with the user to whom it belongs: moved to another row, it is worth nothing.
    encrypted_seed = models.TextField(editable=False)
    # A code is good for one login.
    last_step = models.BigIntegerField(default=-1, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def new_seed(self) -> None:
        """Give the app another seed."""
        content = json.dumps([self.user_id, secrets.token_hex(SEED_BYTES)])
        self.encrypted_seed = fernet(SEED).encrypt(content.encode()).decode("ascii")

    def seed(self) -> bytes:
        """Return the seed. Raises `SeedError` if no present key decrypts it, or if it belongs to somebody else."""
        try:
            user_id, seed = json.loads(fernet(SEED).decrypt(self.encrypted_seed.encode("ascii")))
        except (EncryptionError, InvalidToken) as error:
            raise SeedError from error
        if user_id != self.user_id:
            raise SeedError
        return bytes.fromhex(seed)

    def verify_token(self, token: str) -> bool:
        """Tell whether a code is right and new."""
        if not self.verify_is_allowed()[0]:
            return False
        codes = TOTP(self.seed())
        codes.time = time.time()
        is_misdated = self.last_step > codes.t() + LARGEST_LEAD
        first_step = 0 if is_misdated else self.last_step + 1
        is_right = token.isdecimal() and codes.verify(int(token), TOLERANCE, first_step)
        if is_right:
            self.last_step = codes.t()
            self.set_last_used_timestamp(commit=False)
            self.throttle_reset()
        else:
            self.throttle_increment()
        return is_right


class SeedError(Exception):
    """The seed of an app cannot be used: ENQUIRY_KEYS lacks its key, or somebody has changed the database."""


class RecoveryCodes(SecondFactorDevice):
    """The codes that stand in for the app, each of them once. Only their digests are stored."""

    digests = models.JSONField(default=list, editable=False)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    @staticmethod
    def digest(code: str) -> str:
        """Return the digest of a code. A fast one will do: a code has 80 random bits."""
        return hashlib.sha256(code.encode()).hexdigest()

    def verify_token(self, token: str) -> bool:
        """Tell whether a code is one of those that are left, and use it up."""
        if not self.verify_is_allowed()[0]:
            return False
        digest = self.digest(token)
        is_right = digest in self.digests
        if is_right:
            self.digests.remove(digest)
            self.set_last_used_timestamp(commit=False)
            self.throttle_reset()
        else:
            self.throttle_increment()
        return is_right


class EmailPurpose(models.TextChoices):
    """Why an email is sent to the owner of an account."""

    NEW_PASSWORD = "new-password", "Link for a new password"
    INVITATION = "invitation", "Invitation"


class AccountEmail(models.Model):
    """An email that was asked for: the outbox, and what limits how many are sent.

    The link is made when the email is sent, and is in no table.
    """

    purpose = models.CharField(max_length=20, choices=EmailPurpose)
    # Empty once nothing more is to be sent.
    address = models.CharField(max_length=254, blank=True)
    # Keyed digests, by which requests are counted.
    address_digest = models.CharField(max_length=64, blank=True, db_index=True)
    client_digest = models.CharField(max_length=64, blank=True, db_index=True)
    created_at = models.DateTimeField(default=timezone.now, db_index=True)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.get_purpose_display()
