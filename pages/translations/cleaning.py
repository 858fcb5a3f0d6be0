"""Translated texts are cleaned before they are stored, as fields of forms clean what is typed.

wagtail-localize stores all texts as HTML, also those of plain fields, and loses a plain “&” or “<” that somebody types.
"""

import re
from typing import Any

from django.db.models.signals import post_delete, post_save, pre_save
from wagtail_localize.models import (
    StringTranslation,
    TemplateSegment,
    TranslationContext,
    post_delete_string_translation,
    post_save_string_translation,
)
from wagtail_localize.strings import StringValue

from pages.text.cleaning import clean_text

# What wagtail-localize makes of the characters of a plain text; the ampersand comes last.
_CHARACTERS = {"&lt;": "<", "&gt;": ">", "&quot;": '"', "&#x27;": "'", "&#39;": "'", "&amp;": "&"}
_LINE_BREAK = re.compile(r"<br\s*/?>")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#x[0-9a-f]+|[a-z]+\d*);)", re.IGNORECASE)


def connect() -> None:
    """Clean every text that is typed into the translation editor or comes from a file.

    Saving the draft sets the title in the lists of the admin. wagtail-localize's receivers store it before it is
    validated, which fails on PostgreSQL where it is too long.
    """
    post_save.disconnect(post_save_string_translation, sender=StringTranslation)
    post_delete.disconnect(post_delete_string_translation, sender=StringTranslation)
    pre_save.connect(_clean, sender=StringTranslation, dispatch_uid="clean_translated_text")


def _clean(instance: StringTranslation, **kwargs: Any) -> None:
    instance.data = stored_text(clean_text(instance.data), is_plain(instance.context))


def is_plain(context: TranslationContext) -> bool:
    """Return whether a text belongs to a plain field. Only those of rich text have a template around them."""
    return not TemplateSegment.objects.filter(context=context).exists()


def stored_text(text: str, is_plain: bool) -> str:
    """Return a text as the HTML that wagtail-localize stores, whether it was typed or is stored already."""
    if is_plain:
        return StringValue.from_plaintext(plain_text(text)).data
    return _BARE_AMPERSAND.sub("&amp;", text)


def plain_text(html: str) -> str:
    """Return the stored text of a plain field as it was typed."""
    text = _LINE_BREAK.sub("\n", html)
    for entity, character in _CHARACTERS.items():
        text = text.replace(entity, character)
    return text
