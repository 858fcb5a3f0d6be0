"""Which page numbers of a long list are shown?"""

from collections.abc import Iterator

from django import template
from django.core.paginator import Page

register = template.Library()


@register.filter
def page_window(page: Page) -> Iterator[str | int]:
    """Return the first and the last number and those around a page, with an ellipsis where some are left out."""
    return page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
