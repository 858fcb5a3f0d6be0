"""How does a message come to be ours? All of it is stored, or none."""

from django.db import DatabaseError, IntegrityError, transaction

from pages.enquiries import blind_index, encryption
from pages.enquiries.contents import Contents
from pages.enquiries.forms import EnquiryForm
from pages.enquiries.models import DeletedEnquiry, Enquiry, EnquiryStatus, StaffNotice
from pages.enquiries.references import new_reference
from pages.enquiries.spam import suspicions
from pages.enquiries.tokens import FormToken


class NotStored(Exception):
    """The message could not be stored, so nobody may be thanked for it."""


def accept(form: EnquiryForm, token: FormToken, address: str) -> str:
    """Store what a valid form holds and return the reference of the enquiry.

    The same form with the same words is stored once, however often it is sent: a double click, a refresh
    and a press of Back all lead to one reference. Other words are another message. Raises `NotStored`.
    """
    try:
        contents = form.contents()
        digest = _digest(form, contents, token)
        try:
            with transaction.atomic():
                return _reference_of(digest) or _store(form, contents, digest, token, address)
        except IntegrityError:
            # Another worker stored the same form between our looking and our storing.
            if reference := _reference_of(digest):
                return reference
            raise
    except (DatabaseError, encryption.CannotSeal) as error:
        raise NotStored from error


def _digest(form: EnquiryForm, contents: Contents, token: FormToken) -> str:
    data = form.cleaned_data
    return encryption.digest("\n".join([token.nonce, data["topic"], data["language"], contents.to_json()]))


def _reference_of(digest: str) -> str | None:
    return Enquiry.objects.filter(form_digest=digest).values_list("reference", flat=True).first()


def _store(form: EnquiryForm, contents: Contents, digest: str, token: FormToken, address: str) -> str:
    """Judge, seal and save one enquiry, and put the notice to staff into the outbox."""
    suspects = suspicions(contents.message, form.cleaned_data["homepage"], token, address)
    enquiry = Enquiry.objects.create(
        reference=_unused_reference(),
        topic=form.cleaned_data["topic"],
        status=EnquiryStatus.QUARANTINED if suspects else EnquiryStatus.NEW,
        language=form.cleaned_data["language"],
        suspicions=suspects,
        sealed=encryption.seal(contents.to_json()),
        form_digest=digest,
    )
    blind_index.index(enquiry, contents)
    if not suspects:
        StaffNotice.objects.create(enquiry=enquiry)
    return enquiry.reference


def _unused_reference() -> str:
    """Return a reference that no enquiry has or had: records of the old one would be taken for the new one's."""
    while True:
        reference = new_reference()
        is_used = any(model.objects.filter(reference=reference).exists() for model in (Enquiry, DeletedEnquiry))
        if not is_used:
            return reference
