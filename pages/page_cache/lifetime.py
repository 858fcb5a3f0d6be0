"""Until when is a page true? Five minutes at most, and never past a moment at which something changes by the clock."""

import time
from datetime import UTC, datetime

from django.db import models
from django.http import HttpRequest

from pages.page_cache.fragments import cached

# What a crash between a change and its new generation leaves behind ends after this long.
LONGEST_SECONDS = 300

_moments: list[tuple[type[models.Model], tuple[str, ...]]] = []


def register_moments(model: type[models.Model], *fields: str) -> None:
    """Say which date-time fields of a model change what pages show, without anybody doing anything.

    A change of the model itself must begin a new generation, see `pages.page_cache.invalidation`.
    """
    if (model, fields) not in _moments:
        _moments.append((model, fields))


def expiry(request: HttpRequest) -> float:
    """Return the time, in seconds since the epoch, until which a page that is rendered from now on is true."""
    now = time.time()
    moments = cached(request, "moments", _all_moments)
    return min([now + LONGEST_SECONDS, *(moment for moment in moments if moment > now)])


def _all_moments() -> list[float]:
    """Return every registered moment that is not over, from one query for each model."""
    now = datetime.now(UTC)
    return [
        value.timestamp()
        for model, fields in _moments
        for values in model._default_manager.values_list(*fields)
        for value in values
        if value is not None and value > now
    ]
