"""What of an enquiry is stored, and what of the work on it."""

from datetime import date, timedelta
from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils import timezone

from pages.enquiries import encryption
from pages.enquiries.contents import Contents
from pages.enquiries.languages import SPOKEN_LANGUAGES
from pages.enquiries.topics import EnquiryTopic

# What she said of her safety can change: after this long it must be asked again (NNEDV, safe contact methods).
PREFERENCES_HOLD = timedelta(days=14)
# Data (Use and Access) Act 2025: a complaint about data is acknowledged within 30 days.
DATA_ENQUIRY_CLOCK = timedelta(days=30)


class EnquiryStatus(models.TextChoices):
    """Where the work on an enquiry stands."""

    NEW = "new", "New"
    IN_PROGRESS = "in-progress", "In progress"
    ANSWERED = "answered", "Answered"
    CLOSED = "closed", "Closed"
    QUARANTINED = "quarantined", "Quarantined"


# The clock of the law does not stop for what we took for spam.
UNANSWERED = [EnquiryStatus.NEW, EnquiryStatus.IN_PROGRESS, EnquiryStatus.QUARANTINED]


class EnquiryQuerySet(models.QuerySet["Enquiry"]):
    """The lists that staff work from."""

    def unread(self) -> "EnquiryQuerySet":
        """Enquiries that nobody has begun to work on."""
        return self.filter(status=EnquiryStatus.NEW)

    def quarantined(self) -> "EnquiryQuerySet":
        """Enquiries that may be spam and that somebody must look at."""
        return self.filter(status=EnquiryStatus.QUARANTINED)

    def on_the_clock(self) -> "EnquiryQuerySet":
        """Enquiries about data that wait for an answer, the one that is due first in front."""
        return self.filter(topic=EnquiryTopic.DATA, status__in=UNANSWERED).order_by("received_at")


class Enquiry(models.Model):
    """A message that somebody sent us. What she wrote is sealed; what stands open says nothing about her."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    topic = models.CharField(max_length=20, choices=EnquiryTopic)
    status = models.CharField(max_length=20, choices=EnquiryStatus, default=EnquiryStatus.NEW)
    language = models.CharField(max_length=10, choices=SPOKEN_LANGUAGES, default="en")
    received_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # When it last came back to be worked on: out of the closed ones, or out of quarantine.
    reopened_at = models.DateTimeField(null=True, blank=True, editable=False)
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    is_held = models.BooleanField(
        "legal hold", default=False, help_text="Kept beyond its day, because the law or a court asks for it."
    )
    preferences_confirmed_at = models.DateTimeField("safe contact last confirmed", default=timezone.now, editable=False)
    preferences_doubted_at = models.DateTimeField(null=True, blank=True, editable=False)
    suspicions = models.JSONField(default=list, blank=True, editable=False)
    sealed = models.TextField(editable=False)
    form_digest = models.CharField(max_length=64, unique=True, editable=False)

    objects = EnquiryQuerySet.as_manager()

    # Wagtail would otherwise note every save in its index of references.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "enquiry"
        verbose_name_plural = "enquiries"
        ordering = ["-received_at"]
        # Nobody adds an enquiry but its sender.
        default_permissions = ("view", "change", "delete")
        permissions = [("export_enquiry", "Can export an enquiry")]

    def __str__(self) -> str:
        """The reference and nothing else: this text ends up in titles and logs."""
        return self.reference

    def contents(self) -> Contents:
        """Return what the sender wrote. Raises `encryption.CannotOpen` where no key fits."""
        return Contents.from_json(encryption.unseal(self.sealed))

    @property
    def must_confirm_preferences(self) -> bool:
        """Whether what she said about safe contact is too old to rely on, or does not hold any more."""
        is_old = timezone.now() - self.preferences_confirmed_at > PREFERENCES_HOLD
        return is_old or self.preferences_doubted_at is not None

    @property
    def answer_due_on(self) -> date | None:
        """The last day for answering an enquiry about data; None for others, and once it has been answered."""
        if self.topic != EnquiryTopic.DATA or self.status not in UNANSWERED:
            return None
        return timezone.localdate(self.received_at) + DATA_ENQUIRY_CLOCK


class ContactIndex(models.Model):
    """The keyed digest of an address or number in an enquiry, by which it can be found and not read."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="contact_indexes")
    digest = models.CharField(max_length=64, db_index=True)

    class Meta:
        default_permissions = ()


class HandOverNote(models.Model):
    """What one member of the team leaves for the next. Sealed like the enquiry, and deleted with it."""

    enquiry = models.ForeignKey(Enquiry, on_delete=models.CASCADE, related_name="notes")
    written_at = models.DateTimeField(default=timezone.now)
    written_by = models.CharField(max_length=200)
    sealed = models.TextField()

    wagtail_reference_index_ignore = True

    class Meta:
        ordering = ["written_at"]
        default_permissions = ()

    def text(self) -> str:
        """Return the note. Raises `encryption.CannotOpen` where no key fits."""
        return encryption.unseal(self.sealed)


class AppendOnlyError(Exception):
    """Somebody tried to change or delete what can only be added to."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that can be added and read, and nothing else until their time has passed."""

    def update(self, **values: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("These rows are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("These rows are never changed.")

    def delete(self) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("These rows go when their time has passed, and not before.")

    def forget(self) -> int:
        """Delete rows whose time has passed, and return how many: the one way out, for `retention` alone.

        Who did what is data about staff, and says when somebody wrote to us: it may not be kept for ever
        (UK GDPR, article 5(1)(e), storage limitation).
        """
        return super().delete()[0]

    # As with Django's own `delete`: all rows are never meant.
    forget.queryset_only = True


class AppendOnlyModel(models.Model):
    """A row that is written once. It names people and enquiries in words, so that it outlives them."""

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Write a new row. Raises `AppendOnlyError` for one that exists.

        Django would update where a new row bears the number of an old one. Told to insert, the database refuses.
        """
        if not self._state.adding:
            raise AppendOnlyError("This row is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse."""
        raise AppendOnlyError("This row goes when its time has passed, and not before.")


class EnquiryAction(models.TextChoices):
    """What somebody did with an enquiry."""

    OPENED = "opened", "Opened the message"
    REVEALED = "revealed", "Saw the contact details"
    CONFIRMED = "confirmed", "Confirmed how to contact safely"
    DOUBTED = "doubted", "Said that how to contact safely no longer holds"
    STATUS = "status", "Changed the status"
    TOPIC = "topic", "Changed the topic"
    ASSIGNED = "assigned", "Assigned it"
    NOTED = "noted", "Left a hand-over note"
    HELD = "held", "Put it on legal hold"
    RELEASED = "released", "Ended the legal hold"
    EXPORTED = "exported", "Exported it"
    ERASED = "erased", "Erased it"
    PURGED = "purged", "Deleted it on its day"
    SEARCHED = "searched", "Looked somebody up"


class EnquiryRecord(AppendOnlyModel):
    """Who did what with which enquiry, and when. Holds nothing of its content."""

    happened_at = models.DateTimeField(default=timezone.now, editable=False)
    who = models.CharField(max_length=200, blank=True, editable=False)
    action = models.CharField(max_length=20, choices=EnquiryAction, editable=False)
    # Empty where something was done with no enquiry: a search that found nothing.
    reference = models.CharField(max_length=12, db_index=True, blank=True, editable=False)
    detail = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "record of an enquiry"
        verbose_name_plural = "records of enquiries"
        ordering = ["-happened_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_action_display()}"


class DeletionReason(models.TextChoices):
    """Why an enquiry is no longer there."""

    CLOSED = "closed", "Its time after closing had passed"
    CEILING = "ceiling", "It was not closed, and its longest time had passed"
    QUARANTINE = "quarantine", "It was in quarantine, and its time there had passed"
    ERASED = "erased", "Somebody with the right to ask for it did"


class DeletedEnquiry(AppendOnlyModel):
    """That there was an enquiry, and why there is none any more."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    topic = models.CharField(max_length=20, choices=EnquiryTopic, editable=False)
    received_on = models.DateField(editable=False)
    deleted_at = models.DateTimeField(default=timezone.now, editable=False)
    reason = models.CharField(max_length=20, choices=DeletionReason, editable=False)
    who = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "deleted enquiry"
        verbose_name_plural = "deleted enquiries"
        ordering = ["-deleted_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.reference


class StaffNotice(models.Model):
    """A mail to staff that there is a message: the outbox. The row is there until the enquiry goes."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="notice")
    made_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()


class SenderWindow(models.Model):
    """An hour in which messages are counted, with the random salt that makes its counts unlinkable after."""

    starts_at = models.DateTimeField(unique=True)
    salt = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()


class SenderCount(models.Model):
    """How many messages came from one place within an hour. The place is a salted digest, never an address."""

    window = models.ForeignKey(SenderWindow, on_delete=models.CASCADE)
    digest = models.CharField(max_length=64)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["window", "digest"], name="one_count_per_sender")]
        default_permissions = ()


class JobRun(models.Model):
    """When a job last ran, how it went, and until when one runner has it for itself."""

    name = models.CharField(max_length=40, unique=True)
    next_run_at = models.DateTimeField(default=timezone.now)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    succeeded_at = models.DateTimeField(null=True)
    detail = models.CharField(max_length=200, blank=True)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return self.name
