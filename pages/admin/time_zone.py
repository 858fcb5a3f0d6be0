"""Says at each field for a date and time in the admin, and where such times are shown, which time zone they are in."""

from typing import Any

from django.conf import settings
from django.db.models import DateTimeField
from django.utils import timezone
from django.utils.functional import lazy
from wagtail.admin.forms.models import register_form_field_override
from wagtail.admin.widgets import AdminDateTimeInput


def uk_time() -> str:
    """Return the name of the time zone, with its offset from universal time at this moment."""
    now = timezone.localtime()
    offset = now.utcoffset()
    hours = int(offset.total_seconds() // 3600) if offset else 0
    return f"UK time ({settings.TIME_ZONE}; now {now.tzname()}, UTC{hours:+d})"


def connect() -> None:
    """Have every field for a date and time say it, in all forms of the admin."""
    register_form_field_override(DateTimeField, override=_override)


def _override(field: DateTimeField) -> dict[str, Any]:
    """Return the widget that Wagtail gives such a field, and the help text, which is made anew for each page."""
    return {"widget": AdminDateTimeInput, "help_text": _with_time_zone(str(field.help_text))}


def _help_text(text: str) -> str:
    return f"{text} {uk_time()}.".strip()


_with_time_zone = lazy(_help_text, str)
