"""The words of the newest version of a page, which the search of the admin looks through."""

from django.db import models
from wagtail.models import Page

# Of the fields that all pages have, those that editors write in. The others hold addresses and dates.
OWN_WORDS = {"title", "seo_title", "search_description"}


def newest_text(page: Page) -> str:
    """Return all that editors wrote into the newest version of a page, published or not."""
    newest = page.get_latest_revision_as_object()
    return " ".join(
        text
        for field in newest._meta.concrete_fields
        if field.model is not Page or field.name in OWN_WORDS
        for text in _texts(field, field.value_from_object(newest))
    )


def _texts(field: models.Field, value: object) -> list[str]:
    """Return the words in the value of a field; none where editors choose rather than write."""
    if hasattr(field, "get_searchable_content"):
        content = field.get_searchable_content(value)
        return content if isinstance(content, list) else [content]
    is_written = isinstance(field, models.CharField | models.TextField) and not field.choices
    return [str(value)] if is_written and value else []
