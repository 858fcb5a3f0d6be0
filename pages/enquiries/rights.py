"""How do we answer somebody who asks what we hold about her? Find it, hand it over, erase it."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from django.db import transaction
from django.db.models import Q

from pages.enquiries import blind_index, encryption
from pages.enquiries.models import DeletedEnquiry, DeletionReason, Enquiry, EnquiryAction, EnquiryRecord
from pages.enquiries.records import record
from pages.enquiries.references import normal_reference
from pages.enquiries.retention import delete
from pages.models.users import User


def find(query: str) -> list[Enquiry]:
    """Return the enquiries with this reference, e-mail address or telephone number, the newest first.

    Only what was given as the way to reply is found by address or number, not what stands in a message. Six
    digits can be a local number as well as a reference: what either finds is returned.
    """
    found = Q(reference=normal_reference(query)) | Q(pk__in=blind_index.matching(query).values("pk"))
    return list(Enquiry.objects.filter(found))


@transaction.atomic
def look_up(user: User, query: str) -> list[Enquiry]:
    """Return what `find` finds, and record that somebody was looked up: which messages came of it, not who."""
    found = find(query)
    for enquiry in found:
        record(user, enquiry, EnquiryAction.SEARCHED)
    if not found:
        record(user, None, EnquiryAction.SEARCHED, "found nothing")
    return found


def count_unopenable() -> int:
    """Return how many enquiries no present key opens: none of them is found by an address or a number."""
    sealed = Enquiry.objects.order_by().values_list("sealed", flat=True)
    return sum(not encryption.opens(each) for each in sealed.iterator())


@transaction.atomic
def export(user: User, enquiries: Iterable[Enquiry]) -> dict[str, Any]:
    """Return all that is held with some enquiries, ready for JSON, and record that it was handed over.

    Raises `encryption.CannotOpen` for one that no present key opens; then nothing is exported.
    """
    exported = []
    for enquiry in enquiries:
        exported.append(_as_data(enquiry))
        record(user, enquiry, EnquiryAction.EXPORTED)
    return {"enquiries": exported}


def erase(user: User, enquiry: Enquiry) -> DeletedEnquiry:
    """Delete an enquiry because its sender asked. Raises `retention.OnHold` while the law keeps it."""
    return delete(enquiry, DeletionReason.ERASED, user)


def _as_data(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "reference": enquiry.reference,
        "topic": str(enquiry.get_topic_display()),
        "status": enquiry.get_status_display(),
        "language": str(enquiry.get_language_display()),
        "received_at": enquiry.received_at.isoformat(),
        "closed_at": enquiry.closed_at.isoformat() if enquiry.closed_at else None,
        "contents": asdict(enquiry.contents()),
        "notes": [
            {"written_at": note.written_at.isoformat(), "written_by": note.written_by, "text": note.text()}
            for note in enquiry.notes.all()
        ],
        "records": [
            {"happened_at": each.happened_at.isoformat(), "who": each.who, "what": each.get_action_display()}
            for each in EnquiryRecord.objects.filter(reference=enquiry.reference)
        ],
    }
