"""How is a value shared by the pages of one generation?"""

from collections.abc import Callable
from typing import TypeVar, cast

from django.core.cache import cache
from django.http import HttpRequest

from pages.page_cache.generation import is_renewal_waiting, present

Value = TypeVar("Value")

# The wrapper notes here the generation under which it stores the answer.
ENVIRON_GENERATION = "pages.page_cache.generation"
# Long: a value is given up when the generation changes, not when it is old.
LONG_SECONDS = 24 * 60 * 60


def cached(request: HttpRequest, name: str, make: Callable[[], Value], seconds: int = LONG_SECONDS) -> Value:
    """Return what `make` returned for the present content, making it if it is not stored yet.

    Nothing is stored of a preview, which shows what is not published yet, nor of a transaction that has changed
    content and not committed. The name must tell languages and sites apart where the value does.
    """
    if getattr(request, "is_preview", False) or is_renewal_waiting():
        return make()
    generation = generation_of(request)
    if generation is None:
        return make()
    # The stubs add `None`, which only a default of `None` would return.
    return cast(Value, cache.get_or_set(f"{name}:{generation}", make, seconds))


def generation_of(request: HttpRequest) -> int | None:
    """Return the generation of the content that a request sees, read once for each request."""
    if ENVIRON_GENERATION not in request.META:
        request.META[ENVIRON_GENERATION] = present()
    return request.META[ENVIRON_GENERATION]
