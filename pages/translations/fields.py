"""What of a page is translated, what follows its original, and what each translation has for itself.

wagtail-localize asks a model for `translatable_fields`. Nothing that follows the original can be overridden: a consent,
a picture or a date that differs in one language would be found by nobody.
"""

from functools import cache
from typing import Any

from django.db import models
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField, TranslatableField

# Of the fields that Wagtail gives every page, those that are translated. The slug stays.
PAGE_WORDS = {"title", "seo_title", "search_description"}
# What each translation has for itself, beside its recordings: a new one begins without it.
OWN = ["sample_note", "review_on", "responsible", "reviewed_on"]
# These follow the original only if it says yes (see `drafts`), or are computed.
_NOT_SYNCHRONISED = {*OWN, "is_sensitive", "names_person", "listed_on"}
_WITHOUT_WORDS = (models.SlugField, models.URLField, models.EmailField)


class BlocksField(TranslatableField):
    """A body: its words are translated, and its structure, pictures, pages and consents follow the original."""

    def is_overridable(self, obj: Any) -> bool:
        """Offer no other picture, page or consent for one language."""
        return False


class TranslatableFields:
    """The attribute `translatable_fields` of page types."""

    def __get__(self, page: Page | None, model: type[Page]) -> list[BaseTranslatableField]:
        """Return the fields of a page type."""
        return _fields_of(model)  # type: ignore[arg-type]  # a class is hashable


def own_fields(model: type[Page]) -> list[str]:
    """Return the names of the fields of a page type that each translation has for itself."""
    names = {field.name for field in model._meta.concrete_fields}
    return [name for name in OWN if name in names]


@cache
def _fields_of(model: type[Page]) -> list[BaseTranslatableField]:
    of_every_page = {field.name for field in Page._meta.get_fields()} - PAGE_WORDS
    fields = (
        field
        for field in model._meta.concrete_fields
        if field.name not in _NOT_SYNCHRONISED | of_every_page and not getattr(field.remote_field, "parent_link", False)
    )
    return [_translatable(field, model) for field in fields]


def _translatable(field: models.Field, model: type[Page]) -> BaseTranslatableField:
    if isinstance(field, StreamField):
        return BlocksField(field.name)
    is_text = isinstance(field, RichTextField | models.CharField | models.TextField)
    has_words = is_text and not field.choices and not isinstance(field, _WITHOUT_WORDS)
    if has_words and field.name not in model.untranslated_fields:
        return TranslatableField(field.name)
    return SynchronizedField(field.name, overridable=False)
