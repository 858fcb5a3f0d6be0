"""Values that are computed once for each request."""

from typing import Any

from django.http import HttpRequest


def request_cache(request: HttpRequest) -> dict[str, Any]:
    """Return the values cached on a request, by name, to read and to add to."""
    return vars(request).setdefault("_pages_cache", {})
