"""What an account has besides its password: a second factor, and the emails that wait to be sent to it."""

import hashlib
import json
import secrets
import time

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


class AuthenticatorApp(TimestampMixin, ThrottlingMixin, Device):
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
        """Tell whether a code is right and new. Every wrong one makes the next attempt wait longer."""
        if not self.verify_is_allowed()[0]:
            return False
        codes = TOTP(self.seed())
        codes.time = time.time()
        is_right = token.isdecimal() and codes.verify(int(token), TOLERANCE, self.last_step + 1)
        if is_right:
            self.last_step = codes.t()
            self.set_last_used_timestamp(commit=False)
            self.throttle_reset()
        else:
            self.throttle_increment()
        return is_right

    def get_throttle_factor(self) -> int:
        """Return how many seconds the first wrong code costs; each further one doubles them."""
        return 1


class SeedError(Exception):
    """The seed of an app cannot be used: ENQUIRY_KEYS lacks its key, or somebody has changed the database."""


class RecoveryCodes(TimestampMixin, ThrottlingMixin, Device):
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

    def get_throttle_factor(self) -> int:
        """Return how many seconds the first wrong code costs; each further one doubles them."""
        return 1


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
