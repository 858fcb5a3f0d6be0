"""What happened since a backup was made, so that nothing comes back that was deleted and no notice is sent twice.

It is read from the database before that is replaced, and repeated in the restored one.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils import timezone

from apnahaq.backups.deletions import recorded_deletions
from pages.enquiries import retention
from pages.enquiries.audit_log import log_action
from pages.enquiries.models.audit_log import DeletedEnquiry, DeletionReason, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice
from pages.jobs.registry import registered_jobs
from pages.jobs.runner import record_success

# Columns that every version since 1.0 has.
DELETED_COLUMNS = ["reference", "topic", "received_on", "deleted_at", "reason", "who"]
AGAIN = "Deleted again after a backup was restored"


@dataclass
class History:
    """What a database says about messages: which are there, which were deleted, and of which staff were told."""

    references: set[str] = field(default_factory=set)
    # The columns of each row of `DeletedEnquiry`, by reference.
    deleted: dict[str, dict[str, Any]] = field(default_factory=dict)
    # When staff were told of a message, or None for a notice that waits.
    sent_at: dict[str, datetime | None] = field(default_factory=dict)


@dataclass
class Repeated:
    """What was done in the restored database."""

    purged: int
    erased: int
    # The references of messages of which nobody knows whether staff were told.
    settled: list[str]
    # The references of messages that came after the backup.
    lost: list[str]


def read_history() -> History:
    """Return the history of the present database, of whichever version; an empty one where it has no tables."""
    with connection.cursor() as cursor:
        if "enquiries_deletedenquiry" not in connection.introspection.table_names(cursor):
            return History()
    notices = StaffNotice.objects.values_list("enquiry__reference", "sent_at")
    return History(
        set(Enquiry.objects.order_by().values_list("reference", flat=True)),
        {row["reference"]: row for row in DeletedEnquiry.objects.values(*DELETED_COLUMNS)},
        dict(notices),
    )


@transaction.atomic
def repeat(history: History) -> Repeated:
    """Delete what was deleted since the backup or is due, and settle the notices that were sent since or may have been.

    Improbably many deletions are no reason to stop here: the backup still has the messages.
    """
    lost = sorted(history.references - set(Enquiry.objects.order_by().values_list("reference", flat=True)))
    purged = len(retention.purge())
    erased = _erase_again(history)
    retention.purge_audit_log()
    settled = _settle_notices(history)
    record_success(registered_jobs["purge"], f"{purged} deleted after a backup was restored")
    return Repeated(purged, erased, settled, lost)


def _settle_notices(history: History) -> list[str]:
    """Settle the notices that waited when the backup was made, and return the references of those that nobody knows of.

    What waits in the replaced database too goes on waiting.
    """
    unknown = []
    for notice in StaffNotice.objects.filter(sent_at=None).select_related("enquiry"):
        reference = notice.enquiry.reference
        if reference in history.sent_at and history.sent_at[reference] is None:
            continue
        if reference not in history.references and notice.email != NoticeEmail.DAILY:
            unknown.append(reference)
        # Not now: that would count among the emails of this hour.
        StaffNotice.objects.filter(pk=notice.pk).update(sent_at=history.sent_at.get(reference) or F("created_at"))
    return sorted(unknown)


def _erase_again(history: History) -> int:
    """Delete each message that was deleted since the backup, also one on legal hold: the hold had ended by then."""
    recorded = recorded_deletions()
    found = list(Enquiry.objects.filter(reference__in={*history.deleted, *recorded}).order_by())
    for enquiry in found:
        row = history.deleted.get(enquiry.reference) or {
            "reference": enquiry.reference,
            "topic": enquiry.topic,
            "received_on": timezone.localdate(enquiry.received_at),
            "deleted_at": recorded[enquiry.reference],
            # What was deleted because its time had passed is due again, and was deleted before this.
            "reason": DeletionReason.ERASED,
        }
        DeletedEnquiry.objects.create(**row)
        is_erased = row["reason"] == DeletionReason.ERASED
        log_action(None, enquiry, EnquiryAction.ERASED if is_erased else EnquiryAction.PURGED, AGAIN)
        enquiry.delete()
    return len(found)
