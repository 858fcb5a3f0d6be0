"""How a view allows the page cache to store its response. Nothing is cached without permission."""

import math
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from django.http import HttpRequest

from pages.page_cache.lifetime import expiry

# The key in the WSGI environment under which `PageCache` finds the permission.
ENVIRON_PERMISSION = "pages.page_cache.permission"
# The key under which it finds until when the response may be sent at all, in seconds since the epoch.
ENVIRON_USABLE_UNTIL = "pages.page_cache.usable_until"


class Permission(NamedTuple):
    """When a response expires, in seconds since the epoch, and the query parameters on which it depends."""

    expires: float
    parameters: Iterable[str]


def allow_caching(request: HttpRequest, parameters: Iterable[str] = ()) -> None:
    """Allow the page cache to store the response to this request. Call this before any content is read.

    The response must be the same for all visitors and depend only on the named query parameters, which must be among
    `pages.page_cache.keys.PARAMETERS`. It is stored only if it is a complete 200 without a cookie.
    """
    if not getattr(request, "is_preview", False):
        request.META[ENVIRON_PERMISSION] = Permission(expiry(request), parameters)


def allow_page_caching(request: HttpRequest, page: Any) -> None:
    """Allow the page cache to store a page, if its type can be cached.

    Private pages need no check: they are served only to requests with a session, which bypass the cache.
    """
    if page.is_cacheable:
        allow_caching(request, page.query_parameters)


def limit_use(request: HttpRequest, moment: datetime) -> None:
    """Have the response to this request never sent from the page cache after a moment, whatever happens until then.

    Other pages that have expired are still sent while the database is unavailable.
    """
    until = request.META.get(ENVIRON_USABLE_UNTIL, math.inf)
    request.META[ENVIRON_USABLE_UNTIL] = min(until, moment.timestamp())
