"""How long enquiries are stored, and the deletion of those whose time has passed.

The admin screens, the purge and the table on the privacy page all use the periods of the settings through this
module, so that they agree.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.conf import settings as django_settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.contact_topics import ContactTopic
from pages.enquiries.audit_log import display_name, log_action
from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry, DeletionReason, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry, EnquiryQuerySet, EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.models.users import User

# A purge of more than this many messages, and of more than half of all, is assumed to come from a wrong clock.
# Suspected spam is not counted: a flood comes within a day, so that all of it is due on one day.
SUSPICIOUS_NUMBER = 20
# So is the first purge after such a time without any: the site was off for as long, or the clock went ahead.
SUSPICIOUS_PAUSE = timedelta(days=31)


class OnHoldError(Exception):
    """An enquiry is on legal hold and may not be deleted."""


class NotDueError(Exception):
    """The retention period of an enquiry has not passed: somebody reopened it."""


class ImprobablePurgeError(Exception):
    """A purge would delete so much that somebody must confirm it."""


@dataclass(frozen=True)
class RetentionRow:
    """One row of the privacy page's table. `topics` are those of the messages that it is about."""

    what: str
    why: str
    how_long: str
    topics: tuple[str, ...] = ()


def delete_after(enquiry: Enquiry, settings: EnquirySettings) -> datetime | None:
    """Return when the retention period of an enquiry ends; None while it is on legal hold."""
    if enquiry.is_on_legal_hold:
        return None
    if enquiry.status == EnquiryStatus.QUARANTINED:
        return enquiry.received_at + timedelta(days=settings.quarantine_days)
    if enquiry.closed_at:
        return enquiry.closed_at + timedelta(days=settings.days_after_closing(enquiry.topic))
    return (enquiry.reopened_at or enquiry.received_at) + timedelta(days=settings.never_closed_days)


def due_for_deletion(now: datetime | None = None) -> list[tuple[Enquiry, DeletionReason]]:
    """Return the enquiries whose retention period has passed, each with the reason."""
    settings = EnquirySettings.load()
    moment = now or timezone.now()
    return [
        (enquiry, reason)
        for reason, condition in _conditions(settings, moment).items()
        for enquiry in _due(condition).defer("encrypted_content").order_by("received_at")
    ]


def purge(dry_run: bool = False) -> list[DeletedEnquiry]:
    """Delete the enquiries whose retention period has passed and return what stays of them.

    With `dry_run`, only return what would stay."""
    if dry_run:
        return [_deletion_record(enquiry, reason, None) for enquiry, reason in due_for_deletion()]
    deleted = []
    for enquiry, reason in due_for_deletion():
        # Somebody may have put it on hold, reopened or erased it a moment ago.
        with suppress(OnHoldError, NotDueError, Enquiry.DoesNotExist):
            deleted.append(delete(enquiry, reason, None))
    return deleted


def require_probable_purge(previous_purge_at: datetime | None = None) -> None:
    """Raise `ImprobablePurgeError` if the next purge would delete more than the passing of days explains.

    Most likely the clock of this machine is wrong, and what is deleted does not come back. `previous_purge_at` is when
    the previous purge succeeded, if that is known.
    """
    due = _due(reduce(or_, _conditions(EnquirySettings.load(), timezone.now()).values()))
    number, total = due.without_suspected_spam().count(), Enquiry.objects.without_suspected_spam().count()
    if number > SUSPICIOUS_NUMBER and number > total / 2:
        raise ImprobablePurgeError(f"{number} of {total} messages would be deleted at once.")
    pause = timezone.now() - previous_purge_at if previous_purge_at else timedelta(0)
    number, total = due.count(), Enquiry.objects.count()
    if pause > SUSPICIOUS_PAUSE and (number or purge_audit_log(dry_run=True)):
        raise ImprobablePurgeError(f"{number} of {total} messages would be deleted, the first after {pause.days} days.")


@transaction.atomic
def purge_audit_log(dry_run: bool = False) -> int:
    """Delete old entries of the audit log, and return how many were, or would be if `dry_run`.

    The entries of a message are kept for as long as it is there, and for a time after that. Those of searches that
    found nothing are kept for that time.
    """
    before = timezone.now() - timedelta(days=EnquirySettings.load().audit_log_days)
    deleted = DeletedEnquiry.objects.filter(deleted_at__lte=before)
    entries = AuditLogEntry.objects.filter(
        Q(reference__in=deleted.values("reference")) | Q(reference="", happened_at__lte=before)
    )
    if dry_run:
        return entries.count() + deleted.count()
    return entries.purge() + deleted.purge()


@transaction.atomic
def delete(enquiry: Enquiry, reason: DeletionReason, user: User | None) -> DeletedEnquiry:
    """Delete an enquiry with its notes, index and notice, and record only that there was one.

    Raises `OnHoldError` while it is on legal hold, `NotDueError` for a purge before its retention period has passed,
    and `Enquiry.DoesNotExist` if it has been deleted already.
    """
    present = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    due_at = delete_after(present, EnquirySettings.load())
    if due_at is None:
        raise OnHoldError(f"{present} is on legal hold: end the hold first.")
    is_erased = reason == DeletionReason.ERASED
    if not is_erased and due_at > timezone.now():
        raise NotDueError(f"{present} was reopened.")
    record = _deletion_record(present, reason, user)
    record.save()
    log_action(user, present, EnquiryAction.ERASED if is_erased else EnquiryAction.PURGED, str(reason.label))
    present.delete()
    return record


def retention_table(settings: EnquirySettings) -> list[RetentionRow]:
    """Return the rows of the privacy page's table: what is kept of messages, why and for how long.

    Topics whose messages are kept for the same time have one row.
    """
    after_arrival = _("%(days)s after it came")
    rows = [
        *(_topics_row(days, topics, settings) for days, topics in _topics_by_days(settings).items()),
        RetentionRow(
            _("A message that may come from a machine"),
            _("So that a person can see whether it does"),
            after_arrival % {"days": _days(settings.quarantine_days)},
        ),
        RetentionRow(
            _("That there was a message: its reference, its topic, and which of us opened it and when"),
            _("To prove that only those who should have read it, and that it was deleted"),
            _("%(days)s after the message is gone. It holds nothing that you wrote")
            % {"days": _days(settings.audit_log_days)},
        ),
        RetentionRow(
            _("How many messages came from one place"),
            _("To hold off machines that send many"),
            _("At most two hours, and without the address that you wrote from"),
        ),
    ]
    if backup_days := django_settings.BACKUP_DAYS:
        rows.append(
            RetentionRow(
                _("Copies of this website and its messages (backups)"),
                _("To bring the website back after a fault or an attack"),
                _("%(days)s. Until then a message that we deleted is still in them, unreadable without our keys")
                % {"days": _days(backup_days)},
            )
        )
    return rows


def _topics_by_days(settings: EnquirySettings) -> dict[int, list[ContactTopic]]:
    """Return the topics by the days for which their messages are kept after closing, in the order of the form."""
    topics: dict[int, list[ContactTopic]] = {}
    for topic in ContactTopic:
        topics.setdefault(settings.days_after_closing(topic), []).append(topic)
    return topics


def _topics_row(days: int, topics: list[ContactTopic], settings: EnquirySettings) -> RetentionRow:
    labels = tuple(str(topic.label) for topic in topics)
    is_one = len(topics) == 1
    return RetentionRow(
        _("Message: %(topic)s") % {"topic": labels[0]} if is_one else _("A message about one of these"),
        _("To answer you and to do what we agreed with you"),
        _("%(days)s after we close it. If it stays open, %(ceiling)s after it came or we opened it again")
        % {"days": _days(days), "ceiling": _days(settings.never_closed_days)},
        () if is_one else labels,
    )


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _conditions(settings: EnquirySettings, moment: datetime) -> dict[DeletionReason, Q]:
    """Return for each reason which enquiries are due for deletion."""

    def before(days: int) -> datetime:
        return moment - timedelta(days=days)

    closed = Q()
    for topic in ContactTopic.values:
        closed |= Q(topic=topic, closed_at__lte=before(settings.days_after_closing(topic)))
    quarantined = Q(status=EnquiryStatus.QUARANTINED)
    # For a message that was reopened, the time counts from then, however long ago it came.
    open_since = Q(reopened_at=None, received_at__lte=before(settings.never_closed_days))
    open_since |= Q(reopened_at__lte=before(settings.never_closed_days))
    return {
        DeletionReason.CLOSED: closed,
        DeletionReason.QUARANTINE: quarantined & Q(received_at__lte=before(settings.quarantine_days)),
        DeletionReason.NEVER_CLOSED: ~quarantined & Q(closed_at=None) & open_since,
    }


def _due(condition: Q) -> EnquiryQuerySet:
    """Return the enquiries that meet a condition, without those on legal hold."""
    return Enquiry.objects.filter(condition, is_on_legal_hold=False)


def _deletion_record(enquiry: Enquiry, reason: DeletionReason, user: User | None) -> DeletedEnquiry:
    return DeletedEnquiry(
        reference=enquiry.reference,
        topic=enquiry.topic,
        received_on=timezone.localdate(enquiry.received_at),
        reason=reason,
        who=display_name(user),
    )
