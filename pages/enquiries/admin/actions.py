"""What staff do with an enquiry. Each action is performed and logged together, or not at all.

Every action first reloads and locks the enquiry: what was on the screen may be hours old. Raises
`Enquiry.DoesNotExist` where it was deleted meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from pages.contact_topics import ContactTopic
from pages.enquiries.audit_log import display_name, log_action
from pages.enquiries.crypto import encryption
from pages.enquiries.models.audit_log import AuditLogEntry, EnquiryAction
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry, EnquiryNote, EnquiryQuerySet, EnquiryStatus
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice
from pages.enquiries.permissions import enquiry_policy
from pages.models.users import User

INACTIVE = {EnquiryStatus.CLOSED, EnquiryStatus.QUARANTINED}


@dataclass(frozen=True)
class DecryptedNote:
    """A hand-over note; its text is None where it cannot be decrypted, and `error` says why."""

    written_at: datetime
    written_by: str
    text: str | None
    error: str = ""
    is_altered: bool = False


@dataclass(frozen=True)
class DecryptedEnquiry:
    """What could be decrypted of an enquiry. Without content, `decryption_error` says why."""

    content: EnquiryContent | None
    notes: list[DecryptedNote]
    decryption_error: str = ""


@transaction.atomic
def open_message(user: User, enquiry: Enquiry) -> DecryptedEnquiry:
    """Return what the sender wrote and the notes, and log that they were read, if anything could be decrypted.

    A text that was changed in the database is logged too.
    """
    _refresh_and_lock(enquiry)
    content, decryption_error = None, ""
    try:
        content = enquiry.decrypted_content()
    except encryption.DecryptionError as error:
        decryption_error = str(error)
        if isinstance(error, encryption.AlteredError):
            log_action(user, enquiry, EnquiryAction.ALTERED)
    notes = [_decrypt_note(note) for note in enquiry.notes.all()]
    if any(note.is_altered for note in notes):
        log_action(user, enquiry, EnquiryAction.ALTERED, "a hand-over note")
    if content:
        log_action(user, enquiry, EnquiryAction.OPENED)
    elif any(note.text is not None for note in notes):
        log_action(user, enquiry, EnquiryAction.OPENED, "the notes alone")
    return DecryptedEnquiry(content, notes, decryption_error)


@transaction.atomic
def reveal_contact_detail(user: User, enquiry: Enquiry) -> str:
    """Return the sender's email address or number and log it; "" where there is none.

    Raises `encryption.DecryptionError`. To be called only once the user has ticked that they read how to contact the
    sender safely.
    """
    _refresh_and_lock(enquiry)
    contact_detail = enquiry.decrypted_content().contact_detail
    if contact_detail:
        log_action(user, enquiry, EnquiryAction.REVEALED)
    return contact_detail


@transaction.atomic
def confirm_preferences(user: User, enquiry: Enquiry) -> None:
    """Record that the sender confirmed just now how they can be contacted safely."""
    _refresh_and_lock(enquiry)
    enquiry.preferences_confirmed_at, enquiry.preferences_withdrawn_at = timezone.now(), None
    enquiry.save(update_fields=["preferences_confirmed_at", "preferences_withdrawn_at"])
    log_action(user, enquiry, EnquiryAction.CONFIRMED)


@transaction.atomic
def withdraw_preferences(user: User, enquiry: Enquiry) -> None:
    """Record that the sender's answers about safe contact no longer hold, until somebody confirms them again."""
    _refresh_and_lock(enquiry)
    if enquiry.preferences_withdrawn_at:
        return
    enquiry.preferences_withdrawn_at = timezone.now()
    enquiry.save(update_fields=["preferences_withdrawn_at"])
    log_action(user, enquiry, EnquiryAction.WITHDRAWN)


@transaction.atomic
def change_status(user: User, enquiry: Enquiry, status: EnquiryStatus) -> None:
    """Change the status of an enquiry. Closing starts its retention period; reopening ends it.

    From reopening, the time for messages that are never closed counts anew: otherwise an old message would be
    deleted by the next purge while somebody works on it. Staff are notified of what leaves quarantine, unless they
    were when it came.
    """
    _refresh_and_lock(enquiry)
    before = EnquiryStatus(enquiry.status)
    after = EnquiryStatus(status)
    if before == after:
        return
    enquiry.status = after
    enquiry.closed_at = timezone.now() if after == EnquiryStatus.CLOSED else None
    if before in INACTIVE and after not in INACTIVE:
        enquiry.reopened_at = timezone.now()
    enquiry.save(update_fields=["status", "closed_at", "reopened_at"])
    if after == EnquiryStatus.NEW:
        StaffNotice.objects.get_or_create(enquiry=enquiry)
        now = timezone.now()
        StaffNotice.objects.filter(enquiry=enquiry, email=NoticeEmail.DAILY).update(
            email=NoticeEmail.OWN, attempts=0, created_at=now, next_attempt_at=now, sent_at=None
        )
    log_action(user, enquiry, EnquiryAction.STATUS, f"{before.label} → {after.label}")


def suspected_spam(before: datetime) -> EnquiryQuerySet:
    """Return the messages that came into quarantine before a moment, without those about data.

    These have a legal deadline, whatever they look like.
    """
    return Enquiry.objects.quarantined().filter(received_at__lt=before).exclude(topic=ContactTopic.DATA)


@transaction.atomic
def close_suspected_spam(user: User, before: datetime) -> int:
    """Close the suspected spam that came before a moment, and return how many messages that was.

    With a few queries for all of them, since a flood has thousands.
    """
    references = dict(suspected_spam(before).order_by().select_for_update().values_list("pk", "reference"))
    closed = {"status": EnquiryStatus.CLOSED, "closed_at": timezone.now()}
    Enquiry.objects.filter(pk__in=references).update(**closed)
    detail = f"{EnquiryStatus.QUARANTINED.label} → {EnquiryStatus.CLOSED.label}, with all suspected spam"
    who = display_name(user)
    AuditLogEntry.objects.bulk_create(
        AuditLogEntry(who=who, action=EnquiryAction.STATUS, reference=reference, detail=detail)
        for reference in references.values()
    )
    return len(references)


@transaction.atomic
def change_topic(user: User, enquiry: Enquiry, topic: ContactTopic) -> None:
    """Change the topic of an enquiry, and with it the retention period and the legal deadline."""
    _refresh_and_lock(enquiry)
    before = ContactTopic(enquiry.topic)
    after = ContactTopic(topic)
    if before == after:
        return
    enquiry.topic = after
    enquiry.save(update_fields=["topic"])
    # The audit log is in one language, whichever language the user has chosen.
    with translation.override(settings.LANGUAGE_CODE):
        log_action(user, enquiry, EnquiryAction.TOPIC, f"{before.label} → {after.label}")


def is_available(enquiry: Enquiry) -> bool:
    """Tell whether an enquiry is assigned to nobody, or to somebody who may no longer work on it."""
    return not (enquiry.assignee and enquiry_policy.user_has_permission(enquiry.assignee, "change"))


def can_take_on(user: User, enquiry: Enquiry) -> bool:
    """Tell whether this user can begin or go on to work on an enquiry."""
    if enquiry.status == EnquiryStatus.NEW and enquiry.assignee == user:
        return True
    return enquiry.status in {EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS} and is_available(enquiry)


@transaction.atomic
def take_on(user: User, enquiry: Enquiry) -> bool:
    """Assign an enquiry to this user and set it in progress; tell whether it is theirs now.

    It is not if a colleague was faster, or closed it meanwhile: an old screen reopens nothing.
    """
    _refresh_and_lock(enquiry)
    is_theirs = enquiry.assignee == user and enquiry.status == EnquiryStatus.IN_PROGRESS
    if is_theirs or not can_take_on(user, enquiry):
        return is_theirs
    assign(user, enquiry, user)
    change_status(user, enquiry, EnquiryStatus.IN_PROGRESS)
    return True


@transaction.atomic
def assign(user: User, enquiry: Enquiry, assignee: User | None) -> None:
    """Assign an enquiry to a member of the team, or to nobody."""
    _refresh_and_lock(enquiry)
    if enquiry.assignee == assignee:
        return
    enquiry.assignee = assignee
    enquiry.save(update_fields=["assignee"])
    log_action(user, enquiry, EnquiryAction.ASSIGNED, f"to {display_name(assignee)}" if assignee else "to nobody")


@transaction.atomic
def add_note(user: User, enquiry: Enquiry, text: str) -> EnquiryNote:
    """Add a hand-over note for whoever continues the work on an enquiry."""
    _refresh_and_lock(enquiry)
    note = EnquiryNote(enquiry=enquiry, written_by=display_name(user))
    note.encrypt_text(text)
    note.save()
    log_action(user, enquiry, EnquiryAction.NOTED)
    return note


@transaction.atomic
def hold(user: User, enquiry: Enquiry) -> None:
    """Put an enquiry on legal hold, so that it is not deleted. Has no effect on one that is on hold already."""
    _set_hold(user, enquiry, True)


@transaction.atomic
def release(user: User, enquiry: Enquiry) -> None:
    """End the legal hold: the enquiry is deleted when its retention period has passed."""
    _set_hold(user, enquiry, False)


def _set_hold(user: User, enquiry: Enquiry, is_on_legal_hold: bool) -> None:
    _refresh_and_lock(enquiry)
    if enquiry.is_on_legal_hold == is_on_legal_hold:
        return
    enquiry.is_on_legal_hold = is_on_legal_hold
    enquiry.save(update_fields=["is_on_legal_hold"])
    log_action(user, enquiry, EnquiryAction.HELD if is_on_legal_hold else EnquiryAction.RELEASED)


def _refresh_and_lock(enquiry: Enquiry) -> None:
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())


def _decrypt_note(note: EnquiryNote) -> DecryptedNote:
    try:
        return DecryptedNote(note.written_at, note.written_by, note.decrypted_text())
    except encryption.AlteredError:
        error = "This note was changed in the database. Do not rely on it."
        return DecryptedNote(note.written_at, note.written_by, None, error, is_altered=True)
    except encryption.DecryptionError:
        error = "This note cannot be decrypted with the present keys."
        return DecryptedNote(note.written_at, note.written_by, None, error)
