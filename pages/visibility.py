"""What may the public see, and in which language are we?

Every public list, search, feed, sitemap and related box starts from `visible_pages`, or where there is no
request from `public`. Without it the titles of private pages would leak into lists.
"""

from typing import TypeVar

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.query import PageQuerySet

AnyPage = TypeVar("AnyPage", bound=Page)


def _is_restricted(page: str) -> Exists:
    """Return the condition that a restriction holds for a page, or for one above it, which it reaches as `page`."""
    path = f"{page}__path"
    return Exists(PageViewRestriction.objects.filter(**{path: Substr(OuterRef("path"), 1, Length(F(path)))}))


def is_open() -> Q:
    """Return the condition on pages that no restriction holds for them.

    An alias, or an alias of one, is as private as its source.
    """
    return ~Q(_is_restricted("page") | _is_restricted("page__aliases") | _is_restricted("page__aliases__aliases"))


def public(pages: PageQuerySet) -> PageQuerySet:
    """Return those of the pages that are live and that anyone may read, in one query.

    Wagtail's own `public()` needs a second one, and leaves aliases of private pages in.
    """
    return pages.filter(is_open()).live()


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
    return public(model.objects.descendant_of(home, inclusive=True))
