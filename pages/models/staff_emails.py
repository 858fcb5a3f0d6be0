"""Emails to staff that wait to be sent, and what people were told already."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class StaffEmail(models.Model):
    """An email to a member of staff, until it is sent. It names pages and links to them, and quotes nothing of them."""

    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    created_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveIntegerField(default=0)
    next_attempt_at = models.DateTimeField(default=timezone.now, db_index=True)

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.subject


class ReviewReminder(models.Model):
    """That somebody was told that a page is due. Another day in `review_on` brings another email."""

    page = models.OneToOneField("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    review_on = models.DateField()

    wagtail_reference_index_ignore = True

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.page_id}, {self.review_on}"
