"""What the public may see.

Every public list, search, feed, sitemap and related box starts from `visible_pages`, or from `public_pages` where
there is no request: the titles of private pages must not leak into lists.
"""

from typing import TypeVar

from django.conf import settings
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import CollectionViewRestriction, Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

from pages.request_cache import request_cache

AnyPage = TypeVar("AnyPage", bound=Page)


def restricted_paths(request: HttpRequest | None = None) -> tuple[str, ...]:
    """Return the tree paths of the pages that are private together with all pages below them, from one query.

    An alias is as private as its source, whatever makes that private: a restriction of its own or of a page above it,
    and however many aliases lie between them. A restriction of the alias itself has no effect, as in Wagtail. Wagtail's
    own `public()` lists aliases of private pages, and treats an alias as public if only a page above its source is not.
    Queried once in a request.
    """
    if request is None:
        return _query_restricted_paths()
    cache = request_cache(request)
    if "restricted_paths" not in cache:
        cache["restricted_paths"] = _query_restricted_paths()
    return cache["restricted_paths"]


def _query_restricted_paths() -> tuple[str, ...]:
    restrictions = PageViewRestriction.objects.values_list("page__path", Value(""))
    # Not `alias_of=None` excluded, for which SQLite reads the whole table.
    aliases = Page.objects.filter(alias_of__gt=0).order_by().values_list("path", "alias_of__path")
    restricted, sources = set(), {}
    for path, source in restrictions.union(aliases, all=True):
        if source:
            sources[path] = source
        else:
            restricted.add(path)
    private = restricted - sources.keys()
    found = private
    while found:
        roots = tuple(private)
        found = {path for path, source in sources.items() if path not in private and source.startswith(roots)}
        private = private | found
    return tuple(private)


def restrictions_of(page: Page) -> QuerySet[PageViewRestriction]:
    """Return the restrictions of a page and of those above it; for an alias among them, those of its source."""
    originals, aliases, waiting = set(), set(), [page]
    while waiting:
        each = waiting.pop()
        for above in (each, *each.get_ancestors().select_related("alias_of")):
            if above.alias_of is None:
                originals.add(above.pk)
            elif above.pk not in aliases:
                aliases.add(above.pk)
                waiting.append(above.alias_of)
    return PageViewRestriction.objects.filter(page__in=originals)


def public_pages(pages: PageQuerySet, request: HttpRequest | None = None) -> PageQuerySet:
    """Return those of the pages that are live and neither private themselves nor below a private page."""
    for path in restricted_paths(request):
        pages = pages.exclude(path__startswith=path)
    return pages.live()


def in_private_collection() -> Exists:
    """Return a condition for a query of files: that their collection, or one above it, is private."""
    path = ExpressionWrapper(OuterRef("collection__path"), output_field=CharField())
    restrictions = CollectionViewRestriction.objects.annotate(path_of_file=path)
    return Exists(restrictions.filter(path_of_file__startswith=F("collection__path")))


def home_page_for(request: HttpRequest) -> Page:
    """Return the home page of the request's site in the language of its address.

    Raises `Http404` if there is no site, or no published home page in that language: nobody is shown another
    language than the one that the address names.
    """
    cache = request_cache(request)
    if "home_page" not in cache:
        site = Site.find_for_request(request)
        if not site:
            raise Http404("There is no site at this address.")
        cache["home_page"] = require_language_of_address(site.root_page.localized)
    return cache["home_page"]


def require_language_of_address(page: AnyPage) -> AnyPage:
    """Return the page. Raises `Http404` if the address has a language prefix that is not the page's.

    Wagtail falls back to the original where a translation is missing; readers and their screen readers would be
    told that English is Urdu.
    """
    language = get_language()
    if language != settings.LANGUAGE_CODE and page.locale.language_code != language:
        raise Http404("This site has no published pages in this language.")
    return page


def is_below(page: Page) -> Q:
    """Return a filter for a page and its descendants: a range of tree paths, which an index can find.

    For Wagtail's `descendant_of`, which compares the beginning of paths, SQLite reads the whole table.
    """
    return Q(path__range=(page.path, page.path + page.alphabet[-1] * page.steplen))


def visible_pages(request: HttpRequest, model: type[AnyPage] = Page, below: Page | None = None) -> PageQuerySet:
    """Return the pages of a type that everyone may read: live, public, on this site, in this language.

    Only those below a page, if one is given.
    Raises `Http404` like `home_page_for`, except in previews: there are no pages to list in the preview of the first
    draft in a new language.
    """
    try:
        home_page = home_page_for(request)
    except Http404:
        if getattr(request, "is_preview", False):
            return model.objects.none()
        raise
    return public_pages(model.objects.filter(is_below(below or home_page)), request)
