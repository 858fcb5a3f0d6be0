"""The WSGI application that serves cached pages, and lets one request at a time render a page that is not cached."""

import math
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.core.cache.backends.base import BaseCache

from pages.page_cache import generation as generations
from pages.page_cache.entries import Entry, Headers, NotStorable, create_entry, is_storable
from pages.page_cache.fragments import ENVIRON_GENERATION
from pages.page_cache.keys import KeyBuilder
from pages.page_cache.permission import ENVIRON_PERMISSION, ENVIRON_USABLE_UNTIL, Permission

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]

# Longer than an entry is fresh: stale entries are served while the database is unavailable.
STORED_SECONDS = 7 * 24 * 60 * 60
NOT_STORABLE_SECONDS = 60
MAX_WAIT_SECONDS = 1.0
POLL_SECONDS = 0.01
# How many of the pages that a process has served it keeps in memory as well.
MAX_RECENT = 200
# Limits how long the lock of a process that died while rendering remains.
LOCK_SECONDS = 15
_RENDERING, _FAILED = "rendering", "failed"
# Long enough for all waiting requests to see that the rendering failed.
FAILED_SECONDS = 0.1


class PageCache:
    """A WSGI application that serves cached pages, and passes all other requests to the application that it wraps."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.keys = KeyBuilder()
        self.outage = Outage()
        # Saves reading a page from the cache again. The generation is always read, so that no copy is served too long.
        self.recent: dict[str, Entry] = {}

    def __call__(self, environment: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Serve a request."""
        key = self.keys.key(environment)
        if key is None:
            return self.application(environment, start_response)
        recent = self.recent.get(key)
        if recent and recent.is_fresh(generations.current_generation() or 0):
            return recent.send(environment, start_response)
        # Whether a response can be stored depends on its path, not on its parameters, whose number is unlimited.
        path_key = key.partition("?")[0]
        generation, found = generations.get_with_generation(key, path_key)
        entry = found.get(key)
        if isinstance(entry, Entry) and entry.is_fresh(generation or 0):
            self._remember(key, entry)
            return entry.send(environment, start_response)
        if generation is None or found.get(path_key) == NotStorable(generation):
            return self.application(environment, start_response)
        rendering = _Rendering(self.application, environment, start_response, key, generation, entry, self.outage)
        return self.outage.limit_attempts(rendering)

    def _remember(self, key: str, entry: Entry) -> None:
        if len(self.recent) >= MAX_RECENT:
            self.recent.clear()
        self.recent[key] = entry


class Outage:
    """Whether the database was unavailable when this process last needed it.

    Each attempt to reach it occupies a thread for seconds. While it is unavailable only one request makes an attempt,
    so that threads are left for the exit and for pages that are in the cache.
    """

    def __init__(self) -> None:
        self.is_known = False
        self._attempt = threading.Lock()

    def limit_attempts(self, rendering: "_Rendering") -> Iterable[bytes]:
        """Return the response, which is the previous entry while another request tries to reach the database."""
        if not self.is_known:
            return rendering.answer()
        if self._attempt.acquire(blocking=False):
            try:
                return rendering.answer()
            finally:
                self._attempt.release()
        previous = rendering.usable_previous()
        return previous.send(rendering.environment, rendering.start_response) if previous else rendering.answer()


class _Rendering:
    """The handling of a request without a fresh cache entry."""

    def __init__(
        self,
        application: Application,
        environment: dict[str, Any],
        start_response: Callable[..., Any],
        key: str,
        generation: int,
        entry: object,
        outage: Outage,
    ) -> None:
        self.application = application
        self.environment = environment
        self.start_response = start_response
        self.key = key
        self.generation = generation
        self.previous = entry if isinstance(entry, Entry) else None
        self.outage = outage
        self.cache: BaseCache = generations.pages_cache()

    @property
    def lock(self) -> str:
        """The key of the lock. It contains the generation, so that a rendering of an earlier one does not block."""
        return f"lock:{self.generation}:{self.key}"

    def answer(self) -> Iterable[bytes]:
        """Render the page and cache it, or wait for the request that is already rendering it."""
        until = time.monotonic() + MAX_WAIT_SECONDS
        while time.monotonic() < until:
            if self.cache.add(self.lock, _RENDERING, LOCK_SECONDS):
                return self._render_locked()
            entry, can_retry = self._wait(until)
            if entry:
                return entry.send(self.environment, self.start_response)
            if not can_retry:
                break
        return self._render()[0]

    def _wait(self, until: float) -> tuple[Entry | None, bool]:
        """Wait for the request that is rendering; return its entry, and whether to try again if there is none."""
        lock, was_released = self.lock, False
        while time.monotonic() < until:
            time.sleep(POLL_SECONDS)
            generation, found = generations.get_with_generation(self.key, lock)
            entry = found.get(self.key)
            if generation is None:
                break
            if isinstance(entry, Entry) and entry.is_fresh(generation):
                return entry, True
            if found.get(lock) == _FAILED:
                return self.usable_previous(), False
            if generation != self.generation:
                self.generation = generation
                return None, True
            if was_released:
                break
            # Read again: the entry or the next generation may have been stored between reading the entry and reading
            # the lock.
            was_released = lock not in found
        return None, False

    def _render_locked(self) -> Iterable[bytes]:
        """Render while other requests wait, and release the lock afterwards."""
        lock, has_failed = self.lock, False
        try:
            # Another request may have stored the page before this one acquired the lock.
            _generation, found = generations.get_with_generation(self.key)
            entry = found.get(self.key)
            if isinstance(entry, Entry) and entry.is_fresh(self.generation):
                return entry.send(self.environment, self.start_response)
            answer, has_failed = self._render()
            return answer
        finally:
            if has_failed:
                self.cache.set(lock, _FAILED, FAILED_SECONDS)
            else:
                self.cache.delete(lock)

    def _render(self) -> tuple[Iterable[bytes], bool]:
        """Return the response, which is cached if allowed, and whether the database is unavailable.

        If it is, the response is the previous entry where there is a usable one.
        """
        environment = {**self.environment, "REQUEST_METHOD": "GET", ENVIRON_GENERATION: self.generation}
        started: list[Any] = []

        def capture(status: str, headers: Headers, exc_info: Any = None) -> None:
            started[:] = [status, headers]

        response = self.application(environment, capture)
        status, headers = started
        is_unavailable = status.startswith("503 ")
        self.outage.is_known = is_unavailable
        entry = self.usable_previous() if is_unavailable else None
        permission: Permission | None = environment.get(ENVIRON_PERMISSION)
        parameters = KeyBuilder.parameters(self.key)
        if (
            permission
            and parameters.issubset(permission.parameters)
            and is_storable(status, headers)
            and not getattr(response, "streaming", False)
        ):
            usable_until = environment.get(ENVIRON_USABLE_UNTIL, math.inf)
            body = b"".join(response)
            entry = create_entry(self.generation, permission.expires, status, headers, body, usable_until)
            # If content has changed in the meantime, do not overwrite a newer entry.
            if generations.current_generation() == self.generation:
                self.cache.set(self.key, entry, STORED_SECONDS)
        elif status.startswith("200 ") and not permission and not self.previous:
            # Only for a limited number of keys: errors and redirects are unlimited.
            self.cache.set(self.key.partition("?")[0], NotStorable(self.generation), NOT_STORABLE_SECONDS)
        if entry or self.environment["REQUEST_METHOD"] == "HEAD":
            close = getattr(response, "close", None)
            if close:
                close()
        if entry:
            return entry.send(self.environment, self.start_response), is_unavailable
        self.start_response(status, headers)
        return [] if self.environment["REQUEST_METHOD"] == "HEAD" else response, is_unavailable

    def usable_previous(self) -> Entry | None:
        """Return the previous entry, for use while the database is unavailable, unless it was purged or has ended."""
        last_purge = generations.last_purge()
        return self.previous if self.previous and last_purge and self.previous.is_usable(last_purge) else None
