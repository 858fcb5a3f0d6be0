"""How does a request get its page: from the store, from another request that renders it now, or from Django?"""

import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.base import BaseCache

from pages.page_cache import generation as generations
from pages.page_cache.addresses import Addresses
from pages.page_cache.entries import Entry, Headers, NotStorable, entry_of, is_storable
from pages.page_cache.fragments import ENVIRON_GENERATION
from pages.page_cache.permission import ENVIRON_EXPIRY

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Longer than a page is fresh: should the database go, what was read before is still served.
STORED_SECONDS = 7 * 24 * 60 * 60
NOT_STORABLE_SECONDS = 60
LONGEST_WAIT_SECONDS = 1.0
BETWEEN_LOOKS_SECONDS = 0.01
# A process that dies while it renders holds nobody up for longer than this.
LOCK_SECONDS = 15
_RENDERING, _FAILED = "rendering", "failed"
# Those who waited for a rendering that failed look again within this time.
FAILED_SECONDS = 0.1


class PageCache:
    """A WSGI application that answers with stored pages, and leaves everything else to the one that it wraps."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.addresses = Addresses()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""
        key = self.addresses.key(environ)
        if key is None:
            return self.application(environ, start_response)
        generation, found = generations.with_stored(key)
        entry = found.get(key)
        if isinstance(entry, Entry) and entry.is_fresh(generation or 0):
            return entry.send(environ, start_response)
        if generation is None or entry == NotStorable(generation):
            return self.application(environ, start_response)
        return _Rendering(self.application, environ, start_response, key, generation, entry).answer()


class _Rendering:
    """The answer to one request for which there is no fresh entry."""

    def __init__(
        self,
        application: Application,
        environ: dict[str, Any],
        start_response: Callable[..., Any],
        key: str,
        generation: int,
        entry: object,
    ) -> None:
        self.application = application
        self.environ = environ
        self.start_response = start_response
        self.key = key
        self.generation = generation
        self.earlier = entry if isinstance(entry, Entry) else None
        self.cache: BaseCache = generations.pages_cache()

    @property
    def lock(self) -> str:
        """The key of the lock: a rendering of an earlier generation holds nobody up."""
        return f"lock:{self.generation}:{self.key}"

    def answer(self) -> Iterable[bytes]:
        """Render the page for everybody, or wait for the request that does so already."""
        until = time.monotonic() + LONGEST_WAIT_SECONDS
        while time.monotonic() < until:
            if self.cache.add(self.lock, _RENDERING, LOCK_SECONDS):
                return self._render_for_all()
            entry, is_worth_another_try = self._wait(until)
            if entry:
                return entry.send(self.environ, self.start_response)
            if not is_worth_another_try:
                break
        return self._render()[0]

    def _wait(self, until: float) -> tuple[Entry | None, bool]:
        """Wait for another request's rendering; return what it stored, and else whether one could still be had."""
        lock = self.lock
        while time.monotonic() < until:
            time.sleep(BETWEEN_LOOKS_SECONDS)
            generation, found = generations.with_stored(self.key, lock)
            entry = found.get(self.key)
            if generation is None:
                break
            if isinstance(entry, Entry) and entry.is_fresh(generation):
                return entry, True
            if found.get(lock) == _FAILED:
                return self._earlier_that_may_be_used(), False
            if generation != self.generation:
                self.generation = generation
                return None, True
            if lock not in found:
                break
        return None, False

    def _render_for_all(self) -> Iterable[bytes]:
        """Render while others wait, and let them go on afterwards."""
        lock, has_failed = self.lock, False
        try:
            answer, has_failed = self._render()
            return answer
        finally:
            if has_failed:
                self.cache.set(lock, _FAILED, FAILED_SECONDS)
            else:
                self.cache.delete(lock)

    def _render(self) -> tuple[Iterable[bytes], bool]:
        """Return Django's answer, stored if it may be, or what was read before; and whether the database is gone."""
        environ = {**self.environ, "REQUEST_METHOD": "GET", ENVIRON_GENERATION: self.generation}
        started: list[Any] = []

        def note(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers]

        response = self.application(environ, note)
        status, headers = started
        is_gone = status.startswith("503 ")
        entry = self._earlier_that_may_be_used() if is_gone else None
        if environ.get(ENVIRON_EXPIRY) and is_storable(status, headers) and not getattr(response, "streaming", False):
            entry = entry_of(self.generation, environ[ENVIRON_EXPIRY], status, headers, b"".join(response))
            # A rendering that a change has overtaken takes the place of no later one.
            if generations.present() == self.generation:
                self.cache.set(self.key, entry, STORED_SECONDS)
        elif status[0] in "23":
            self.cache.set(self.key, NotStorable(self.generation), NOT_STORABLE_SECONDS)
        if entry or self.environ["REQUEST_METHOD"] == "HEAD":
            close = getattr(response, "close", None)
            if close:
                close()
        if entry:
            return entry.send(self.environ, self.start_response), is_gone
        self.start_response(status, headers)
        return [] if self.environ["REQUEST_METHOD"] == "HEAD" else response, is_gone

    def _earlier_that_may_be_used(self) -> Entry | None:
        """Return what was stored before, unless it was purged; for the moment in which the database is gone."""
        floor = generations.floor()
        return self.earlier if self.earlier and floor and self.earlier.generation >= floor else None
