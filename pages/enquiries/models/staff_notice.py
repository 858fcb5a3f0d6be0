"""The outbox of emails to staff."""

from django.db import models
from django.utils import timezone

from pages.enquiries.models.enquiry import Enquiry


class StaffNotice(models.Model):
    """An email to staff that there is a message: the outbox. The row is deleted with the enquiry."""

    enquiry = models.OneToOneField(Enquiry, on_delete=models.CASCADE, related_name="notice")
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["created_at"], condition=models.Q(sent_at=None), name="staff_notice_unsent"),
        ]
        default_permissions = ()
