"""Which pages should crawlers know? All that anyone may read, in all languages, listed in parts."""

from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from pages.access import public_pages
from pages.page_cache.permission import allow

# A file may hold 50,000 addresses; a part of this size is made in a moment.
MOST_IN_A_PART = 1000


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Answer with the addresses of the parts."""
    allow(request)
    count = PublicPages(request).pages.count()
    numbers = range(1, max(1, -(-count // MOST_IN_A_PART)) + 1)
    return views.index(request, {str(number): SitemapPart([]) for number in numbers}, sitemap_url_name="sitemap_part")


@require_safe
def sitemap_part(request: HttpRequest, section: int) -> HttpResponse:
    """Answer with one part of the addresses. Raises `Http404` for a part that does not exist."""
    allow(request)
    addresses = PublicPages(request).addresses(section)
    return views.sitemap(request, {section: SitemapPart(addresses)} if addresses else {}, section)


class PublicPages:
    """The public pages below the home pages of all languages."""

    def __init__(self, request: HttpRequest) -> None:
        root = Site.find_for_request(request).root_page
        self.homes = {
            home: home.get_full_url(request) for home in public_pages(root.get_translations(inclusive=True), request)
        }
        below = Q(pk__in=[])
        for home in self.homes:
            below |= Q(path__startswith=home.path)
        self.pages = public_pages(Page.objects.filter(below), request).order_by("path")

    def addresses(self, part: int) -> list[dict[str, Any]]:
        """Return the addresses of one part, each language's tree in its own order, with the day of the last change.

        They are put together from those of the home pages: to ask thousands of pages one by one takes too long.
        """
        changed_at = Coalesce("last_published_at", "latest_revision_created_at")
        rows = self.pages.values_list("path", "url_path", changed_at)
        return [
            {"location": address + url_path.removeprefix(home.url_path), "lastmod": day}
            for path, url_path, day in rows[(part - 1) * MOST_IN_A_PART : part * MOST_IN_A_PART]
            for home, address in self.homes.items()
            if path.startswith(home.path)
        ]


class SitemapPart(Sitemap):
    """Addresses that are made already. Wagtail's own sitemap knows one language, and makes an object of each page."""

    def __init__(self, addresses: list[dict[str, Any]]) -> None:
        self.addresses = addresses

    def items(self) -> list[dict[str, Any]]:
        """Return the addresses, for Django to count."""
        return self.addresses

    def get_urls(self, page: int = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Return the addresses."""
        return self.addresses
