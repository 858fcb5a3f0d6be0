"""The keys with which the site encrypts what it stores: one for each purpose, derived from `settings.ENQUIRY_KEYS`.

The newest key encrypts, all of them decrypt, so that a key can be replaced while the site runs
(`manage.py rotate_enquiry_keys`).
"""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


class EncryptionError(Exception):
    """There is no key to encrypt with, so nothing may be stored."""


def derived_keys(purpose: bytes) -> tuple[bytes, ...]:
    """Return the keys of 32 bytes for a purpose, newest first. Raises `EncryptionError` where there is none."""
    if not settings.ENQUIRY_KEYS:
        raise EncryptionError("ENQUIRY_KEYS is empty: nothing can be encrypted.")
    return _derived_keys(tuple(settings.ENQUIRY_KEYS), purpose)


def fernet(purpose: bytes) -> MultiFernet:
    """Return what encrypts and decrypts for a purpose. Raises `EncryptionError` where there is no key."""
    return MultiFernet([Fernet(base64.urlsafe_b64encode(key)) for key in derived_keys(purpose)])


@lru_cache(maxsize=8)
def _derived_keys(keys: tuple[str, ...], purpose: bytes) -> tuple[bytes, ...]:
    """Return one key for each secret and purpose, so that no key is used for two purposes."""
    return tuple(HKDF(SHA256(), length=32, salt=None, info=purpose).derive(key.encode()) for key in keys)
