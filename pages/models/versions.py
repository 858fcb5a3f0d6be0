"""The number of the present content: see `pages.caching`."""

from django.db import models
from django.db.models import F


class ContentVersionManager(models.Manager["ContentVersion"]):
    """Raise the number without reading it first, so that two editors at once lose nothing."""

    def raise_number(self) -> None:
        """Make everything stale that was kept until now."""
        if not self.update(number=F("number") + 1):
            self.get_or_create(pk=1, defaults={"number": 1})


class ContentVersion(models.Model):
    """A single row that counts the changes to what stands around every page."""

    number = models.PositiveBigIntegerField(default=0)

    objects = ContentVersionManager()
