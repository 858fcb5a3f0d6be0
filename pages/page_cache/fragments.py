"""Cache values that pages share, such as the site context, until the generation changes."""

import math
import time
from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest

from pages.page_cache.generation import current_generation, has_uncommitted_change

Value = TypeVar("Value")

# The key in the WSGI environment under which `PageCache` passes the generation of the response.
ENVIRON_GENERATION = "pages.page_cache.generation"
# A new generation invalidates values at once. Their age only limits how long one is stale after a crash between a
# change and its new generation: added to the lifetime of a page that was rendered with it, five minutes.
SECONDS = 60
_NOTHING = (-math.inf, None)


def cached(request: HttpRequest, name: str, make: Callable[[], Value]) -> Value:
    """Return the cached result of `make` for the current generation, calling it if nothing is cached.

    Previews, which show unpublished content, and transactions with uncommitted changes of content are not cached. The
    name must contain the language and the site if the value depends on them.
    """
    if getattr(request, "is_preview", False) or has_uncommitted_change():
        return make()
    generation = generation_of(request)
    if generation is None:
        return make()
    key = f"{name}:{generation}"
    made_at, value = cast(tuple[float, Value], cache.get(key, _NOTHING))
    # A value from the future was made while the clock was ahead, and would stay until then.
    if not 0 <= time.time() - made_at <= SECONDS:
        made_at, value = time.time(), make()
        cache.set(key, (made_at, value), SECONDS)
    return value


def generation_of(request: HttpRequest) -> int | None:
    """Return the generation in which a request began, read once for each request."""
    if ENVIRON_GENERATION not in request.META:
        request.META[ENVIRON_GENERATION] = current_generation()
    return request.META[ENVIRON_GENERATION]
