"""Deleted and replaced pictures, documents and recordings, for as long as they can be restored."""

from datetime import datetime

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone

from pages.media.kept_files import KEPT_FOR


class DeletedFile(models.Model):
    """A picture, document or recording as it was before it was deleted, or before its file was replaced.

    Its file stays where it is stored, under its random name, from which nothing is served to visitors.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    title = models.CharField(max_length=255)
    file = models.FileField(max_length=255)
    was_replaced = models.BooleanField(default=False)
    # The other fields, as Django's serializer writes them.
    fields = models.JSONField()
    tags = models.JSONField(default=list)
    # What referred to it: pairs of content type and primary key. The reference index forgets it with the object.
    used_by = models.JSONField(default=list)
    deleted_at = models.DateTimeField(default=timezone.now, db_index=True)
    deleted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-deleted_at", "-pk"]
        indexes = [models.Index(fields=["content_type", "object_id"], name="deleted_file_of_object")]

    def __str__(self) -> str:
        return self.title

    @property
    def kept_until(self) -> datetime:
        """The time after which the file is deleted for good."""
        return self.deleted_at + KEPT_FOR
