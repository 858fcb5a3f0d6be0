"""Counts the requests that the site could not answer, for all processes of a machine and without the database.

A file in `VAR_DIR` gets a line for each: the time and the status. What was requested, and by whom, is in no line.
"""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.state import read_state

# A file of some 4,000 lines. When it is full, it becomes the older of two, and that one is deleted.
MAX_BYTES = 64 * 1024
HOUR, DAY = 60 * 60, 24 * 60 * 60
UNAVAILABLE = 503


class ServerErrorMiddleware:
    """Record each answer of 500 and above. The health checks report for themselves."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        response = self.get_response(request)
        if response.status_code >= 500 and not request.path_info.startswith("/health/"):
            record(response.status_code)
        return response


def record(status: int) -> None:
    """Record that a request was answered with a status. Never fails: the disk may be full."""
    path = _path()
    with suppress(OSError):
        # One short write to a file that is opened for appending is never mixed with another.
        file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            os.write(file, f"{int(time.time())} {status}\n".encode())
            is_full = os.fstat(file).st_size > MAX_BYTES
        finally:
            os.close(file)
        if is_full:
            os.replace(path, _older(path))


@dataclass(frozen=True)
class Errors:
    """How many requests failed, how many of them with 503, and when the last did."""

    count: int
    unavailable: int
    last_at: float


def recorded_since(moment: float) -> Errors:
    """Return what was recorded since a time, and nothing from the future. After very many it is less than there was."""
    lines: list[str] = []
    for path in (_older(_path()), _path()):
        with suppress(OSError):
            lines += path.read_text(errors="replace").splitlines()
    records = [(int(parts[0]), int(parts[1])) for line in lines if _is_record(parts := line.split())]
    counted = [(at, status) for at, status in records if moment <= at <= time.time()]
    unavailable = sum(status == UNAVAILABLE for _at, status in counted)
    return Errors(len(counted), unavailable, max((at for at, _status in counted), default=0))


def check() -> list[Finding]:
    """Check that no request failed in the last day. What was in the last hour, or is not told yet, needs help."""
    now = time.time()
    errors = recorded_since(now - DAY)
    if not errors.count:
        return [Finding("errors", "Errors", Level.OK, "Every request of the last 24 hours was answered.")]
    last = timezone.localtime(datetime.fromtimestamp(errors.last_at, timezone.get_current_timezone()))
    which = (
        "one request could not be answered,"
        if errors.count == 1
        else (f"{errors.count} requests could not be answered, the last")
    )
    found = f"In the last 24 hours {which} at {last:%H:%M on %-d %B}."
    advice = ["The log of that time says more (docker compose logs site)."]
    if errors.unavailable:
        found += (
            f" For {errors.unavailable} the database or the media storage did not answer, or a message could not be "
            "stored and its sender was told so."
        )
        advice.append("Lines with “did not answer”, “cannot be used” or “could not be stored” say what failed.")
    if errors.count > errors.unavailable:
        advice.append("Lines with “A request failed” say where an error is: show them to whoever maintains the code.")
    is_urgent = errors.last_at > min(read_state().told_at, now - HOUR)
    level = Level.PROBLEM if is_urgent else Level.WARNING
    return [Finding("errors", "Errors", level, found, " ".join(advice))]


def _path() -> Path:
    return settings.VAR_DIR / "server-errors"


def _older(path: Path) -> Path:
    return path.with_name(f"{path.name}.old")


def _is_record(parts: list[str]) -> bool:
    return len(parts) == 2 and all(part.isdecimal() for part in parts)
