"""Create sample enquiries in bulk: encrypted, and with their contact index, staff notices and audit log."""

from datetime import UTC, datetime, timedelta

from apnahaq.sample_text import SAMPLE_SENTENCE, SampleText
from pages.contact_topics import ContactTopic
from pages.enquiries.crypto import blind_index, encryption
from pages.enquiries.models import AuditLogEntry, ContactIndex, Enquiry, StaffNotice
from pages.enquiries.models.audit_log import EnquiryAction
from pages.enquiries.models.content import EnquiryContent, ReplyRoute
from pages.enquiries.models.enquiry import EnquiryStatus
from pages.enquiries.submissions.references import ALPHABET, LENGTH, PREFIX

BATCH_SIZE = 500
LAST_DAY = datetime(2026, 1, 1, tzinfo=UTC)
# In per cent: nearly all are closed.
STATUSES = [
    *[EnquiryStatus.NEW] * 1,
    *[EnquiryStatus.IN_PROGRESS] * 1,
    *[EnquiryStatus.ANSWERED] * 2,
    *[EnquiryStatus.QUARANTINED] * 1,
    *[EnquiryStatus.CLOSED] * 95,
]


def add_enquiries(wanted: int) -> int:
    """Add sample enquiries up to the wanted number, and return how many were added."""
    present = Enquiry.objects.filter(form_digest__startswith="sample-").count()
    for start in range(present, wanted, BATCH_SIZE):
        numbers = range(start, min(start + BATCH_SIZE, wanted))
        contents = [_content(number) for number in numbers]
        enquiries = Enquiry.objects.bulk_create(
            _enquiry(number, content) for number, content in zip(numbers, contents, strict=True)
        )
        ContactIndex.objects.bulk_create(
            ContactIndex(enquiry=enquiry, digest=encryption.digest(blind_index.email_key(content.email)))
            for enquiry, content in zip(enquiries, contents, strict=True)
        )
        StaffNotice.objects.bulk_create(
            StaffNotice(enquiry=enquiry, created_at=enquiry.received_at, attempts=1, sent_at=enquiry.received_at)
            for enquiry in enquiries
            if enquiry.status != EnquiryStatus.QUARANTINED
        )
        AuditLogEntry.objects.bulk_create(
            AuditLogEntry(
                happened_at=enquiry.received_at + timedelta(hours=hours),
                who="sample",
                action=action,
                reference=enquiry.reference,
            )
            for enquiry in enquiries
            for hours, action in enumerate([EnquiryAction.OPENED, EnquiryAction.REVEALED, EnquiryAction.STATUS])
        )
    return max(0, wanted - present)


def _content(number: int) -> EnquiryContent:
    """Return the content of a sample enquiry."""
    text = SampleText(f"enquiry {number}")
    return EnquiryContent(
        message=f"{SAMPLE_SENTENCE} {text.sentence(text.random.randint(20, 120))}",
        reply_by=ReplyRoute.EMAIL,
        name=f"Sample Sender {number}",
        email=f"sender-{number}@example.org",
    )


def _enquiry(number: int, content: EnquiryContent) -> Enquiry:
    """Return an unsaved enquiry."""
    text = SampleText(f"enquiry {number}")
    status = text.random.choice(STATUSES)
    received_at = LAST_DAY - timedelta(minutes=text.random.randrange(2 * 365 * 24 * 60))
    is_closed = status == EnquiryStatus.CLOSED
    enquiry = Enquiry(
        reference=PREFIX + _letters(number),
        topic=text.random.choice(ContactTopic.values),
        status=status,
        received_at=received_at,
        preferences_confirmed_at=received_at,
        closed_at=received_at + timedelta(days=7) if is_closed else None,
        spam_reasons=["links"] if status == EnquiryStatus.QUARANTINED else [],
        form_digest=f"sample-{number}",
    )
    enquiry.encrypt_content(content)
    return enquiry


def _letters(number: int) -> str:
    """Return the letters of the reference for a number."""
    letters = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[rest])
    return "".join(letters)
