"""How does a view say that its answer may be stored? Nothing is stored of which no view says so."""

from typing import Any

from django.http import HttpRequest

from pages.page_cache.lifetime import expiry

# The wrapper looks here, in the WSGI environment, for the time until which the answer may be used.
ENVIRON_EXPIRY = "pages.page_cache.expiry"


def allow(request: HttpRequest) -> None:
    """Let the page cache store the answer to this request. Called before anything is read for it.

    The answer must be the same for every visitor. It is stored only if it is a complete 200 without a cookie.
    """
    if not getattr(request, "is_preview", False):
        request.META[ENVIRON_EXPIRY] = expiry(request)


def allow_page(request: HttpRequest, page: Any) -> None:
    """Let the page cache store a page, if pages of its type may be.

    Nobody comes so far on a private page without a session, and the cache has nothing to do with sessions.
    """
    if page.is_cacheable:
        allow(request)
