"""The generation number of the public content, which invalidates the page cache.

Every change that can show on a public page begins a new generation, and entries of other generations are stale. The
number is stored in the cache itself. Its key does not contain the release, so that a change made by a process of the
previous release counts as well. It is the time in nanoseconds, so that no number is used again after a backup was
restored or the cache was cleared.
"""

import threading
import time

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import transaction
from wagtail.models import Site

GENERATION_KEY = "generation"
# The generation that the last purge began. Earlier entries are not used even when the database is unavailable.
LAST_PURGE_KEY = "last-purge"
# The prefix of the keys of cached pages. No other key of this cache has it.
PAGE_KEY_PREFIX = "page:"

_NONE, _RENEWAL, _PURGE = range(3)
# The change that this process could not store yet, because the cache was unavailable.
_pending = _NONE
_lock = threading.Lock()


def pages_cache() -> BaseCache:
    """Return the cache that holds the pages and their generation."""
    return caches["pages"]


def current_generation() -> int | None:
    """Return the current generation, or `None` if the cache is unavailable."""
    return get_with_generation()[0]


def get_with_generation(*keys: str) -> tuple[int | None, dict[str, object]]:
    """Return the current generation and the cached values of the keys, in one call to the cache.

    The generation is `None` if the cache is unavailable, or if this process could not store a change yet.
    """
    if _pending and not _store_pending():
        return None, {}
    found = pages_cache().get_many([GENERATION_KEY, *keys])
    generation = found.pop(GENERATION_KEY, None) or _create_generation()
    return generation, found


def last_purge() -> int | None:
    """Return the generation that the last purge began, or `None` if the cache is unavailable."""
    return None if _pending else pages_cache().get(LAST_PURGE_KEY)


def _create_generation() -> int | None:
    """Store a first generation in an empty cache. If several processes try at once, one succeeds."""
    cache, number = pages_cache(), time.time_ns()
    cache.set(LAST_PURGE_KEY, number, None)
    cache.add(GENERATION_KEY, number, None)
    return cache.get(GENERATION_KEY)


def renew(purge: bool = False) -> None:
    """Begin a new generation now. A purge also deletes all cached pages, so that none can be served again.

    If the cache is unavailable, this process does not use it again until the new generation is stored.
    """
    global _pending
    with _lock:
        _pending = max(_pending, _PURGE if purge else _RENEWAL)
    _store_pending()


def _store_pending() -> bool:
    """Store the pending generation, and return whether that succeeded."""
    global _pending
    with _lock:
        if not _pending:
            # Another thread stored it in the meantime. A second generation would make what is rendered now stale.
            return True
        cache = pages_cache()
        before = cache.get_many([GENERATION_KEY, LAST_PURGE_KEY])
        number = max([time.time_ns(), *(known + 1 for known in before.values())])
        keys = [GENERATION_KEY, LAST_PURGE_KEY] if _pending == _PURGE else [GENERATION_KEY]
        # Before the generation: no process may see the new generation and still use entries from before the purge.
        if _pending == _PURGE:
            cache.set(LAST_PURGE_KEY, number, None)
        cache.set(GENERATION_KEY, number, None)
        # The backends ignore errors, so read the values back. Another process may have begun a later generation.
        after = cache.get_many(keys)
        is_stored = all(after.get(key, 0) >= number for key in keys)
        if is_stored and _pending == _PURGE:
            cache.delete_pattern(f"{PAGE_KEY_PREFIX}*")  # type: ignore[attr-defined]  # both our backends have it
        if is_stored:
            _pending = _NONE
        return is_stored


def _renew() -> None:
    # Wagtail clears them before the commit, after which another process may have cached the old ones again.
    Site.clear_site_root_paths_cache()
    renew()


def _purge() -> None:
    Site.clear_site_root_paths_cache()
    renew(purge=True)


def renew_on_commit(purge: bool = False) -> None:
    """Begin a new generation, once, when the current transaction commits."""
    function = _purge if purge else _renew
    connection = transaction.get_connection()
    active = set(connection.savepoint_ids)
    # Callbacks registered in another savepoint do not count: it may still be rolled back.
    registered = [call for savepoints, call, *_ in connection.run_on_commit if savepoints <= active]
    if function not in registered and _purge not in registered:
        transaction.on_commit(function)


def has_uncommitted_change() -> bool:
    """Return whether the current transaction has changed content, so that what it reads must not be cached."""
    return any(call in (_renew, _purge) for _, call, *_ in transaction.get_connection().run_on_commit)
