"""The cache backends: an SQLite file shared by the processes of a machine, and a Redis client.

A failure of the cache is treated as a miss and never raises an error.
"""

import fcntl
import math
import os
import pickle
import random
import sqlite3
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from redis import Redis
from redis.exceptions import ConnectionError as RedisConnectionError
from redis.exceptions import TimeoutError as RedisTimeoutError

Result = TypeVar("Result")

BUSY_SECONDS = 1
# Above this size SQLite reports a full disk, and the file is deleted and created again.
MAX_BYTES = 256 * 1024 * 1024
PAGE_BYTES = 4096
# On average, one in this many writes also culls the cache.
WRITES_PER_CULL = 200

SCHEMA = """
CREATE TABLE IF NOT EXISTS entries (
    id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, value BLOB NOT NULL, expires REAL NOT NULL
)
"""
SET = "INSERT OR REPLACE INTO entries (key, value, expires) VALUES (?, ?, ?)"
ADD = (
    "INSERT INTO entries (key, value, expires) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE "
    "SET value = excluded.value, expires = excluded.expires WHERE entries.expires <= ?"
)
# Entries without expiry are not culled: there are few, and the page cache's generation is one of them.
CULL = "DELETE FROM entries WHERE id IN (SELECT id FROM entries WHERE expires < ? ORDER BY id DESC LIMIT -1 OFFSET ?)"


class _Connections(threading.local):
    """The open connections of a thread, by path, and the process that opened them, to detect a fork."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self.by_path: dict[str, tuple[sqlite3.Connection, int]] = {}


_connections = _Connections()
# SQLite forbids using or closing connections that were opened before a fork, so keep them from being collected.
_inherited: list[Any] = []


class SQLiteCache(BaseCache):
    """A cache in an SQLite file. Django's database cache would write to the site's database for each page.

    `LOCATION` is the path of the file, `MAX_ENTRIES` the number of entries that remain after culling.
    """

    def __init__(self, path: str, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.path = str(path)

    def get(self, key: str, default: Any = None, version: int | None = None) -> Any:
        """Return a value, or the default if there is none."""
        return self.get_many([key], version).get(key, default)

    def get_many(self, keys: Iterable[str], version: int | None = None) -> dict[str, Any]:
        """Return the values that exist, with one query."""
        names = {self.make_key(key, version): key for key in keys}

        def read(connection: sqlite3.Connection) -> dict[str, Any]:
            marks = ",".join("?" * len(names))
            rows = connection.execute(
                f"SELECT key, value FROM entries WHERE key IN ({marks}) AND expires > ?",  # noqa: S608 (marks only)
                [*names, time.time()],
            )
            return {names[name]: pickle.loads(value) for name, value in rows}  # noqa: S301 (written by this class)

        return self._run(read, {})

    def set(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> None:
        """Store a value."""
        self.set_many({key: value}, timeout, version)

    def set_many(
        self, data: dict[str, Any], timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None
    ) -> list[str]:
        """Store several values in one transaction, and return the keys that could not be stored."""
        rows = [self._row(key, value, timeout, version) for key, value in data.items()]

        def write(connection: sqlite3.Connection) -> list[str]:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                connection.executemany(SET, rows)
                if random.randrange(WRITES_PER_CULL) < len(rows):  # noqa: S311 (no secret)
                    self._cull(connection)
            return []

        return self._run(write, list(data))

    def add(self, key: str, value: Any, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Store a value if the key has none. If several processes try at once, one succeeds."""
        row = self._row(key, value, timeout, version)
        return self._run(lambda connection: connection.execute(ADD, [*row, time.time()]).rowcount == 1, False)

    def touch(self, key: str, timeout: float | None = DEFAULT_TIMEOUT, version: int | None = None) -> bool:
        """Set a new expiry for a value, and return whether it exists."""
        values = (self._expiry(timeout), self.make_key(key, version), time.time())
        query = "UPDATE entries SET expires = ? WHERE key = ? AND expires > ?"
        return self._run(lambda connection: connection.execute(query, values).rowcount == 1, False)

    def delete(self, key: str, version: int | None = None) -> bool:
        """Delete a value, and return whether it existed."""
        values = (self.make_key(key, version), time.time())
        query = "DELETE FROM entries WHERE key = ? RETURNING expires > ?"
        return self._run(lambda connection: connection.execute(query, values).fetchall() == [(1,)], False)

    def delete_pattern(self, pattern: str, version: int | None = None) -> int:
        """Delete the values whose keys match a pattern such as `page:*`, and return their number."""
        # Escape brackets in the prefix, which an IPv6 address contains.
        names = self.make_key("", version).replace("[", "[[]") + pattern
        query = "DELETE FROM entries WHERE key GLOB ?"
        return self._run(lambda connection: connection.execute(query, [names]).rowcount, 0)

    def clear(self) -> None:
        """Delete all values."""
        self._run(lambda connection: connection.execute("DELETE FROM entries"), None)

    def _expiry(self, timeout: float | None) -> float:
        expiry = self.get_backend_timeout(timeout)
        return math.inf if expiry is None else expiry

    def _row(self, key: str, value: Any, timeout: float | None, version: int | None) -> tuple[str, bytes, float]:
        pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        return self.make_key(key, version), pickled, self._expiry(timeout)

    def _cull(self, connection: sqlite3.Connection) -> None:
        connection.execute("DELETE FROM entries WHERE expires <= ?", [time.time()])
        connection.execute(CULL, [math.inf, self._max_entries])

    def _run(self, query: Callable[[sqlite3.Connection], Result], default: Result) -> Result:
        """Return the result of a query, or the default if it fails. A corrupt or full file is deleted."""
        try:
            return query(self._connection())
        except sqlite3.Error as error:
            code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
            if code not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
                self._delete_file()
        except (OSError, pickle.UnpicklingError, AttributeError, EOFError, ImportError):
            # The folder is not writable, or a value was pickled by another version of a package.
            pass
        return default

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection, opened again if another process has replaced the file."""
        if _connections.process != os.getpid():
            _inherited.append(_connections.by_path)
            _connections.process, _connections.by_path = os.getpid(), {}
        connection, inode = _connections.by_path.get(self.path, (None, 0))
        try:
            if connection and os.stat(self.path).st_ino == inode:
                return connection
        except FileNotFoundError:
            pass
        with self._locked():
            connection = self._open()
        _connections.by_path[self.path] = connection, os.stat(self.path).st_ino
        return connection

    def _open(self) -> sqlite3.Connection:
        # Created with a private mode, which SQLite copies to its other files. An existing file must not be opened here:
        # closing it would end the locks that SQLite holds on it for other threads of this process (POSIX).
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        connection = sqlite3.connect(
            self.path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False, cached_statements=32
        )
        for pragma in (
            f"page_size={PAGE_BYTES}",
            "journal_mode=WAL",
            "synchronous=OFF",
            f"max_page_count={MAX_BYTES // PAGE_BYTES}",
            "journal_size_limit=16777216",
        ):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute(SCHEMA)
        return connection

    def _delete_file(self) -> None:
        """Delete the file, unless another process has replaced it already. The next query creates it again."""
        _connection, inode = _connections.by_path.pop(self.path, (None, 0))
        try:
            with self._locked():
                if not inode or os.stat(self.path).st_ino == inode:
                    for suffix in ("", "-wal", "-shm"):
                        Path(self.path + suffix).unlink(missing_ok=True)
        except OSError:
            pass

    @contextmanager
    def _locked(self) -> Iterator[None]:
        """Hold a lock, so that no other process opens or deletes the file."""
        folder = os.path.dirname(self.path)
        os.makedirs(folder, mode=0o700, exist_ok=True)
        with open(os.open(f"{self.path}.lock", os.O_RDWR | os.O_CREAT, 0o600)) as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield


class PausingRedis(Redis):
    """A Redis client that pauses after a failure, so that a server that hangs does not delay every page.

    django-redis treats the errors as misses.
    """

    PAUSE_SECONDS = 10
    resumes_at = 0.0

    def execute_command(self, *args: Any, **options: Any) -> Any:
        """Send a command. Raises `ConnectionError` without sending it during a pause."""
        if time.monotonic() < PausingRedis.resumes_at:
            raise RedisConnectionError("The server did not answer a moment ago.")
        try:
            return super().execute_command(*args, **options)
        except (RedisConnectionError, RedisTimeoutError):
            PausingRedis.resumes_at = time.monotonic() + self.PAUSE_SECONDS
            raise
