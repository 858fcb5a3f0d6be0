"""Middleware that finds the site of a request in the cache."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from pages.page_cache.fragments import cached


class SiteMiddleware:
    """Set the site of a request, with its home page, from the cache. Wagtail would query both for every page.

    `Site.find_for_request` returns the site that is set on a request.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response to a request whose site is known."""
        # Read when it is first needed: not for the exit or the health checks, which do without a database.
        host = request.get_host()
        if host in settings.SITE_HOSTS:
            request._wagtail_site = SimpleLazyObject(  # type: ignore[attr-defined]  # set but not declared by Wagtail
                lambda: cached(request, f"site:{host}", lambda: _find_site(request))
            )
        return self.get_response(request)


def _find_site(request: HttpRequest) -> Site | None:
    """Return the site of a request, with the specific page at its root and that page's locale."""
    del request._wagtail_site  # type: ignore[attr-defined]  # see above
    site = Site.find_for_request(request)
    if site:
        model = site.root_page.specific_class
        site.root_page = model.objects.select_related("locale").get(pk=site.root_page_id)
    return site
