"""What is stored of an answer, and in which form does a visitor get it?"""

import gzip
import time
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

import brotli

Headers = list[tuple[str, str]]

# Past these, both take several times as long for a few per cent.
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
# What depends on the form, is made anew for each answer, or must never be given to a second visitor.
_NOT_STORED = {"content-length", "content-encoding", "vary", "set-cookie", "date", "connection"}


class Entry(NamedTuple):
    """An answer that is ready to be sent, in three forms, with the generation under which it was begun."""

    generation: int
    expires: float
    status: str
    headers: Headers
    forms: dict[str, bytes]

    def is_fresh(self, generation: int) -> bool:
        """Tell whether a visitor may have it: nothing has changed since, neither by an editor nor by the clock."""
        return self.generation == generation and time.time() < self.expires

    def send(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request in the form that it accepts."""
        form = preferred_form(environ.get("HTTP_ACCEPT_ENCODING", ""))
        body = self.forms[form]
        headers = [*self.headers, ("Content-Length", str(len(body)))]
        if form != "identity":
            headers.append(("Content-Encoding", form))
        start_response(self.status, headers)
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]


class NotStorable(NamedTuple):
    """Says that an address has an answer that is not stored, so that nobody waits for another's."""

    generation: int


def entry_of(generation: int, expires: float, status: str, headers: Headers, body: bytes) -> Entry:
    """Return what to store of an answer."""
    kept = [(name, value) for name, value in headers if name.lower() not in _NOT_STORED]
    kept.append(("Vary", ", ".join([*(value for name, value in headers if name.lower() == "vary"), "Accept-Encoding"])))
    forms = {
        "br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY),
        "gzip": gzip.compress(body, GZIP_LEVEL, mtime=0),
        "identity": body,
    }
    return Entry(generation, expires, status, kept, forms)


def is_storable(status: str, headers: Headers) -> bool:
    """Tell whether an answer is the same for everyone: complete, without a cookie, and not made for one."""
    by_name = {name.lower(): value for name, value in headers}
    return (
        status.startswith("200 ")
        and "set-cookie" not in by_name
        and "content-encoding" not in by_name
        and "cookie" not in by_name.get("vary", "").lower()
        and "private" not in by_name.get("cache-control", "")
    )


@lru_cache(maxsize=256)
def preferred_form(accepted: str) -> str:
    """Return the smallest form that an Accept-Encoding header allows (RFC 9110, 12.5.3)."""
    weights = {}
    for part in accepted.lower().split(","):
        name, _, parameters = part.partition(";")
        weights[name.strip()] = _weight(parameters)
    best, most = "identity", 0.0
    for form in ("br", "gzip"):
        weight = weights.get(form, weights.get("*", 0.0))
        if weight > most:
            best, most = form, weight
    # An explicit preference for the plain form counts; a header that refuses all forms gets the plain one.
    return best if most >= weights.get("identity", 0.0) else "identity"


def _weight(parameters: str) -> float:
    name, _, value = parameters.strip().partition("=")
    if name.strip() != "q":
        return 1.0
    try:
        return min(max(float(value), 0.0), 1.0)
    except ValueError:
        return 0.0
