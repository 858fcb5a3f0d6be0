"""How long is an enquiry kept, and what goes today?

The settings say it, the purge does it, and the privacy page shows it: all three from here, so that none
can drift from the others.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pages.enquiries.models import (
    DeletedEnquiry,
    DeletionReason,
    Enquiry,
    EnquiryAction,
    EnquiryRecord,
    EnquiryStatus,
)
from pages.enquiries.records import name_of, record
from pages.enquiries.settings import EnquirySettings
from pages.enquiries.topics import EnquiryTopic
from pages.models.users import User


class OnHold(Exception):
    """An enquiry is on legal hold and may not be deleted."""


class NotDue(Exception):
    """The day of an enquiry has not come: somebody opened it again."""


@dataclass(frozen=True)
class RetentionRow:
    """One line of the privacy page's table."""

    what: str
    why: str
    how_long: str


def delete_after(enquiry: Enquiry, settings: EnquirySettings) -> datetime | None:
    """Return the moment after which an enquiry goes with the next purge; None while it is on legal hold."""
    if enquiry.is_held:
        return None
    if enquiry.status == EnquiryStatus.QUARANTINED:
        return enquiry.received_at + timedelta(days=settings.quarantine_days)
    if enquiry.closed_at:
        return enquiry.closed_at + timedelta(days=settings.days_after_closing(enquiry.topic))
    return (enquiry.reopened_at or enquiry.received_at) + timedelta(days=settings.never_closed_days)


def due(now: datetime | None = None) -> list[tuple[Enquiry, DeletionReason]]:
    """Return the enquiries whose day has passed, each with the reason."""
    settings = EnquirySettings.load()
    moment = now or timezone.now()
    return [
        (enquiry, reason)
        for reason, condition in _conditions(settings, moment).items()
        for enquiry in Enquiry.objects.filter(condition, is_held=False).order_by("received_at")
    ]


def purge(dry_run: bool = False) -> list[DeletedEnquiry]:
    """Delete the enquiries whose day has passed and return what is kept of them; only say which if `dry_run`."""
    if dry_run:
        return [_tombstone(enquiry, reason, None) for enquiry, reason in due()]
    gone = []
    for enquiry, reason in due():
        # Somebody may have put it on hold, or erased it, a moment ago.
        with suppress(OnHold, NotDue, Enquiry.DoesNotExist):
            gone.append(delete(enquiry, reason, None))
    return gone


@transaction.atomic
def forget_records(dry_run: bool = False) -> int:
    """Delete what is known of messages that went long ago; return how many rows, or would go if `dry_run`.

    A message that is still there keeps all its records, however old. Searches that found none go by their own day.
    """
    before = timezone.now() - timedelta(days=EnquirySettings.load().records_days)
    went = DeletedEnquiry.objects.filter(deleted_at__lte=before)
    records = EnquiryRecord.objects.filter(
        Q(reference__in=went.values("reference")) | Q(reference="", happened_at__lte=before)
    )
    if dry_run:
        return records.count() + went.count()
    return records.forget() + went.forget()


@transaction.atomic
def delete(enquiry: Enquiry, reason: DeletionReason, user: User | None) -> DeletedEnquiry:
    """Delete an enquiry with its notes, index and notice, and keep only that it was there.

    Raises `OnHold` while it is on legal hold, `NotDue` if it is to be purged and its day has not come, and
    `Enquiry.DoesNotExist` if it has gone already.
    """
    present = Enquiry.objects.select_for_update().get(pk=enquiry.pk)
    if present.is_held:
        raise OnHold(f"{present} is on legal hold: end the hold first.")
    is_erased = reason == DeletionReason.ERASED
    if not is_erased and delete_after(present, EnquirySettings.load()) > timezone.now():
        raise NotDue(f"{present} was taken up again.")
    tombstone = _tombstone(present, reason, user)
    tombstone.save()
    record(user, present, EnquiryAction.ERASED if is_erased else EnquiryAction.PURGED, str(reason.label))
    present.delete()
    return tombstone


def table(settings: EnquirySettings) -> list[RetentionRow]:
    """Return the privacy page's table of what is kept of messages, why and how long."""
    after_arrival = _("%(days)s after it came")
    return [
        *(_topic_row(topic, settings) for topic in EnquiryTopic),
        RetentionRow(
            _("A message that may come from a machine"),
            _("So that a person can see whether it does"),
            after_arrival % {"days": _days(settings.quarantine_days)},
        ),
        RetentionRow(
            _("That there was a message: its reference, its topic, and who of us opened it when"),
            _("To prove that only those who should have read it, and that it was deleted"),
            _("%(days)s after the message is gone. It holds nothing that you wrote")
            % {"days": _days(settings.records_days)},
        ),
        RetentionRow(
            _("How many messages came from one place"),
            _("To hold off machines that send many"),
            _("At most two hours, and without the address that you wrote from"),
        ),
    ]


def _topic_row(topic: EnquiryTopic, settings: EnquirySettings) -> RetentionRow:
    return RetentionRow(
        _("Message: %(topic)s") % {"topic": topic.label},
        _("To answer you and to do what we agreed with you"),
        _("%(days)s after we close it. If it stays open, %(ceiling)s after it came or we opened it again")
        % {"days": _days(settings.days_after_closing(topic)), "ceiling": _days(settings.never_closed_days)},
    )


def _days(number: int) -> str:
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": number}


def _conditions(settings: EnquirySettings, moment: datetime) -> dict[DeletionReason, Q]:
    """Return for each reason which enquiries have reached their day."""

    def before(days: int) -> datetime:
        return moment - timedelta(days=days)

    closed = Q()
    for topic in EnquiryTopic.values:
        closed |= Q(topic=topic, closed_at__lte=before(settings.days_after_closing(topic)))
    quarantined = Q(status=EnquiryStatus.QUARANTINED)
    # Whoever opens a message again takes it up anew, however long ago it came.
    open_since = Q(reopened_at=None, received_at__lte=before(settings.never_closed_days))
    open_since |= Q(reopened_at__lte=before(settings.never_closed_days))
    return {
        DeletionReason.CLOSED: closed,
        DeletionReason.QUARANTINE: quarantined & Q(received_at__lte=before(settings.quarantine_days)),
        DeletionReason.CEILING: ~quarantined & Q(closed_at=None) & open_since,
    }


def _tombstone(enquiry: Enquiry, reason: DeletionReason, user: User | None) -> DeletedEnquiry:
    return DeletedEnquiry(
        reference=enquiry.reference,
        topic=enquiry.topic,
        received_on=timezone.localdate(enquiry.received_at),
        reason=reason,
        who=name_of(user),
    )
