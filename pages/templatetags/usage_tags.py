"""Template tags of the admin: what stands in the way of a change."""

from typing import Any

from django import template
from django.db.models import Model

from pages import usage

register = template.Library()


@register.simple_tag(takes_context=True)
def refusal(context: dict[str, Any], thing: Model) -> str:
    """Return the sentence that says which live page shows something that the user may not change; "" if none does."""
    return usage.refusal(context["request"].user, thing)
