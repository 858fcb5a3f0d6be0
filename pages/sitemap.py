"""The sitemap: an index of parts, which list the public pages in all languages."""

from typing import Any

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from pages.access import is_below, public_pages
from pages.page_cache.permission import allow_caching

# The protocol allows 50,000 addresses in a file. Smaller parts are rendered quickly.
PART_SIZE = 1000
MAX_PARTS = 50_000


@require_safe
def sitemap_index(request: HttpRequest) -> HttpResponse:
    """Return the index of the parts."""
    allow_caching(request)
    count = PublicPages(request).pages.count()
    numbers = range(1, max(1, -(-count // PART_SIZE)) + 1)
    return views.index(request, {str(number): SitemapPart([]) for number in numbers}, sitemap_url_name="sitemap_part")


@require_safe
def sitemap_part(request: HttpRequest, section: int) -> HttpResponse:
    """Return one part. Raises `Http404` for a part that does not exist."""
    allow_caching(request)
    if not 1 <= section <= MAX_PARTS:
        raise Http404("There is no such part.")
    addresses = PublicPages(request).addresses(section)
    return views.sitemap(request, {str(section): SitemapPart(addresses)} if addresses else {}, str(section))


class PublicPages:
    """The public pages below the home pages of all languages."""

    def __init__(self, request: HttpRequest) -> None:
        root = Site.find_for_request(request).root_page
        self.homes = {
            home: home.get_full_url(request) for home in public_pages(root.get_translations(inclusive=True), request)
        }
        below = Q(pk__in=[])
        for home in self.homes:
            below |= is_below(home)
        self.pages = public_pages(Page.objects.filter(below), request).order_by("path")

    def addresses(self, part: int) -> list[dict[str, Any]]:
        """Return the addresses of one part, each language's tree in its own order, with the day of the last change.

        They are built from the addresses of the home pages, because `Page.get_full_url` is too slow for so many pages.
        """
        changed_at = Coalesce("last_published_at", "latest_revision_created_at")
        rows = self.pages.values_list("path", "url_path", changed_at)
        return [
            {"location": address + url_path.removeprefix(home.url_path), "lastmod": day}
            for path, url_path, day in rows[(part - 1) * PART_SIZE : part * PART_SIZE]
            for home, address in self.homes.items()
            if path.startswith(home.path)
        ]


class SitemapPart(Sitemap):
    """A sitemap of given addresses. Wagtail's own lists one language and instantiates every page."""

    def __init__(self, addresses: list[dict[str, Any]]) -> None:
        self.addresses = addresses

    def items(self) -> list[dict[str, Any]]:
        """Return the addresses, for Django to count."""
        return self.addresses

    def get_urls(self, page: int | str = 1, site: Any = None, protocol: str | None = None) -> list[dict[str, Any]]:
        """Return the addresses."""
        return self.addresses
