"""What can staff do with an enquiry? Each act is done and recorded together, or not at all."""

from django.db import transaction
from django.utils import timezone

from pages.enquiries import encryption
from pages.enquiries.contents import Contents
from pages.enquiries.models import Enquiry, EnquiryAction, EnquiryStatus, HandOverNote
from pages.enquiries.records import name_of, record
from pages.models.users import User

PUT_AWAY = {EnquiryStatus.CLOSED, EnquiryStatus.QUARANTINED}


@transaction.atomic
def open_message(user: User, enquiry: Enquiry) -> Contents:
    """Return what the sender wrote, and record that it was opened. Raises `encryption.CannotOpen`."""
    contents = enquiry.contents()
    record(user, enquiry, EnquiryAction.OPENED)
    return contents


@transaction.atomic
def reveal_contact_details(user: User, enquiry: Enquiry) -> Contents:
    """Return what the sender wrote with how to reach her, and record it. Raises `encryption.CannotOpen`.

    To be called only once the reader has ticked that she read how to contact the sender safely.
    """
    contents = enquiry.contents()
    record(user, enquiry, EnquiryAction.REVEALED)
    return contents


@transaction.atomic
def confirm_preferences(user: User, enquiry: Enquiry) -> None:
    """Note that the sender said again, just now, how she can be reached safely."""
    enquiry.preferences_confirmed_at = timezone.now()
    enquiry.save(update_fields=["preferences_confirmed_at"])
    record(user, enquiry, EnquiryAction.CONFIRMED)


@transaction.atomic
def change_status(user: User, enquiry: Enquiry, status: EnquiryStatus) -> None:
    """Move an enquiry to a status. Closing starts its time of being kept; opening it again stops that.

    From then on the time for what stays open counts anew: else a message that is older than that would be gone
    with the next purge, while somebody works on it.
    """
    before = EnquiryStatus(enquiry.status)
    after = EnquiryStatus(status)
    if before == after:
        return
    enquiry.status = after
    enquiry.closed_at = timezone.now() if after == EnquiryStatus.CLOSED else None
    if before in PUT_AWAY and after not in PUT_AWAY:
        enquiry.reopened_at = timezone.now()
    enquiry.save(update_fields=["status", "closed_at", "reopened_at"])
    record(user, enquiry, EnquiryAction.STATUS, f"{before.label} → {after.label}")


@transaction.atomic
def take_on(user: User, enquiry: Enquiry) -> bool:
    """Give an enquiry to whoever takes it on, and start; False where a colleague was faster."""
    if enquiry.assignee != user:
        if not Enquiry.objects.filter(pk=enquiry.pk, assignee=None).update(assignee=user):
            return False
        enquiry.assignee = user
        record(user, enquiry, EnquiryAction.ASSIGNED, f"to {name_of(user)}")
    change_status(user, enquiry, EnquiryStatus.IN_PROGRESS)
    return True


@transaction.atomic
def assign(user: User, enquiry: Enquiry, assignee: User | None) -> None:
    """Give an enquiry to a member of the team, or to nobody."""
    if enquiry.assignee == assignee:
        return
    enquiry.assignee = assignee
    enquiry.save(update_fields=["assignee"])
    record(user, enquiry, EnquiryAction.ASSIGNED, f"to {name_of(assignee)}" if assignee else "to nobody")


@transaction.atomic
def add_note(user: User, enquiry: Enquiry, text: str) -> HandOverNote:
    """Leave a note for whoever goes on with an enquiry."""
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
    if enquiry.is_held == is_held:
        return
    enquiry.is_held = is_held
    enquiry.save(update_fields=["is_held"])
    record(user, enquiry, EnquiryAction.HELD if is_held else EnquiryAction.RELEASED)
