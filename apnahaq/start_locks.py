"""Locks that let one process at a time prepare a site or restore it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

# An arbitrary number that nothing else in the same database locks.
LOCK_NUMBER = 4_142_435


@contextmanager
def machine_lock() -> Iterator[None]:
    """Wait until no other process prepares the same `VAR_DIR`. The lock ends with this process."""
    try:
        settings.VAR_DIR.mkdir(parents=True, exist_ok=True)
        file = open(settings.VAR_DIR / "prepare.lock", "w")  # noqa: SIM115 (closed by `with` below)
    except OSError as error:
        raise ImproperlyConfigured(f"VAR_DIR cannot be written: {settings.VAR_DIR} ({error.strerror})") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@contextmanager
def database_lock() -> Iterator[None]:
    """Wait until no other machine prepares the same database.

    The lock belongs to a connection of its own, because a step may close the usual one; it ends with this process.
    SQLite needs none: its database is in `VAR_DIR`.
    """
    if connection.vendor != "postgresql":
        yield
        return
    holder = connection.copy()
    try:
        with holder.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK_NUMBER])
            try:
                yield
            finally:
                # Closing the connection is not enough: it returns to the pool with its locks.
                cursor.execute("SELECT pg_advisory_unlock(%s)", [LOCK_NUMBER])
    finally:
        holder.close()
