"""Which pages should crawlers know? All that anyone may read, in all languages."""

from django.db.models import Q, QuerySet
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, Site

from pages.access import closed_paths_for, public


class PublicSitemap(Sitemap):
    """The public pages below the home pages of all languages. Wagtail's own knows one language."""

    def items(self) -> QuerySet:
        """Return the pages, each language's tree in its own order."""
        site = Site.find_for_request(self.request)
        closed = closed_paths_for(self.request)
        homes = public(site.root_page.get_translations(inclusive=True), closed)
        below = Q(pk__in=[])
        for home in homes:
            below |= Q(path__startswith=home.path)
        return public(Page.objects.filter(below), closed).order_by("path")
