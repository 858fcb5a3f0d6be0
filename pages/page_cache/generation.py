"""Which state of the content is the present one?

Every change that can show on a public page makes a new generation; what was stored under another is not fresh. The
number lives in the cache itself, without the release of the code in its key: a change that was made through an old
release counts for a new one too. It is the time in nanoseconds: neither a restored back-up nor a store that was
emptied can bring an earlier number back.
"""

import threading
import time

from django.core.cache import caches
from django.core.cache.backends.base import BaseCache
from django.db import transaction

GENERATION = "generation"
# The generation that the last purge began. What was rendered before it is not even used when the database is gone.
FLOOR = "floor"
# What every key of a stored page begins with, and no other key of this cache.
PAGES = "page:"

_NOTHING, _RENEWAL, _PURGE = range(3)
# A change of content in this process that could not be stored, since the store did not answer.
_owed = _NOTHING
_one_at_a_time = threading.Lock()


def pages_cache() -> BaseCache:
    """Return the cache that holds the pages and their generation."""
    return caches["pages"]


def present() -> int | None:
    """Return the present generation, or `None` where the store does not answer."""
    return with_stored()[0]


def with_stored(*keys: str) -> tuple[int | None, dict[str, object]]:
    """Return the present generation and what is stored under the keys, in one call.

    The generation is `None` where the store does not answer, or where a change could not be stored yet.
    """
    if _owed and not _settle():
        return None, {}
    found = pages_cache().get_many([GENERATION, *keys])
    generation = found.pop(GENERATION, None) or _first()
    return generation, found


def floor() -> int | None:
    """Return the generation that the last purge began, or `None` where the store does not answer."""
    return None if _owed else pages_cache().get(FLOOR)


def _first() -> int | None:
    """Begin a first generation in a store that has none; of several processes that try at once, one succeeds."""
    cache, number = pages_cache(), time.time_ns()
    cache.set(FLOOR, number, None)
    cache.add(GENERATION, number, None)
    return cache.get(GENERATION)


def renew(purge: bool = False) -> None:
    """Begin a new generation now; a purge also removes every stored page, so that no failure can bring it back.

    Where the store does not answer, the new generation is owed: this process uses the store no more until it could
    be stored.
    """
    global _owed
    with _one_at_a_time:
        _owed = max(_owed, _PURGE if purge else _RENEWAL)
    _settle()


def _settle() -> bool:
    """Store the new generation that is owed, and return whether it is stored now."""
    global _owed
    with _one_at_a_time:
        cache = pages_cache()
        before = cache.get_many([GENERATION, FLOOR])
        number = max([time.time_ns(), *(known + 1 for known in before.values())])
        # The floor first: nobody may see the new generation and still use what is below it.
        if _owed == _PURGE:
            cache.set(FLOOR, number, None)
        cache.set(GENERATION, number, None)
        # The store swallows its errors. Somebody else may have begun a later generation by now.
        after = cache.get_many([GENERATION, FLOOR])
        is_stored = after.get(GENERATION, 0) >= number and (_owed != _PURGE or after.get(FLOOR, 0) >= number)
        if is_stored and _owed == _PURGE:
            cache.delete_pattern(f"{PAGES}*")  # type: ignore[attr-defined]  # both backends of this site have it
        if is_stored:
            _owed = _NOTHING
        return is_stored


def _renew() -> None:
    renew()


def _purge() -> None:
    renew(purge=True)


def renew_on_commit(purge: bool = False) -> None:
    """Begin a new generation when the present transaction commits: once for each, however much it changes."""
    function = _purge if purge else _renew
    connection = transaction.get_connection()
    present = set(connection.savepoint_ids)
    # What waits in a savepoint that may still be rolled back counts only within that savepoint.
    waiting = [call for savepoints, call, *_ in connection.run_on_commit if savepoints <= present]
    if function not in waiting and _purge not in waiting:
        transaction.on_commit(function)


def is_renewal_waiting() -> bool:
    """Tell whether the present transaction has changed content: what it reads, nobody else may see yet."""
    return any(call in (_renew, _purge) for _, call, *_ in transaction.get_connection().run_on_commit)
