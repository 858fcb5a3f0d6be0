"""The number of the present content: see `pages.caching`."""

import time

from django.db import models


class ContentVersionManager(models.Manager["ContentVersion"]):
    """Changes the number without reading it first, so that two editors at once lose nothing."""

    def raise_number(self) -> None:
        """Make everything stale that was kept until now.

        The number is the time, in nanoseconds: after a database was brought back from a back-up, a count would
        reach numbers under which a cache server still keeps something else.
        """
        number = time.time_ns()
        if not self.update(number=number):
            self.get_or_create(pk=1, defaults={"number": number})


class ContentVersion(models.Model):
    """A single row that tells one state of what stands around every page from another."""

    number = models.PositiveBigIntegerField(default=0)

    objects = ContentVersionManager()
