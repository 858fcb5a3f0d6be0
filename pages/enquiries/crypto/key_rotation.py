"""Replaces an encryption key with a new one."""

from collections import Counter
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import Count

from pages.enquiries.audit_log import log_action
from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models.audit_log import EnquiryAction
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote


@dataclass
class Rotation:
    """How many enquiries are encrypted with the newest key now, which could not be decrypted, and which were changed.

    An enquiry was changed if its text is not the one that was stored with its reference.
    """

    re_encrypted: int = 0
    undecryptable: list[str] = field(default_factory=list)
    altered: list[str] = field(default_factory=list)


class NothingToRotateError(Exception):
    """Everything is encrypted with the first key already, though there are others: their order may be wrong."""

    def __init__(self) -> None:
        super().__init__(
            "No message was encrypted anew: all are encrypted with the first of ENQUIRY_KEYS already. If that is the "
            "new key, take the others out. If it is the old one, put the new one in front, start the site again and "
            "run this again."
        )


def rotate() -> Rotation:
    """Encrypt every enquiry and note with the newest key and index it anew.

    Each enquiry is done on its own, so that the command may be stopped and run again, and so that one
    that cannot be decrypted is left as it is and named. Raises `NothingToRotateError`: to encrypt all with an old key
    that stands in front by mistake, and then to take the new one out, would look like success.
    """
    has_other_keys = len(settings.ENQUIRY_KEYS) > 1
    if has_other_keys and Enquiry.objects.exists() and not _uses_another_key():
        raise NothingToRotateError
    rotation = Rotation()
    for enquiry in list(Enquiry.objects.defer("encrypted_content")):
        try:
            rotation.re_encrypted += _rotate_one(enquiry.pk)
        except encryption.AlteredError:
            log_action(None, enquiry, EnquiryAction.ALTERED)
            rotation.altered.append(enquiry.reference)
        except encryption.DecryptionError:
            rotation.undecryptable.append(enquiry.reference)
    return rotation


def count_by_key() -> dict[str, int]:
    """Return how many messages and notes are encrypted with each key, by its name; "" for what has no reference."""
    counts: Counter[str] = Counter()
    for model in (Enquiry, EnquiryNote):
        counts.update(dict(model.objects.order_by().values_list("key_id").annotate(Count("pk"))))
    return dict(counts)


def _uses_another_key() -> bool:
    """Tell whether anything is encrypted with another key than the newest."""
    return bool(set(count_by_key()) - {encryption.key_ids()[0], ""})


@transaction.atomic
def _rotate_one(pk: int) -> int:
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk).first()
    if enquiry is None:
        return 0
    content = enquiry.decrypted_content()
    enquiry.encrypt_content(content)
    enquiry.save(update_fields=["encrypted_content", "key_id"])
    for note in enquiry.notes.all():
        note.encrypt_text(note.decrypted_text())
        note.save(update_fields=["encrypted_content", "key_id"])
    blind_index.index(enquiry, content)
    return 1
