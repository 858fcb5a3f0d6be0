"""What may the public see, and in which language are we?

Every public list, search, feed, sitemap and related box starts from `visible_pages`. Without `public()`
the titles of private pages would leak into lists.
"""

from typing import TypeVar

from django.conf import settings
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

AnyPage = TypeVar("AnyPage", bound=Page)


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
    return model.objects.live().public().descendant_of(home, inclusive=True)
