"""Finds an enquiry by an address or a number that the database does not hold."""

import re
import unicodedata

from pages.enquiries.crypto import encryption
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry, EnquiryQuerySet
from pages.text.cleaning import clean_identifier


def index(enquiry: Enquiry, content: EnquiryContent) -> None:
    """Store the digests by which an enquiry can be found, in place of those that it had."""
    indexes = enquiry.contact_indexes
    indexes.all().delete()
    # Not `ContactIndex`: a migration has a model of its own.
    indexes.bulk_create(
        indexes.model(enquiry=enquiry, digest=encryption.digest(key))
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
    """Return an email address normalised for comparison, or "" for what is none.

    Case, width, invisible characters and a full stop at the end do not matter.
    """
    address = _normalised(text).strip().rstrip(".").casefold()
    return f"email:{address}" if "@" in address else ""


def phone_key(text: str) -> str:
    """Return a telephone number normalised for comparison, or "" for what is none.

    Spaces, brackets and invisible characters do not matter, nor in which script the digits are written, nor whether a
    British number begins with 0, +44, 0044, +44 (0) or 44.
    """
    number = _normalised(text)
    if "@" in number:
        return ""
    # Letter by letter, in digits from 0 to 9, whatever their script.
    number = "".join(str(unicodedata.digit(each, each)) for each in number if each == "+" or each.isdigit())
    digits = number.replace("+", "")
    is_abroad = number.startswith(("+", "00")) or re.fullmatch(r"440?[1-9][0-9]{8,9}", digits)
    digits = digits.removeprefix("00")
    if is_abroad and digits.startswith("44"):
        digits = "0" + digits.removeprefix("44").lstrip("0")
    return f"phone:{digits}" if digits else ""


def _normalised(text: str) -> str:
    """Return a text as it looks: full-width characters and the like are replaced by the usual ones."""
    return clean_identifier(unicodedata.normalize("NFKC", text))
