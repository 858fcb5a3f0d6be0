"""Cached responses, stored with Brotli, gzip and uncompressed bodies."""

import gzip
import math
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

from pages.page_cache.lifetime import MAX_SECONDS

Headers = list[tuple[str, str]]

# Higher levels take several times as long and save only a few per cent.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# Headers that depend on the encoding, are set for each response, or must never be sent to another visitor.
_EXCLUDED_HEADERS = {"content-length", "content-encoding", "vary", "set-cookie", "date", "connection"}


class Entry(NamedTuple):
    """A response with its body in each encoding, and the generation in which its rendering began.

    When it has expired it is used while the database is unavailable, but never after `usable_until`. Both are in
    seconds since the epoch.
    """

    generation: int
    expires: float
    usable_until: float
    status: str
    headers: Headers
    bodies: dict[str, bytes]

    def is_fresh(self, generation: int) -> bool:
        """Return whether the entry belongs to the current generation and has not expired.

        One that expires later than any does was stored while the clock was ahead.
        """
        return self.generation == generation and 0 < self.expires - time.time() <= MAX_SECONDS

    def is_usable(self, last_purge: int) -> bool:
        """Return whether the entry may be sent while the database is unavailable."""
        return self.generation >= last_purge and time.time() < self.usable_until

    def send(self, environment: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Send the response in the encoding that the request prefers."""
        encoding = preferred_encoding(environment.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.bodies[encoding]
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if encoding != "identity":
            headers.append(("Content-Encoding", encoding))
        start_response(self.status, headers)
        return [] if environment["REQUEST_METHOD"] == "HEAD" else [body]


class NotStorable(NamedTuple):
    """Marks a key whose response is not cached, so that requests for it do not wait for each other."""

    generation: int


def create_entry(
    generation: int, expires: float, status: str, headers: Headers, body: bytes, usable_until: float = math.inf
) -> Entry:
    """Return the cache entry for a response."""
    stored = [(name, value) for name, value in headers if name.lower() not in _EXCLUDED_HEADERS]
    stored.append(
        ("Vary", ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"]))
    )
    bodies = {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "identity": body,
    }
    return Entry(generation, min(expires, usable_until), usable_until, status, stored, bodies)


def is_storable(status: str, headers: Headers) -> bool:
    """Return whether a response is a complete 200 that is the same for all visitors."""
    by_name = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and "set-cookie" not in by_name
        and "content-encoding" not in by_name
        and "cookie" not in by_name.get("vary", "").lower()
        and "private" not in by_name.get("cache-control", "")
    )


@lru_cache(maxsize=256)
def preferred_encoding(accepted: str) -> str:
    """Return the encoding to send for an Accept-Encoding header (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    best, best_weight = "identity", 0.0
    for encoding in ("br", "gzip"):
        weight = weights.get(encoding, weights.get("*", 0.0))
        if weight > best_weight:
            best, best_weight = encoding, weight
    # Uncompressed wins only if it is explicitly preferred, and is sent if everything is refused.
    return best if best_weight >= weights.get("identity", 0.0) else "identity"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
