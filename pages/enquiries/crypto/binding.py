"""Binds what version 1.0 stored to the reference of its message: see `bound_text`.

The upgrade does this once, for every text whose key is present.
"""

from typing import Any

from django.db.models import Manager

from pages.enquiries.crypto import blind_index, bound_text, encryption
from pages.enquiries.models.content import EnquiryContent


def bind_texts(enquiries: Manager[Any], notes: Manager[Any]) -> list[str]:
    """Encrypt every unbound text anew, with its reference, and index the messages anew.

    Returns the references of those whose key is missing. A migration calls this: of the models, it may use only the
    fields that they had then.
    """
    missing = []
    for enquiry in list(enquiries.filter(key_id="")):
        if text := _bind(enquiry, enquiry.reference, encryption.MESSAGE):
            blind_index.index(enquiry, EnquiryContent.from_json(text))
        else:
            missing.append(enquiry.reference)
    for note in list(notes.filter(key_id="").select_related("enquiry")):
        if not _bind(note, note.enquiry.reference, encryption.NOTE):
            missing.append(note.enquiry.reference)
    return missing


def _bind(row: Any, reference: str, purpose: bytes) -> str:
    """Encrypt the text of a row anew and return it; "" where its key is missing. No text of 1.0 is empty."""
    try:
        text = encryption.decrypt(row.encrypted_content, encryption.CONTENT)
    except encryption.DecryptionError:
        return ""
    row.encrypted_content, row.key_id = bound_text.encrypt(text, reference, purpose)
    row.save(update_fields=["encrypted_content", "key_id"])
    return text
