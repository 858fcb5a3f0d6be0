"""Template tag of the admin: the time zone."""

from django import template

from pages.admin import time_zone

register = template.Library()


@register.simple_tag
def uk_time() -> str:
    """Return the name of the time zone, with its present offset."""
    return time_zone.uk_time()
