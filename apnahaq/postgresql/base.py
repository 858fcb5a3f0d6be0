"""Django's database backend for PostgreSQL, which fails at once while the server is known not to answer."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError

# For how long a failed attempt to connect is remembered.
REMEMBERED_SECONDS = 1.0


class Outage:
    """Whether this process could not connect when it last tried.

    Each attempt occupies one of a few threads for as long as the pool waits. During an outage one thread at a time
    makes an attempt, once in a while; all others are free for the exit and for pages that are in the cache.
    """

    def __init__(self) -> None:
        self._failed_at: float | None = None
        self._attempt = threading.Lock()

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """Connect in this block. Raises `OperationalError` if the last attempt failed, or another one is under way."""
        failed_at = self._failed_at
        if failed_at is None:
            with self._result():
                yield
            return
        if time.monotonic() < failed_at + REMEMBERED_SECONDS or not self._attempt.acquire(blocking=False):
            raise OperationalError("The server could not be reached a moment ago.")
        try:
            with self._result():
                yield
        finally:
            self._attempt.release()

    @contextmanager
    def _result(self) -> Iterator[None]:
        try:
            yield
        except OperationalError:
            self._failed_at = time.monotonic()
            raise
        self._failed_at = None


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection of a pool. All connections of a process know of an outage."""

    outage = Outage()

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Return a connection of the pool. Raises `OperationalError` at once during an outage."""
        with self.outage.attempt():
            return super().get_new_connection(conn_params)
