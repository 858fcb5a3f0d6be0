"""Stores a valid form as an enquiry: all of it or nothing."""

from django.db import DatabaseError, IntegrityError, transaction

from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models.audit_log import DeletedEnquiry
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.staff_notice import StaffNotice
from pages.enquiries.spam import find_spam_reasons
from pages.enquiries.submissions.forms import EnquiryForm
from pages.enquiries.submissions.references import new_reference
from pages.enquiries.submissions.tokens import FormToken


class NotStoredError(Exception):
    """The message could not be stored, so the sender must not be told that it was."""


def submit(form: EnquiryForm, token: FormToken, client_ip: str) -> str:
    """Store what a valid form holds and return the reference of the enquiry.

    The same form with the same answers is stored once, however often it is sent: a double click, a refresh
    and a press of Back all lead to one reference. Other answers are another message. Raises `NotStoredError`.
    """
    try:
        content = form.enquiry_content()
        digest = _digest(form, content, token)
        try:
            with transaction.atomic():
                return _reference_of(digest) or _store(form, content, digest, token, client_ip)
        except IntegrityError:
            # Another worker stored the same form after this one had looked for it.
            if reference := _reference_of(digest):
                return reference
            raise
    except (DatabaseError, encryption.EncryptionError) as error:
        raise NotStoredError from error


def _digest(form: EnquiryForm, content: EnquiryContent, token: FormToken) -> str:
    data = form.cleaned_data
    return encryption.digest("\n".join([token.nonce, data["topic"], data["language"], content.to_json()]))


def _reference_of(digest: str) -> str | None:
    return Enquiry.objects.filter(form_digest=digest).values_list("reference", flat=True).first()


def _store(form: EnquiryForm, content: EnquiryContent, digest: str, token: FormToken, client_ip: str) -> str:
    """Check one enquiry for spam, encrypt and save it, and add the notice to staff to the outbox."""
    reasons = find_spam_reasons(content.message, form.cleaned_data["homepage"], token, client_ip)
    enquiry = Enquiry.objects.create(
        reference=_unused_reference(),
        topic=form.cleaned_data["topic"],
        status=EnquiryStatus.QUARANTINED if reasons else EnquiryStatus.NEW,
        language=form.cleaned_data["language"],
        spam_reasons=reasons,
        encrypted_content=encryption.encrypt(content.to_json()),
        form_digest=digest,
    )
    blind_index.index(enquiry, content)
    if not reasons:
        StaffNotice.objects.create(enquiry=enquiry)
    return enquiry.reference


def _unused_reference() -> str:
    """Return a reference that no enquiry has or had: the audit log of the old one would be taken for the new one's."""
    while True:
        reference = new_reference()
        is_used = any(model.objects.filter(reference=reference).exists() for model in (Enquiry, DeletedEnquiry))
        if not is_used:
            return reference
