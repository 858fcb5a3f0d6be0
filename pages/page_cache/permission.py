"""How does a view say that its answer may be stored? Nothing is stored of which no view says so."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.http import HttpRequest

from pages.page_cache.lifetime import expiry

# The wrapper looks here, in the WSGI environment.
ENVIRON_PERMISSION = "pages.page_cache.permission"


class Permission(NamedTuple):
    """Until when an answer may be used, in seconds since the epoch, and on which query parameters it depends."""

    expires: float
    parameters: Iterable[str]


def allow(request: HttpRequest, parameters: Iterable[str] = ()) -> None:
    """Let the page cache store the answer to this request. Called before anything is read for it.

    The answer must be the same for every visitor, and depend on no query parameters but those named, which must be
    among `pages.page_cache.addresses.PARAMETERS`. It is stored only if it is a complete 200 without a cookie.
    """
    if not getattr(request, "is_preview", False):
        request.META[ENVIRON_PERMISSION] = Permission(expiry(request), parameters)


def allow_page(request: HttpRequest, page: Any) -> None:
    """Let the page cache store a page, if pages of its type may be.

    Nobody comes so far on a private page without a session, and the cache has nothing to do with sessions.
    """
    if page.is_cacheable:
        allow(request, page.query_parameters)
