"""Translated texts are cleaned before they are stored, as fields of forms clean what is typed."""

from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail_localize.models import (
    StringTranslation,
    post_delete_string_translation,
    post_save_string_translation,
)

from pages.text.cleaning import clean_text


def connect() -> None:
    """Clean every text that is typed into the translation editor or comes from a file.

    Saving the draft sets the title in the lists of the admin. wagtail-localize's receivers store it before it is
    validated, which fails on PostgreSQL where it is too long.
    """
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_delete.disconnect(post_delete_string_translation, sender=StringTranslation)
    pre_save.connect(_clean, sender=StringTranslation, dispatch_uid="clean_translated_text")


def _clean(instance: StringTranslation, **kwargs: Any) -> None:
    instance.data = clean_text(instance.data)
