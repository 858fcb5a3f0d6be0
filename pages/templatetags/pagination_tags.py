"""Template tags for pagination."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def page_window(page: Page) -> Iterator[str | int]:
    """Return the page numbers to show: the first, the last and those around a page, with ellipses between them."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)


@register.simple_tag(takes_context=True)
def page_query(context: dict[str, Any], number: int) -> str:
    """Return the query string of another page of the same list, with the `preserved_parameters` of the context.

    A page that is cached may preserve only parameters that are in its cache key.
    """
    parameters = context["request"].GET
    preserved = {name: parameters[name] for name in context["preserved_parameters"] if parameters.get(name)}
    return f"?{urlencode({**preserved, 'page': number})}"
