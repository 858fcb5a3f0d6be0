"""The number of the present content, and what was written down from it: see `pages.caching` and `pages.gathering`."""

import time
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from wagtail.models import Site


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

    def with_chrome(self, site: Site, language: str) -> tuple[int, dict[str, Any] | None]:
        """Return the number, and what stands around the pages of a site in a language; None if it is stale.

        One query, since every page begins with it.
        """
        written = WrittenChrome.objects.filter(
            site=site, language=language, release=settings.RELEASE, number=models.OuterRef("number")
        )
        found = self.annotate(written=models.Subquery(written.values("content"))).values_list("number", "written")
        return found.first() or (0, None)


class ContentVersion(models.Model):
    """A single row that tells one state of what stands around every page from another."""

    number = models.PositiveBigIntegerField(default=0)

    objects = ContentVersionManager()


class WrittenChrome(models.Model):
    """What stands around the pages of a site in one language, for one state of the content and one release.

    Only the release of the code that wrote it can read it; while two of them serve, each has its own.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    language = models.CharField(max_length=20)
    number = models.PositiveBigIntegerField()
    release = models.CharField(max_length=20)
    content = models.JSONField(encoder=DjangoJSONEncoder)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["site", "language", "release"], name="one_chrome_for_each_language_and_release"
            )
        ]
