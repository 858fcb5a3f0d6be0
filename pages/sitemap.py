"""The sitemap: an index of parts, which list the public pages that may be indexed, in all languages."""

from typing import Any
from uuid import UUID

from django.contrib.sitemaps import Sitemap, views
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site, get_page_models
from wagtail.query import PageQuerySet

from pages.access import is_below, public_pages
from pages.empty_lists import empty_lists
from pages.models import BasePage
from pages.page_cache.permission import allow_caching
from pages.seo import with_default

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
    """The public pages below the home pages of all languages, without those that search engines leave out."""

    def __init__(self, request: HttpRequest) -> None:
        root = Site.find_for_request(request).root_page
        self.homes = {
            home: home.get_full_url(request) for home in public_pages(root.get_translations(inclusive=True), request)
        }
        below = Q(pk__in=[])
        for home in self.homes:
            below |= is_below(home)
        pages = public_pages(Page.objects.filter(below), request).exclude(pk__in=empty_lists(request))
        self.pages = _without_samples(pages).order_by("path")

    def addresses(self, part: int) -> list[dict[str, Any]]:
        """Return the addresses of one part, each language's tree in its own order.

        With each are the day of the last change and the addresses of its translations.
        """
        changed_at = Coalesce("last_published_at", "latest_revision_created_at")
        rows = self.pages.values_list("path", "url_path", "translation_key", changed_at)
        rows = list(rows[(part - 1) * PART_SIZE : part * PART_SIZE])
        translations = self._translations({key for _path, _url_path, key, _day in rows})
        return [
            {
                "location": self._address(path, url_path),
                "lastmod": day,
                "alternates": [
                    {"lang_code": code, "location": address}
                    for code, address in with_default(translations.get(key, {})).items()
                ],
            }
            for path, url_path, key, day in rows
        ]

    def _translations(self, keys: set[UUID]) -> dict[UUID, dict[str, str]]:
        """Return the addresses of pages in each language, by translation key and language."""
        if len(self.homes) < 2:
            return {}
        pages = self.pages.filter(translation_key__in=keys)
        translations: dict[UUID, dict[str, str]] = {}
        for path, url_path, key, code in pages.values_list(
            "path", "url_path", "translation_key", "locale__language_code"
        ):
            translations.setdefault(key, {})[code] = self._address(path, url_path)
        return translations

    def _address(self, path: str, url_path: str) -> str:
        """Return the address of a page from that of its home page. `Page.get_full_url` is too slow for so many."""
        home = next(home for home in self.homes if path.startswith(home.path))
        return self.homes[home] + url_path.removeprefix(home.url_path)


def _without_samples(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that search engines are not asked to leave out, as they are where a note says so."""
    for model in get_page_models():
        if issubclass(model, BasePage):
            pages = pages.exclude(pk__in=model.objects.exclude(sample_note="").order_by().values("pk"))
    return pages


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
