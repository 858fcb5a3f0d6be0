"""The versions that the site runs on, and until when their makers mend security holes.

Published advisories are compared in CI (`make audit`): the site itself asks no other site anything.
"""

import platform
from contextlib import suppress
from datetime import date, timedelta

import django
import wagtail
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from apnahaq.monitoring.findings import Finding, Level
from apnahaq.release import VERSION

WARN_BEFORE = timedelta(days=180)
# The last day of the support for security, as announced in November 2026 on the pages named beside it. Where only a
# month is announced, its first day.
SUPPORT_ENDS = {
    # https://devguide.python.org/versions/
    "Python": {
        "3.11": date(2027, 10, 1),
        "3.12": date(2028, 10, 1),
        "3.13": date(2029, 10, 1),
        "3.14": date(2030, 10, 1),
    },
    # https://www.djangoproject.com/download/#supported-versions
    "Django": {"5.2": date(2028, 4, 1)},
    # https://github.com/wagtail/wagtail/wiki/Release-schedule: a long-term release is supported for 18 months.
    "Wagtail": {"7.4": date(2027, 11, 1)},
    # https://www.postgresql.org/support/versioning/
    "PostgreSQL": {
        "14": date(2026, 11, 12),
        "15": date(2027, 11, 11),
        "16": date(2028, 11, 9),
        "17": date(2029, 11, 8),
        "18": date(2030, 11, 14),
    },
}


def check() -> list[Finding]:
    """List the versions, and warn half a year before the support of one ends."""
    used = {"Python": platform.python_version(), "Django": django.__version__, "Wagtail": wagtail.__version__}
    # Its own check says so if it does not answer.
    with suppress(DatabaseError):
        used[connection.display_name] = ".".join(map(str, connection.get_database_version()))
    listed = ", ".join(f"{name} {number}" for name, number in used.items())
    found = f"This site is version {VERSION}, on {listed}."
    ending = [line for name, number in used.items() if (line := _ending(name, number))]
    if not ending:
        return [Finding("versions", "Versions", Level.OK, f"{found} No series is near the end of its support.")]
    advice = "Upgrade the site; whoever maintains the code moves it to a newer series before then."
    return [Finding("versions", "Versions", Level.WARNING, f"{found} {' '.join(ending)}", advice)]


def _ending(name: str, number: str) -> str:
    """Return a sentence if the support of a series ends soon, has ended, or is not known to this release."""
    if name not in SUPPORT_ENDS:
        # SQLite has no series: it comes with Python.
        return ""
    parts = 1 if name == "PostgreSQL" else 2
    series = ".".join(number.split(".")[:parts])
    ends = SUPPORT_ENDS[name].get(series)
    if ends is None:
        return f"How long {name} {series} gets security fixes is not known to this release."
    today = timezone.localdate()
    if today < ends - WARN_BEFORE:
        return ""
    return f"{name} {series} {'gets' if today < ends else 'got'} security fixes until {ends:%-d %B %Y} only."
