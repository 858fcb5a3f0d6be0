"""The audit log, and what is stored of enquiries that were deleted."""

from typing import Any, NoReturn

from django.db import models
from django.utils import timezone

from pages.contact_topics import ContactTopic


class AppendOnlyError(Exception):
    """Raised when an audit log entry would be changed or deleted."""


class AppendOnlyQuerySet(models.QuerySet):
    """Rows that can be added and read, and are deleted only when their retention period has passed."""

    def update(self, **values: Any) -> NoReturn:
        """Raise `AppendOnlyError`."""
        raise AppendOnlyError("These rows are never changed.")

    def bulk_update(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise `AppendOnlyError`."""
        raise AppendOnlyError("These rows are never changed.")

    def delete(self) -> NoReturn:
        """Raise `AppendOnlyError`."""
        raise AppendOnlyError("These rows are deleted when their retention period has passed, and not before.")

    def purge(self) -> int:
        """Delete rows whose retention period has passed, and return how many. Only for `retention`.

        Who did what is data about staff, and says when somebody wrote to us: it may not be kept for ever
        (UK GDPR, article 5(1)(e), storage limitation).
        """
        return super().delete()[0]

    # As Django does with `delete`: not on the manager, where it would mean all rows.
    purge.queryset_only = True  # type: ignore[attr-defined]  # Django reads it from the method


class AppendOnlyModel(models.Model):
    """A row that is written once. It names users and enquiries as text, so that it outlives them."""

    objects = AppendOnlyQuerySet.as_manager()

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Insert a new row. Raises `AppendOnlyError` for one that exists.

        Without `force_insert`, Django would update an existing row that has the same primary key.
        """
        if not self._state.adding:
            raise AppendOnlyError("This row is never changed.")
        super().save(*args, **{**kwargs, "force_insert": True})

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Raise `AppendOnlyError`."""
        raise AppendOnlyError("This row is deleted when its retention period has passed, and not before.")


class EnquiryAction(models.TextChoices):
    """What somebody did with an enquiry."""

    OPENED = "opened", "Opened the message"
    REVEALED = "revealed", "Saw the contact details"
    CONFIRMED = "confirmed", "Confirmed the answers about safe contact"
    WITHDRAWN = "withdrawn", "Marked the answers about safe contact as out of date"
    STATUS = "status", "Changed the status"
    TOPIC = "topic", "Changed the topic"
    ASSIGNED = "assigned", "Assigned it"
    NOTED = "noted", "Left a hand-over note"
    HELD = "held", "Put it on legal hold"
    RELEASED = "released", "Ended the legal hold"
    EXPORTED = "exported", "Exported it"
    ERASED = "erased", "Erased it"
    PURGED = "purged", "Deleted it when its time had passed"
    SEARCHED = "searched", "Looked somebody up"
    ALTERED = "altered", "Found that its text was changed in the database"


class AuditLogEntry(AppendOnlyModel):
    """Who did what with which enquiry, and when. Holds nothing of its content."""

    happened_at = models.DateTimeField(default=timezone.now, editable=False)
    who = models.CharField(max_length=200, blank=True, editable=False)
    action = models.CharField(max_length=20, choices=EnquiryAction, editable=False)
    # Empty for a search that found nothing.
    reference = models.CharField(max_length=12, db_index=True, blank=True, editable=False)
    detail = models.CharField(max_length=200, blank=True, editable=False)

    class Meta:
        verbose_name = "audit log entry"
        verbose_name_plural = "audit log entries"
        ordering = ["-happened_at", "-pk"]
        indexes = [
            models.Index(fields=["-happened_at", "-id"], name="audit_log_newest_first"),
            models.Index(fields=["who"], name="audit_log_who"),
        ]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.reference}: {self.get_action_display()}"


class DeletionReason(models.TextChoices):
    """Why an enquiry was deleted."""

    CLOSED = "closed", "Its time after closing had passed"
    NEVER_CLOSED = "never-closed", "It was not closed, and its longest time had passed"
    QUARANTINE = "quarantine", "It was in quarantine, and its time there had passed"
    ERASED = "erased", "Somebody with the right to ask for it did"


class DeletedEnquiry(AppendOnlyModel):
    """That there was an enquiry, and why it was deleted."""

    reference = models.CharField(max_length=12, unique=True, editable=False)
    topic = models.CharField(max_length=20, choices=ContactTopic, editable=False)
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
