"""The outbox of emails to staff."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone

from pages.enquiries.models.enquiry import Enquiry

# UK time, before the working day.
DAILY_EMAIL_AT = time(8)


class NoticeEmail(models.TextChoices):
    """Which email tells staff of a message."""

    OWN = "own", "An email of its own, at once"
    DIGEST = "digest", "An email about several messages"
    DAILY = "daily", "The daily email about the quarantine"


class StaffNotice(models.Model):
    """That staff are to be told of a message: the outbox. The row is deleted with the enquiry."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="notice")
    # `OWN` becomes `DIGEST` when the message is told together with others.
    email = models.CharField(max_length=10, choices=NoticeEmail, default=NoticeEmail.OWN)
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="staff_notice_unsent"),
        ]
        default_permissions = ()


def next_daily_email() -> datetime:
    """Return when the next daily email about the quarantine is due."""
    now = timezone.localtime()
    day = now.date() if now.time() < DAILY_EMAIL_AT else now.date() + timedelta(days=1)
    return timezone.make_aware(datetime.combine(day, DAILY_EMAIL_AT))
