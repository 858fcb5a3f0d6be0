"""Lists that are shown nowhere while there is nothing in them: in no menu, link, search, sitemap or head of a page.

Page types of such lists set `is_hidden_while_empty`. Their address answers all the same, so that editors can see it.
"""

from django.contrib.contenttypes.models import ContentType
from django.http import HttpRequest
from wagtail.models import Page, get_page_models

from pages.access import is_below, public_pages
from pages.page_cache.fragments import cached


def is_empty_list(page: Page, request: HttpRequest | None = None) -> bool:
    """Return whether a page is such a list, with nothing below it that everyone may read.

    One query for each list with pages below it, which may all be drafts.
    """
    if not getattr(page.specific_class, "is_hidden_while_empty", False):
        return False
    below = Page.objects.filter(is_below(page), depth__gt=page.depth)
    return not page.numchild or not public_pages(below, request).exists()


def empty_lists(request: HttpRequest) -> list[int]:
    """Return the primary keys of the published lists that are empty, in all languages."""

    def query() -> list[int]:
        types = [model for model in get_page_models() if getattr(model, "is_hidden_while_empty", False)]
        lists = Page.objects.live().filter(content_type__in=ContentType.objects.get_for_models(*types).values())
        return [each.pk for each in lists if is_empty_list(each, request)]

    return cached(request, "empty-lists", query)
