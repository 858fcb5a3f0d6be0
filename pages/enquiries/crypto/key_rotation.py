"""Replaces an encryption key with a new one."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote


@dataclass(frozen=True)
class Rotation:
    """How many enquiries are encrypted with the newest key now, and which could not be decrypted."""

    re_encrypted: int
    undecryptable: list[str]


class NothingToRotateError(Exception):
    """Everything is encrypted with the first key already, though there are others: their order may be wrong."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: everything is encrypted with the first of ENQUIRY_KEYS already. If that is the new "
            "key, take the others out. If it is the old one, put the new one in front, start the site again and "
            "run this again."
        )


def rotate() -> Rotation:
    """Encrypt every enquiry and note with the newest key and index it anew.

    Each enquiry is done on its own, so that the command may be stopped and run again, and so that one
    that no key decrypts is left as it is and named. Raises `NothingToRotateError`: to encrypt all with an old key
    that stands in front by mistake, and then to take the new one out, would look like success.
    """
    has_other_keys = len(settings.ENQUIRY_KEYS) > 1
    if has_other_keys and Enquiry.objects.exists() and all(map(encryption.uses_newest_key, _all_encrypted())):
        raise NothingToRotateError
    re_encrypted, undecryptable = 0, []
    for pk, reference in list(Enquiry.objects.values_list("pk", "reference")):
        try:
            re_encrypted += _rotate_one(pk)
        except encryption.DecryptionError:
            undecryptable.append(reference)
    return Rotation(re_encrypted, undecryptable)


def _all_encrypted() -> Iterator[str]:
    for model in (Enquiry, EnquiryNote):
        yield from model.objects.order_by().values_list("encrypted_content", flat=True).iterator()


@transaction.atomic
def _rotate_one(pk: int) -> int:
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk).first()
    if enquiry is None:
        return 0
    content = enquiry.decrypted_content()
    Enquiry.objects.filter(pk=pk).update(encrypted_content=encryption.re_encrypt(enquiry.encrypted_content))
    for note in enquiry.notes.all():
        EnquiryNote.objects.filter(pk=note.pk).update(encrypted_content=encryption.re_encrypt(note.encrypted_content))
    blind_index.index(enquiry, content)
    return 1
