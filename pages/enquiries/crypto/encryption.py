"""Encryption of the content of enquiries.

Every enquiry is encrypted with Fernet (AES-128-CBC with HMAC-SHA256, from the `cryptography` package) before it
reaches the database. The keys come from `settings.ENQUIRY_KEYS`, newest first: the newest encrypts, all of them
decrypt, so that a key can be replaced while the site runs (`manage.py rotate_enquiry_keys`).

To find an enquiry by an address or a telephone number, the database holds a keyed digest of it (a blind
index). Without the key nobody can compute one, not even for an address that can be guessed.
"""

import hashlib
import hmac

from cryptography.fernet import InvalidToken

from pages.encryption_keys import EncryptionError, derived_keys, fernet

# Each purpose has keys of its own, derived from ENQUIRY_KEYS. `bound_text` uses those of messages and notes; CONTENT is
# the purpose of what version 1.0 stored, and only `binding` decrypts it.
CONTENT = b"apnahaq enquiries: content"
MESSAGE = b"apnahaq enquiries: message with its reference"
NOTE = b"apnahaq enquiries: note with the reference of its message"
KEY_ID = b"apnahaq enquiries: name of a key"
INDEX = b"apnahaq enquiries: blind index"
CONFIRMATION = b"apnahaq enquiries: reference in the address of the confirmation page"


class DecryptionError(Exception):
    """None of the present keys decrypts a text."""

    sentence = (
        "This message cannot be decrypted with the present ENQUIRY_KEYS. It is not lost: add the key that it was "
        "encrypted with back to ENQUIRY_KEYS, after the newest, and start the site again."
    )

    def __init__(self) -> None:
        super().__init__(self.sentence)


class AlteredError(DecryptionError):
    """A text was changed in the database, or moved there from another message."""

    sentence = (
        "This is not the text that was stored with this message: somebody has changed the database. Do not rely on "
        "anything in this message. This is recorded in the audit log."
    )


class UnboundError(AlteredError):
    """A text is stored as version 1.0 did, without a reference: it may belong to another message."""

    sentence = (
        "This text does not say to which message it belongs. Somebody has changed the database, or the key to it was "
        "missing when the website was upgraded from version 1.0. Do not rely on anything in this message. Whoever "
        "looks after the website finds what to do under “Upgrade” in docs/operations.md. This is recorded in the audit "
        "log."
    )


def encrypt(text: str, purpose: bytes) -> str:
    """Return the text encrypted with the newest key for a purpose. Raises `EncryptionError` where there is none."""
    return fernet(purpose).encrypt(text.encode("utf-8", "surrogatepass")).decode("ascii")


def decrypt(encrypted: str, purpose: bytes, max_age_seconds: int | None = None) -> str:
    """Return the text that was encrypted for a purpose.

    Raises `DecryptionError` for a missing or wrong key, another purpose, or a text older than `max_age_seconds`.
    """
    try:
        return fernet(purpose).decrypt(encrypted.encode("ascii"), max_age_seconds).decode("utf-8", "surrogatepass")
    except (EncryptionError, InvalidToken, UnicodeEncodeError) as error:
        raise DecryptionError from error


def key_ids() -> list[str]:
    """Return a name for each key, newest first, from which the key cannot be computed.

    Raises `EncryptionError` without a key.
    """
    return [key[:4].hex() for key in derived_keys(KEY_ID)]


def digest(text: str) -> str:
    """Return the keyed digest of a text under the newest key, to store. Raises `EncryptionError` without a key."""
    return digests(text)[0]


def digests(text: str) -> list[str]:
    """Return the digests of a text under every key, newest first, to search with.

    Raises `EncryptionError` without a key.
    """
    message = text.encode("utf-8", "surrogatepass")
    return [hmac.new(key, message, hashlib.sha256).hexdigest() for key in derived_keys(INDEX)]
