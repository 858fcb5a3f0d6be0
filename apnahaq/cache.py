"""A cache on another machine that the site can do without."""

from contextlib import suppress
from typing import Any

from django.core.cache.backends.redis import RedisCache, RedisCacheClient
from redis.exceptions import RedisError


class ForgivingClient(RedisCacheClient):
    """Asks Redis, and goes on without it where it does not answer: what is kept is only ever kept to save time."""

    def get(self, key: str, default: Any) -> Any:
        """Return what is kept, or the default."""
        try:
            return super().get(key, default)
        except RedisError:
            return default

    def get_many(self, keys: list[str]) -> dict[str, Any]:
        """Return what is kept of several."""
        try:
            return super().get_many(keys)
        except RedisError:
            return {}

    def add(self, key: str, value: Any, timeout: int | None) -> bool:
        """Keep something that is not kept yet, and tell whether it is now."""
        try:
            return super().add(key, value, timeout)
        except RedisError:
            return False

    def set(self, key: str, value: Any, timeout: int | None) -> None:
        """Keep something."""
        with suppress(RedisError):
            super().set(key, value, timeout)

    def set_many(self, data: dict[str, Any], timeout: int | None) -> None:
        """Keep several things."""
        with suppress(RedisError):
            super().set_many(data, timeout)

    def delete(self, key: str) -> bool:
        """Forget something, and tell whether it was kept."""
        try:
            return super().delete(key)
        except RedisError:
            return False


class ForgivingRedisCache(RedisCache):
    """Django's own cache in Redis, which raises an error where Redis does not answer, made to go on without."""

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        super().__init__(server, params)
        self._class = ForgivingClient
