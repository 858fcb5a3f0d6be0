"""Who did what with an enquiry? Written down once, never changed, readable for the lead of the team."""

from pages.enquiries.models import Enquiry, EnquiryAction, EnquiryRecord
from pages.models.users import User

# Stands in records for what the site does on its own.
THE_WEBSITE = "the website"


def record(user: User | None, enquiry: Enquiry | None, action: EnquiryAction, detail: str = "") -> EnquiryRecord:
    """Write down that somebody did something; `user` is None where the site itself did.

    `enquiry` is None where it was done with none, as when a search found nothing.
    `detail` says how in the site's own words, for example "new → closed": never anything from the message.
    """
    return EnquiryRecord.objects.create(
        who=name_of(user), action=action, reference=enquiry.reference if enquiry else "", detail=detail[:200]
    )


def name_of(user: User | None) -> str:
    """Return how a person is named in records: her name and the name that she signs in with, as far as they fit."""
    if user is None:
        return THE_WEBSITE
    full_name = user.get_full_name()
    name = f"{full_name} ({user.get_username()})" if full_name else user.get_username()
    return name[: EnquiryRecord._meta.get_field("who").max_length]
