"""Translated texts are cleaned before they are stored, as fields of forms clean what is typed."""

from typing import Any

from django.db.models.signals import pre_save
from wagtail_localize.models import StringTranslation

from pages.text.cleaning import clean_text


def connect() -> None:
    """Clean every text that is typed into the translation editor or comes from a file."""
    pre_save.connect(_clean, sender=StringTranslation, dispatch_uid="clean_translated_text")


def _clean(instance: StringTranslation, **kwargs: Any) -> None:
    instance.data = clean_text(instance.data)
