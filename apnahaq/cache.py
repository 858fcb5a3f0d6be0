"""A cache on another machine that the site can do without."""

import time
from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError

PAUSE_SECONDS = 10


class ForgivingClient(RedisCacheClient):
    """Asks Redis, and goes on without it where it does not answer: what is kept is only ever kept to save time.

    A server that did not answer is left alone for a while: a page asks many things, and one that hangs would
    hold it up with each of them.
    """

    _asked_again_at = 0.0

    def _answer_to(self, ask: Callable[[], Any], otherwise: Any) -> Any:
        if time.monotonic() < ForgivingClient._asked_again_at:
            return otherwise
        try:
            return ask()
        except RedisError:
            ForgivingClient._asked_again_at = time.monotonic() + PAUSE_SECONDS
            return otherwise

    def get(self, key: str, default: Any) -> Any:
        """Return what is kept, or the default."""
        return self._answer_to(partial(super().get, key, default), default)

    def get_many(self, keys: list[str]) -> dict[str, Any]:
        """Return what is kept of several."""
        return self._answer_to(partial(super().get_many, keys), {})

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        """Keep something that is not kept yet, and tell whether it is now."""
        return self._answer_to(partial(super().add, key, value, timeout), False)

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        """Keep something."""
        self._answer_to(partial(super().set, key, value, timeout), None)

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        """Keep several things."""
        self._answer_to(partial(super().set_many, data, timeout), None)

    def delete(self, key: str) -> bool:
        """Forget something, and tell whether it was kept."""
        return self._answer_to(partial(super().delete, key), False)


class ForgivingRedisCache(RedisCache):
    """Django's own cache in Redis, which raises an error where Redis does not answer, made to go on without."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
