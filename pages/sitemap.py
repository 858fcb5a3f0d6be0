"""Which pages should crawlers know? All that anyone may read, in all languages."""

from django.db.models import Q, QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site

from pages.access import public_pages


class PublicSitemap(Sitemap):
    """The public pages below the home pages of all languages. Wagtail's own knows one language."""

    def items(self) -> QuerySet:
        """Return the pages, each language's tree in its own order."""
        site = Site.find_for_request(self.request)
        homes = public_pages(site.root_page.get_translations(inclusive=True), self.request)
        below = Q(pk__in=[])
        for home in homes:
            below |= Q(path__startswith=home.path)
        return public_pages(Page.objects.filter(below), self.request).order_by("path")
