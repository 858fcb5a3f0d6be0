"""Finds an enquiry by an address or a number that the database does not hold."""

import unicodedata

from pages.enquiries.crypto import encryption
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import ContactIndex, Enquiry, EnquiryQuerySet


def index(enquiry: Enquiry, content: EnquiryContent) -> None:
    """Store the digests by which an enquiry can be found, in place of those that it had."""
    enquiry.contact_indexes.all().delete()
    ContactIndex.objects.bulk_create(
        ContactIndex(enquiry=enquiry, digest=encryption.digest(key))
        for key in (email_key(content.email), phone_key(content.phone))
        if key
    )


def matching(text: str) -> EnquiryQuerySet:
    """Return the enquiries that hold this address or number, under whichever key they were indexed.

    Without any key there are none: see `data_requests.count_undecryptable` for what is not found for that reason.
    """
    keys = [key for key in (email_key(text), phone_key(text)) if key]
    try:
        digests = [digest for key in keys for digest in encryption.digests(key)]
    except encryption.EncryptionError:
        return Enquiry.objects.none()
    return Enquiry.objects.filter(contact_indexes__digest__in=digests).distinct()


def email_key(text: str) -> str:
    """Return an email address normalised for comparison, or "" for what is none: case and width do not matter."""
    address = unicodedata.normalize("NFKC", text).strip().casefold()
    return f"email:{address}" if "@" in address else ""


def phone_key(text: str) -> str:
    """Return a telephone number normalised for comparison, or "" for what is none.

    Spaces and brackets do not matter, nor in which script the digits are written, nor whether a British
    number begins with 0, +44, 0044 or +44 (0).
    """
    if "@" in text:
        return ""
    digits = "".join(str(unicodedata.digit(character)) for character in text if character.isdigit())
    is_abroad = text.strip().startswith("+") or digits.startswith("00")
    digits = digits.removeprefix("00")
    if is_abroad and digits.startswith("44"):
        digits = "0" + digits.removeprefix("44").lstrip("0")
    return f"phone:{digits}" if digits else ""
