"""The lifetime of cached pages: four minutes at most, and never past a scheduled change of content."""

import time
from datetime import UTC, datetime

from django.db import models
from django.http import HttpRequest

from pages.page_cache.fragments import cached

# Limits how long a page is stale if a process crashes between a change and its new generation. See also `fragments`.
MAX_SECONDS = 240

_scheduled_fields: list[tuple[type[models.Model], tuple[str, ...]]] = []


def register_scheduled_fields(model: type[models.Model], *fields: str) -> None:
    """Register the date-time fields of a model at whose times the content of pages changes.

    Saving the model must begin a new generation as well, see `pages.page_cache.invalidation`.
    """
    if (model, fields) not in _scheduled_fields:
        _scheduled_fields.append((model, fields))


def expiry(request: HttpRequest) -> float:
    """Return the time at which a page that is rendered now expires, in seconds since the epoch."""
    now = time.time()
    times = cached(request, "scheduled-times", _scheduled_times)
    return min([now + MAX_SECONDS, *(scheduled for scheduled in times if scheduled > now)])


def _scheduled_times() -> list[float]:
    """Return the future times in the registered fields, with one query for each model."""
    now = datetime.now(UTC)
    return [
        value.timestamp()
        for model, fields in _scheduled_fields
        for values in model._default_manager.values_list(*fields)
        for value in values
        if value is not None and value > now
    ]
