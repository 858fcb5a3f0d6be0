"""What is stored of an enquiry and of the work on it."""

from calendar import monthrange
from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from pages.contact_topics import ContactTopic
from pages.enquiries.crypto import bound_text, encryption
from pages.enquiries.models.content import EnquiryContent
from pages.enquiries.models.languages import SPOKEN_LANGUAGES

# What is safe for a sender can change: after this long it must be asked again (NNEDV, safe contact methods).
PREFERENCES_VALID_FOR = timedelta(days=14)
# Data (Use and Access) Act 2025: a complaint about data is acknowledged within 30 days. Other requests are answered
# within a calendar month (UK GDPR, article 12), which can be shorter.
COMPLAINT_DEADLINE = timedelta(days=30)


class EnquiryStatus(models.TextChoices):
    """Where the work on an enquiry stands."""

    NEW = "new", "New"
    IN_PROGRESS = "in-progress", "In progress"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    QUARANTINED = "quarantined", "Quarantined"


OPEN_STATUSES = [EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS, EnquiryStatus.ANSWERED]

# The legal deadline also runs for what was taken for spam.
UNANSWERED = [EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS, EnquiryStatus.QUARANTINED]


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """The lists that staff work from."""

    def unread(self) -> "EnquiryQuerySet":
        """Return the enquiries that nobody has begun to work on."""
        return self.filter(status=EnquiryStatus.NEW)

    def quarantined(self) -> "EnquiryQuerySet":
        """Return the enquiries that may be spam and that somebody must look at."""
        return self.filter(status=EnquiryStatus.QUARANTINED)

    def without_suspected_spam(self) -> "EnquiryQuerySet":
        """Leave out what is in quarantine, and what was closed there without anybody taking it up."""
        never_taken_up = ~Q(spam_reasons=[]) & Q(reopened_at=None)
        return self.exclude(Q(status=EnquiryStatus.QUARANTINED) | never_taken_up)

    def open_data_requests(self) -> "EnquiryQuerySet":
        """Return the enquiries about data that wait for an answer, the first due first."""
        return self.filter(topic=ContactTopic.DATA, status__in=UNANSWERED).order_by("received_at")


class Enquiry(models.Model):
    """A message that somebody sent us. What they wrote is encrypted; the other fields say nothing about them."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    topic = models.CharField(max_length=20, choices=ContactTopic)
    status = models.CharField(max_length=20, choices=EnquiryStatus, default=EnquiryStatus.NEW)
    language = models.CharField(max_length=10, choices=SPOKEN_LANGUAGES, default="en")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it was last closed or quarantined and then taken up again.
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_on_legal_hold = models.BooleanField(
        "legal hold",
        default=False,
        help_text="Not deleted at the end of its retention period, because the law or a court requires it.",
    )
    preferences_confirmed_at = models.DateTimeField("safe contact last confirmed", default=timezone.now, editable=False)
    preferences_withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    spam_reasons = models.JSONField(default=list, blank=True, editable=False)
    encrypted_content = models.TextField(editable=False)
    # The name of the key with which it is encrypted; empty for what version 1.0 stored.
    key_id = models.CharField(max_length=8, blank=True, editable=False)
    form_digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    # Wagtail would otherwise record every save in its reference index.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "enquiry"
        verbose_name_plural = "enquiries"
        ordering = ["-received_at"]
        # The inbox, the dashboard's counts, and the list of messages about data.
        indexes = [
            models.Index(fields=["received_at"], name="enquiry_received"),
            models.Index(fields=["status", "received_at"], name="enquiry_status_received"),
            models.Index(fields=["topic", "status"], name="enquiry_topic_status"),
        ]
        # Enquiries are added by the contact form alone.
        default_permissions = ("view", "change", "delete")
        permissions = [("export_enquiry", "Can export an enquiry")]

    def __str__(self) -> str:
        """Return the reference and nothing else: this text ends up in titles and logs."""
        return self.reference

    def encrypt_content(self, content: EnquiryContent) -> None:
        """Set what the sender wrote, encrypted with the reference.

        Raises `encryption.EncryptionError` without a key.
        """
        self.encrypted_content, self.key_id = bound_text.encrypt(content.to_json(), self.reference, encryption.MESSAGE)

    def decrypted_content(self) -> EnquiryContent:
        """Return what the sender wrote.

        Raises `encryption.DecryptionError` where no key fits, and its subclass `AlteredError` where the text was
        changed in the database or belongs to another message.
        """
        stored = bound_text.BoundText(self.encrypted_content, self.key_id)
        return EnquiryContent.from_json(bound_text.decrypt(stored, self.reference, encryption.MESSAGE))

    @property
    def must_confirm_preferences(self) -> bool:
        """Whether the sender's answers about safe contact are too old to rely on, or were withdrawn."""
        age = timezone.now() - self.preferences_confirmed_at
        # From the future: the clock was ahead, and nobody knows how old they are.
        is_old = age > PREFERENCES_VALID_FOR or age < -timedelta(hours=1)
        return is_old or self.preferences_withdrawn_at is not None

    @property
    def answer_due_on(self) -> date | None:
        """The last day for answering an enquiry about data; None for others, and once it has been answered."""
        if self.topic != ContactTopic.DATA or self.status not in UNANSWERED:
            return None
        received = timezone.localdate(self.received_at)
        return min(received + COMPLAINT_DEADLINE, _month_after(received))


def _month_after(day: date) -> date:
    """Return the same day of the next month, or the last one of a month that is too short."""
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return date(year, month, min(day.day, monthrange(year, month)[1]))


class ContactIndex(models.Model):
    """The keyed digest of an address or number in an enquiry, by which the enquiry is found without decryption."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="contact_indexes")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()


class EnquiryNote(models.Model):
    """A hand-over note of a member of the team. Encrypted like the enquiry, and deleted with it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.CharField(max_length=200)
    encrypted_content = models.TextField()
    key_id = models.CharField(max_length=8, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["written_at"]
        default_permissions = ()

    def encrypt_text(self, text: str) -> None:
        """Set the text of the note, encrypted with the reference of its message."""
        self.encrypted_content, self.key_id = bound_text.encrypt(text, self.enquiry.reference, encryption.NOTE)

    def decrypted_text(self) -> str:
        """Return the text of the note. Raises the same errors as `Enquiry.decrypted_content`."""
        stored = bound_text.BoundText(self.encrypted_content, self.key_id)
        return bound_text.decrypt(stored, self.enquiry.reference, encryption.NOTE)
