"""How does a new key take the place of an old one?"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from pages.enquiries import blind_index, encryption
from pages.enquiries.models import Enquiry, HandOverNote


@dataclass(frozen=True)
class Rotation:
    """How many enquiries are sealed with the newest key now, and which could not be opened."""

    resealed: int
    unopened: list[str]


class NothingToRotate(Exception):
    """The first key opens everything already, though there are others: perhaps they stand in the wrong order."""

    def __init__(self) -> None:
        super().__init__(
            "Nothing was changed: everything is sealed with the first of ENQUIRY_KEYS already. If that is the new "
            "key, take the others out. If it is the old one, put the new one in front, start the site again and "
            "run this again."
        )


def rotate() -> Rotation:
    """Seal every enquiry and note with the newest key and index it anew.

    Each enquiry is done on its own, so that the command may be stopped and run again, and so that one
    that no key opens is left as it is and named. Raises `NothingToRotate`: to seal all with an old key that
    stands in front by mistake, and then to take the new one out, would look like success.
    """
    has_other_keys = len(settings.ENQUIRY_KEYS) > 1
    if has_other_keys and Enquiry.objects.exists() and all(map(encryption.opens_with_newest, _all_sealed())):
        raise NothingToRotate
    resealed, unopened = 0, []
    for pk, reference in list(Enquiry.objects.values_list("pk", "reference")):
        try:
            resealed += _rotate_one(pk)
        except encryption.CannotOpen:
            unopened.append(reference)
    return Rotation(resealed, unopened)


def _all_sealed() -> Iterator[str]:
    for model in (Enquiry, HandOverNote):
        yield from model.objects.order_by().values_list("sealed", flat=True).iterator()


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
