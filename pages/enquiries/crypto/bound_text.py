"""Encrypts a text together with the reference of its message, so that it can be read in no other row of the database.

Whoever can write to the database could otherwise put the text of one message into another, and staff would answer the
wrong person. Version 1.0 stored texts without their reference, and their `key_id` is empty. The upgrade binds them (see
`binding`). After that none is read: with an old backup, such a text could be put into any row.
"""

from typing import NamedTuple

from pages.enquiries.crypto import encryption
from pages.enquiries.crypto.encryption import AlteredError, DecryptionError, UnboundError


class BoundText(NamedTuple):
    """An encrypted text, and the name of the key with which it is encrypted."""

    encrypted: str
    key_id: str


def encrypt(text: str, reference: str, purpose: bytes) -> BoundText:
    """Return a text encrypted with its reference. Raises `EncryptionError` where there is no key."""
    return BoundText(encryption.encrypt(f"{reference}\n{text}", purpose), encryption.key_ids()[0])


def decrypt(stored: BoundText, reference: str, purpose: bytes) -> str:
    """Return the text that was encrypted with this reference and for this purpose.

    Raises `DecryptionError` where its key is missing, `AlteredError` where it was changed or belongs elsewhere, and
    its subclass `UnboundError` where it has no reference.
    """
    if not stored.key_id:
        raise UnboundError
    try:
        found, _, text = encryption.decrypt(stored.encrypted, purpose).partition("\n")
    except DecryptionError as error:
        if is_key_present(stored.key_id):
            raise AlteredError from error
        raise
    if found != reference:
        raise AlteredError
    return text


def is_key_present(key_id: str) -> bool:
    """Tell whether one of the present keys has this name."""
    try:
        return key_id in encryption.key_ids()
    except encryption.EncryptionError:
        return False
