"""Finds, exports and erases the data of somebody who asks what we hold about them."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q

from pages.encryption_keys import EncryptionError
from pages.enquiries.audit_log import display_name, log_action
from pages.enquiries.crypto import blind_index
from pages.enquiries.crypto.encryption import AlteredError, key_ids
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry, DeletionReason, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.retention import delete
from pages.enquiries.spam import SpamReason
from pages.enquiries.submissions.references import normal_reference
from pages.models.users import User


def find(query: str) -> list[Enquiry]:
    """Return the enquiries with this reference, email address or telephone number, the newest first.

    Only what was given as the way to reply is found by address or number, not what is in a message. Six
    digits can be a local number as well as a reference: what either finds is returned.
    """
    condition = Q(reference=normal_reference(query)) | Q(pk__in=blind_index.matching(query).values("pk"))
    return list(Enquiry.objects.filter(condition))


@transaction.atomic
def look_up(user: User, query: str) -> list[Enquiry]:
    """Return what `find` finds, and log that somebody was looked up: which messages were found, not the query."""
    enquiries = find(query)
    for enquiry in enquiries:
        log_action(user, enquiry, EnquiryAction.SEARCHED)
    if not enquiries:
        log_action(user, None, EnquiryAction.SEARCHED, "found nothing")
    return enquiries


def count_undecryptable() -> int:
    """Return how many enquiries need a key that is missing: none of them is found by an address or a number."""
    try:
        present = key_ids()
    except EncryptionError:
        present = []
    return Enquiry.objects.exclude(key_id__in=present).count()


def export(user: User, enquiries: Sequence[Enquiry]) -> dict[str, Any]:
    """Return all that is held with some enquiries, ready for JSON, and log the export.

    Raises `encryption.DecryptionError` for one that cannot be decrypted; then nothing is exported. That its text was
    changed in the database is logged.
    """
    exported = []
    for enquiry in enquiries:
        try:
            exported.append(_as_data(enquiry))
        except AlteredError:
            log_action(user, enquiry, EnquiryAction.ALTERED)
            raise
    with transaction.atomic():
        for enquiry in enquiries:
            log_action(user, enquiry, EnquiryAction.EXPORTED)
    return {"enquiries": exported}


def erase(user: User, enquiry: Enquiry) -> DeletedEnquiry:
    """Delete an enquiry because its sender asked. Raises `retention.OnHoldError` while it is on legal hold."""
    return delete(enquiry, DeletionReason.ERASED, user)


def _as_data(enquiry: Enquiry) -> dict[str, Any]:
    return {
        "reference": enquiry.reference,
        "topic": str(enquiry.get_topic_display()),
        "status": enquiry.get_status_display(),
        "language": str(enquiry.get_language_display()),
        "received_at": _moment(enquiry.received_at),
        "closed_at": _moment(enquiry.closed_at),
        "reopened_at": _moment(enquiry.reopened_at),
        "assignee": display_name(enquiry.assignee) if enquiry.assignee else None,
        "is_on_legal_hold": enquiry.is_on_legal_hold,
        "preferences_confirmed_at": _moment(enquiry.preferences_confirmed_at),
        "preferences_withdrawn_at": _moment(enquiry.preferences_withdrawn_at),
        "spam_reasons": [SpamReason(value).label for value in enquiry.spam_reasons],
        "content": asdict(enquiry.decrypted_content()),
        "notes": [
            {"written_at": _moment(note.written_at), "written_by": note.written_by, "text": note.decrypted_text()}
            for note in enquiry.notes.all()
        ],
        "audit_log": [
            {
                "happened_at": _moment(entry.happened_at),
                "who": entry.who,
                "what": entry.get_action_display(),
                "detail": entry.detail,
            }
            for entry in AuditLogEntry.objects.filter(reference=enquiry.reference)
        ],
    }


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
