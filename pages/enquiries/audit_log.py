"""Adds entries to the audit log: who did what with an enquiry."""

from pages.enquiries.models.audit_log import AuditLogEntry, EnquiryAction
from pages.enquiries.models.enquiry import Enquiry
from pages.models.users import User

# Named in the audit log where no user acted.
SYSTEM_NAME = "the website"


def log_action(user: User | None, enquiry: Enquiry | None, action: EnquiryAction, detail: str = "") -> AuditLogEntry:
    """Add an entry to the audit log; `user` is None where the site itself acted.

    `enquiry` is None for an action without one, such as a search that found nothing.
    `detail` says how in the site's own words, for example "new → closed": never anything from the message.
    """
    return AuditLogEntry.objects.create(
        who=display_name(user), action=action, reference=enquiry.reference if enquiry else "", detail=detail[:200]
    )


def display_name(user: User | None) -> str:
    """Return how a user is named in the audit log: full name and user name, cut to the length of the field."""
    if user is None:
        return SYSTEM_NAME
    full_name = user.get_full_name()
    name = f"{full_name} ({user.get_username()})" if full_name else user.get_username()
    return name[: AuditLogEntry._meta.get_field("who").max_length]
