"""How does a new key take the place of an old one?"""

from dataclasses import dataclass

from django.db import transaction

from pages.enquiries import blind_index, encryption
from pages.enquiries.models import Enquiry, HandOverNote


@dataclass(frozen=True)
class Rotation:
    """How many enquiries are sealed with the newest key now, and which could not be opened."""

    resealed: int
    unopened: list[str]


def rotate() -> Rotation:
    """Seal every enquiry and note with the newest key and index it anew.

    Each enquiry is done on its own, so that the command may be stopped and run again, and so that one
    that no key opens is left as it is and named.
    """
    resealed, unopened = 0, []
    for pk, reference in list(Enquiry.objects.values_list("pk", "reference")):
        try:
            resealed += _rotate_one(pk)
        except encryption.CannotOpen:
            unopened.append(reference)
    return Rotation(resealed, unopened)


@transaction.atomic
def _rotate_one(pk: int) -> int:
    enquiry = Enquiry.objects.select_for_update().filter(pk=pk).first()
    if enquiry is None:
        return 0
    contents = enquiry.contents()
    Enquiry.objects.filter(pk=pk).update(sealed=encryption.reseal(enquiry.sealed))
    for note in enquiry.notes.all():
        HandOverNote.objects.filter(pk=note.pk).update(sealed=encryption.reseal(note.sealed))
    blind_index.index(enquiry, contents)
    return 1
