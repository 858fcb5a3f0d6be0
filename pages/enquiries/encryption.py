"""How is what people wrote kept from other eyes?

Every enquiry is sealed with Fernet (AES-128-CBC with HMAC-SHA256, from the `cryptography` package) before it
reaches the database. The keys come from `settings.ENQUIRY_KEYS`, newest first: the newest seals, all of them
open, so that a key can be replaced while the site runs (`manage.py rotate_enquiry_keys`).

To find an enquiry by an address or a telephone number, the database holds a keyed digest of it (a blind
index). Without the key nobody can compute one, not even for an address that she can guess.
"""

import base64
import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

SEALING = b"apnahaq enquiries: sealing"
INDEXING = b"apnahaq enquiries: indexing"
THANKING = b"apnahaq enquiries: the reference on its way to the page of thanks"


class CannotSeal(Exception):
    """There is no key to seal an enquiry with, so nothing may be stored."""


class CannotOpen(Exception):
    """None of the present keys opens what is sealed."""

    def __init__(self) -> None:
        super().__init__(
            "This message cannot be opened with the present ENQUIRY_KEYS. It is not lost: put the key back with "
            "which it was sealed, behind the newest, and start the site again."
        )


def seal(text: str, purpose: bytes = SEALING) -> str:
    """Return the text sealed with the newest key for a purpose. Raises `CannotSeal` where there is none."""
    return _ring(purpose).encrypt(text.encode("utf-8", "surrogatepass")).decode("ascii")


def unseal(sealed: str, seconds: int | None = None, purpose: bytes = SEALING) -> str:
    """Return what was sealed for a purpose.

    Raises `CannotOpen` for a missing or wrong key, another purpose, or if it is older than `seconds`.
    """
    try:
        return _ring(purpose).decrypt(sealed.encode("ascii"), seconds).decode("utf-8", "surrogatepass")
    except (CannotSeal, InvalidToken, UnicodeEncodeError) as error:
        raise CannotOpen from error


def opens(sealed: str) -> bool:
    """Tell whether one of the present keys opens what is sealed."""
    try:
        unseal(sealed)
    except CannotOpen:
        return False
    return True


def opens_with_newest(sealed: str) -> bool:
    """Tell whether the newest key opens what is sealed. Raises `CannotSeal` where there is none."""
    newest = Fernet(base64.urlsafe_b64encode(_derived(_keys(), SEALING)[0]))
    try:
        newest.decrypt(sealed.encode("ascii"))
    except InvalidToken:
        return False
    return True


def reseal(sealed: str) -> str:
    """Return the same text sealed with the newest key. Raises `CannotOpen` if no key opens it."""
    return seal(unseal(sealed))


def digest(text: str) -> str:
    """Return the keyed digest of a text under the newest key: for storing. Raises `CannotSeal` without a key."""
    return digests(text)[0]


def digests(text: str) -> list[str]:
    """Return the digests of a text under every key, newest first: for finding. Raises `CannotSeal` without a key."""
    message = text.encode("utf-8", "surrogatepass")
    return [hmac.new(key, message, hashlib.sha256).hexdigest() for key in _derived(_keys(), INDEXING)]


def _keys() -> tuple[str, ...]:
    if not settings.ENQUIRY_KEYS:
        raise CannotSeal("ENQUIRY_KEYS is empty: no enquiry can be stored.")
    return tuple(settings.ENQUIRY_KEYS)


def _ring(purpose: bytes) -> MultiFernet:
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in _derived(_keys(), purpose)])


@lru_cache(maxsize=8)
def _derived(keys: tuple[str, ...], purpose: bytes) -> tuple[bytes, ...]:
    """Return one key of 32 bytes for each secret and purpose, so that no key does two kinds of work."""
    return tuple(HKDF(SHA256(), length=32, salt=None, info=purpose).derive(key.encode()) for key in keys)
