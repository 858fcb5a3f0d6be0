"""What may the public see, and in which language are we?

Every public list, search, feed, sitemap and related box starts from `visible_pages`, or where there is no
request from `public`. Without it the titles of private pages would leak into lists.
"""

from collections.abc import Iterable
from typing import TypeVar

from django.conf import settings
from django.db.models import Value
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

AnyPage = TypeVar("AnyPage", bound=Page)


def closed_paths() -> list[str]:
    """Return the paths in the page tree from which on downwards not everyone may read, from one query.

    As Wagtail has it, an alias is as private as its source itself, however many aliases lie between, and a
    restriction of its own counts for nothing.
    """
    restricted = PageViewRestriction.objects.values_list("page_id", "page__path", "page__alias_of_id", Value(True))
    aliases = Page.objects.exclude(alias_of=None).order_by().values_list("pk", "path", "alias_of_id", Value(False))
    paths, sources, private = {}, {}, set()
    for pk, path, alias_of, is_restricted in restricted.union(aliases, all=True):
        paths[pk] = path
        if alias_of:
            sources[pk] = alias_of
        if is_restricted:
            private.add(pk)

    def source_of(pk: int) -> int:
        while pk in sources:
            pk = sources[pk]
        return pk

    return [path for pk, path in paths.items() if source_of(pk) in private]


def closed_paths_for(request: HttpRequest) -> list[str]:
    """Return the same, asked for once in a request."""
    if not hasattr(request, "_closed_paths"):
        request._closed_paths = closed_paths()
    return request._closed_paths


def public(pages: PageQuerySet, closed: Iterable[str]) -> PageQuerySet:
    """Return those of the pages that are live and not below one of the closed paths.

    Wagtail's own `public()` leaves aliases of private pages in.
    """
    for path in closed:
        pages = pages.exclude(path__startswith=path)
    return pages.live()


def home_of(request: HttpRequest) -> Page:
    """Return the home page of the request's site in the language of its address.

    Raises `Http404` where there is no site, or no published home in that language: nobody is shown another
    language than the one that the address promises.
    """
    if not hasattr(request, "_home"):
        site = Site.find_for_request(request)
        if site is None:
            raise Http404("There is no site at this address.")
        request._home = in_language_of_address(site.root_page.localized)
    return request._home


def in_language_of_address(page: AnyPage) -> AnyPage:
    """Return the page if it is written in the language that the address names, and raise `Http404` if not.

    Wagtail answers with the original where a translation is missing; a reader of Urdu would be told that
    English is Urdu, and so would her screen reader.
    """
    language = get_language()
    if language != settings.LANGUAGE_CODE and page.locale.language_code != language:
        raise Http404("This site has no published pages in this language.")
    return page


def visible_pages(request: HttpRequest, model: type[AnyPage] = Page) -> PageQuerySet:
    """Return the pages of a type that anyone may read: live, public, on this site, in this language.

    In the preview of the first draft in a new language there are none yet. Elsewhere raises `Http404` as `home_of`.
    """
    try:
        home = home_of(request)
    except Http404:
        if getattr(request, "is_preview", False):
            return model.objects.none()
        raise
    return public(model.objects.descendant_of(home, inclusive=True), closed_paths_for(request))
