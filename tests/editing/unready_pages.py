"""Pages that a rule blocks, and what is said of them."""

from typing import Any

from django.http import HttpResponse
from wagtail.models import Page

from pages.models import StandardPage
from tests import builders
from tests.reading import parsed

VAGUE = '<p>To read about roses, <a href="https://example.org/">click here</a>.</p>'


def unfinished(**fields: Any) -> StandardPage:
    """Return a draft that a rule blocks."""
    fields = {"title": "Half a page", "body": [("paragraph", VAGUE)], "live": False, **fields}
    return builders.standard_page(**fields)


def is_live(page: Page) -> bool:
    return Page.objects.get(pk=page.pk).live


def text_of(response: HttpResponse) -> str:
    return " ".join(parsed(response).get_text().split())
