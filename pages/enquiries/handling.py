"""What can staff do with an enquiry? Each act is done and recorded together, or not at all.

Every act begins by looking at the enquiry as it stands now, and keeps it from others until it is done: what
was on the screen may be hours old. Raises `Enquiry.DoesNotExist` where it has gone meanwhile.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from pages.enquiries import encryption
from pages.enquiries.contents import Contents
from pages.enquiries.models import Enquiry, EnquiryAction, EnquiryStatus, HandOverNote, StaffNotice
from pages.enquiries.permissions import enquiry_policy
from pages.enquiries.records import name_of, record
from pages.enquiries.topics import EnquiryTopic
from pages.models.users import User

PUT_AWAY = {EnquiryStatus.CLOSED, EnquiryStatus.QUARANTINED}


@dataclass(frozen=True)
class OpenNote:
    """A hand-over note; its text is None where no key opens it."""

    written_at: datetime
    written_by: str
    text: str | None


@dataclass(frozen=True)
class OpenEnquiry:
    """What could be opened of an enquiry. Without contents, `cannot_open` says why."""

    contents: Contents | None
    notes: list[OpenNote]
    cannot_open: str = ""


@transaction.atomic
def open_message(user: User, enquiry: Enquiry) -> OpenEnquiry:
    """Return what the sender wrote and the notes, and record that something sealed was opened, if it was."""
    _look_again(enquiry)
    contents, cannot_open = None, ""
    try:
        contents = enquiry.contents()
    except encryption.CannotOpen as error:
        cannot_open = str(error)
    notes = [_open_note(note) for note in enquiry.notes.all()]
    if contents:
        record(user, enquiry, EnquiryAction.OPENED)
    elif any(note.text is not None for note in notes):
        record(user, enquiry, EnquiryAction.OPENED, "the notes alone")
    return OpenEnquiry(contents, notes, cannot_open)


@transaction.atomic
def reveal_contact_details(user: User, enquiry: Enquiry) -> Contents:
    """Return what the sender wrote with how to reach her, and record it. Raises `encryption.CannotOpen`.

    To be called only once the reader has ticked that she read how to contact the sender safely.
    """
    _look_again(enquiry)
    contents = enquiry.contents()
    record(user, enquiry, EnquiryAction.REVEALED)
    return contents


@transaction.atomic
def confirm_preferences(user: User, enquiry: Enquiry) -> None:
    """Note that the sender said again, just now, how she can be reached safely."""
    _look_again(enquiry)
    enquiry.preferences_confirmed_at, enquiry.preferences_doubted_at = timezone.now(), None
    enquiry.save(update_fields=["preferences_confirmed_at", "preferences_doubted_at"])
    record(user, enquiry, EnquiryAction.CONFIRMED)


@transaction.atomic
def doubt_preferences(user: User, enquiry: Enquiry) -> None:
    """Note that what the sender said about safe contact no longer holds, until somebody confirms it again."""
    _look_again(enquiry)
    if enquiry.preferences_doubted_at:
        return
    enquiry.preferences_doubted_at = timezone.now()
    enquiry.save(update_fields=["preferences_doubted_at"])
    record(user, enquiry, EnquiryAction.DOUBTED)


@transaction.atomic
def change_status(user: User, enquiry: Enquiry, status: EnquiryStatus) -> None:
    """Move an enquiry to a status. Closing starts its time of being kept; opening it again stops that.

    From then on the time for what stays open counts anew: else a message that is older than that would be gone
    with the next purge, while somebody works on it. What comes new out of quarantine is told like any other.
    """
    _look_again(enquiry)
    before = EnquiryStatus(enquiry.status)
    after = EnquiryStatus(status)
    if before == after:
        return
    enquiry.status = after
    enquiry.closed_at = timezone.now() if after == EnquiryStatus.CLOSED else None
    if before in PUT_AWAY and after not in PUT_AWAY:
        enquiry.reopened_at = timezone.now()
    enquiry.save(update_fields=["status", "closed_at", "reopened_at"])
    if after == EnquiryStatus.NEW:
        StaffNotice.objects.get_or_create(enquiry=enquiry)
    record(user, enquiry, EnquiryAction.STATUS, f"{before.label} → {after.label}")


@transaction.atomic
def change_topic(user: User, enquiry: Enquiry, topic: EnquiryTopic) -> None:
    """Move an enquiry to another topic: from then on it is kept as long as that, and has its clock."""
    _look_again(enquiry)
    before = EnquiryTopic(enquiry.topic)
    after = EnquiryTopic(topic)
    if before == after:
        return
    enquiry.topic = after
    enquiry.save(update_fields=["topic"])
    # Records are in one language, whatever language the reader of this screen has chosen.
    with translation.override(settings.LANGUAGE_CODE):
        record(user, enquiry, EnquiryAction.TOPIC, f"{before.label} → {after.label}")


def is_free(enquiry: Enquiry) -> bool:
    """Tell whether nobody works on an enquiry, or somebody who may not do so any more."""
    return not (enquiry.assignee and enquiry_policy.user_has_permission(enquiry.assignee, "change"))


def can_take_on(user: User, enquiry: Enquiry) -> bool:
    """Tell whether an enquiry waits for this user, or for anybody, to begin or to go on."""
    if enquiry.status == EnquiryStatus.NEW and enquiry.assignee == user:
        return True
    return enquiry.status in {EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS} and is_free(enquiry)


@transaction.atomic
def take_on(user: User, enquiry: Enquiry) -> bool:
    """Give an enquiry to whoever takes it on, and start; tell whether it is hers now.

    It is not where a colleague was faster, or closed it meanwhile: nothing is opened again by an old screen.
    """
    _look_again(enquiry)
    is_hers = enquiry.assignee == user and enquiry.status == EnquiryStatus.IN_PROGRESS
    if is_hers or not can_take_on(user, enquiry):
        return is_hers
    assign(user, enquiry, user)
    change_status(user, enquiry, EnquiryStatus.IN_PROGRESS)
    return True


@transaction.atomic
def assign(user: User, enquiry: Enquiry, assignee: User | None) -> None:
    """Give an enquiry to a member of the team, or to nobody."""
    _look_again(enquiry)
    if enquiry.assignee == assignee:
        return
    enquiry.assignee = assignee
    enquiry.save(update_fields=["assignee"])
    record(user, enquiry, EnquiryAction.ASSIGNED, f"to {name_of(assignee)}" if assignee else "to nobody")


@transaction.atomic
def add_note(user: User, enquiry: Enquiry, text: str) -> HandOverNote:
    """Leave a note for whoever goes on with an enquiry."""
    _look_again(enquiry)
    note = enquiry.notes.create(written_by=name_of(user), sealed=encryption.seal(text))
    record(user, enquiry, EnquiryAction.NOTED)
    return note


@transaction.atomic
def hold(user: User, enquiry: Enquiry) -> None:
    """Keep an enquiry beyond its day, because the law asks for it. To ask twice is to ask once."""
    _set_hold(user, enquiry, True)


@transaction.atomic
def release(user: User, enquiry: Enquiry) -> None:
    """End the legal hold: the enquiry goes on its day again, or with the next purge if that has passed."""
    _set_hold(user, enquiry, False)


def _set_hold(user: User, enquiry: Enquiry, is_held: bool) -> None:
    _look_again(enquiry)
    if enquiry.is_held == is_held:
        return
    enquiry.is_held = is_held
    enquiry.save(update_fields=["is_held"])
    record(user, enquiry, EnquiryAction.HELD if is_held else EnquiryAction.RELEASED)


def _look_again(enquiry: Enquiry) -> None:
    enquiry.refresh_from_db(from_queryset=Enquiry.objects.select_for_update())


def _open_note(note: HandOverNote) -> OpenNote:
    try:
        text = note.text()
    except encryption.CannotOpen:
        text = None
    return OpenNote(note.written_at, note.written_by, text)
