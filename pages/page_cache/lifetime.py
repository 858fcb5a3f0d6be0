"""The lifetime of cached pages: four minutes at most, and never past a scheduled change of content."""

import time
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate, make_aware

from pages.page_cache.fragments import cached

# Limits how long a page is stale if a process crashes between a change and its new generation. See also `fragments`.
MAX_SECONDS = 240

_scheduled_fields: list[tuple[type[models.Model], tuple[str, ...]]] = []


def register_scheduled_fields(model: type[models.Model], *fields: str) -> None:
    """Register the fields of a model that hold the time of a change of content. A date stands for the end of that day.

    Saving the model must begin a new generation as well, see `pages.page_cache.invalidation`.
    """
    if (model, fields) not in _scheduled_fields:
        _scheduled_fields.append((model, fields))


def end_of_day(day: date) -> datetime:
    """Return the moment at which a day ends, in the time zone of the site."""
    return make_aware(datetime.combine(day + timedelta(days=1), time_of_day.min))


def expiry(request: HttpRequest) -> float:
    """Return the time at which a page that is rendered now expires, in seconds since the epoch."""
    now = time.time()
    times = cached(request, "scheduled-times", _scheduled_times)
    return min([now + MAX_SECONDS, *(scheduled for scheduled in times if scheduled > now)])


def _scheduled_times() -> list[float]:
    """Return the future times in the registered fields, with one query for each model."""
    now = datetime.now(UTC)
    return [
        moment.timestamp()
        for model, fields in _scheduled_fields
        for values in model._default_manager.filter(_is_future(model, fields)).values_list(*fields)
        for value in values
        if value is not None and (moment := value if isinstance(value, datetime) else end_of_day(value)) > now
    ]


def _is_future(model: type[models.Model], fields: tuple[str, ...]) -> models.Q:
    """Return a filter for the rows of which a field lies in the future, or is today."""
    is_future = models.Q()
    for name in fields:
        has_time = isinstance(model._meta.get_field(name), models.DateTimeField)
        is_future |= models.Q(**{f"{name}__gte": datetime.now(UTC) if has_time else localdate()})
    return is_future
