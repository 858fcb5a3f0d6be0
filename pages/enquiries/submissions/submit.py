"""Stores a valid form as an enquiry: all of it or nothing."""

from django.db import DatabaseError, IntegrityError, transaction

from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models.audit_log import DeletedEnquiry
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice, next_daily_email
from pages.enquiries.spam import find_spam_reasons, notifies_at_once, require_room_in_quarantine
from pages.enquiries.submissions.forms import EnquiryForm
from pages.enquiries.submissions.references import new_reference
from pages.enquiries.submissions.tokens import FormToken


class NotStoredError(Exception):
    """The message could not be stored, so the sender must not be told that it was."""


def submit(form: EnquiryForm, token: FormToken, client_ip: str) -> str:
    """Store what a valid form holds and return the reference of the enquiry.

    The same form with the same answers is stored once, however often it is sent: a double click, a refresh
    and a press of Back all lead to one reference. Other answers are another message. Raises `NotStoredError`, and
    `spam.TooManyMessagesError` where a limit of what is stored was reached.
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
    """Encrypt one enquiry, check it for spam and save it, and add the notice to staff to the outbox."""
    data = form.cleaned_data
    enquiry = Enquiry(reference=_unused_reference(), topic=data["topic"], language=data["language"], form_digest=digest)
    enquiry.encrypt_content(content)
    size = len(enquiry.encrypted_content)
    enquiry.spam_reasons = find_spam_reasons(content.message, data["homepage"], token, client_ip, size)
    notifies_now = notifies_at_once(enquiry.topic, enquiry.spam_reasons)
    if enquiry.spam_reasons:
        require_room_in_quarantine(enquiry.topic)
        enquiry.status = EnquiryStatus.QUARANTINED
    enquiry.save()
    blind_index.index(enquiry, content)
    if notifies_now:
        StaffNotice.objects.create(enquiry=enquiry)
    else:
        StaffNotice.objects.create(enquiry=enquiry, email=NoticeEmail.DAILY, next_attempt_at=next_daily_email())
    return enquiry.reference


def _unused_reference() -> str:
    """Return a reference that no enquiry has or had: the audit log of the old one would be taken for the new one's."""
    while True:
        reference = new_reference()
        is_used = any(model.objects.filter(reference=reference).exists() for model in (Enquiry, DeletedEnquiry))
        if not is_used:
            return reference
