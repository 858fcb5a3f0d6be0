"""What a result shows of its page: the words that were looked for are marked, with the text around them."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.db.models import CharField, TextField
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import RichTextField
from wagtail.rich_text import get_text_for_indexing

from pages.languages import direction
from pages.search.words import Words, stem, stems
from pages.text.folding import folded_words
from pages.text.marking import language_of

# Of these blocks nothing relies on a consent of its own, and none names a picture or a page that would be queried.
TEXT_BLOCKS = {"help_box", "paragraph", "passage", "question", "sources", "statistic", "timeline"}
LONGEST_PASSAGE = 240
# How much of it stands before the first word that was looked for.
BEFORE = 80
# Letters with the marks of Latin and Arabic letters, which Python does not count among them.
_LETTERS = "[\\w\u0300-\u036f\u0640\u064b-\u065f\u0670\u06d6-\u06ed]+"
_WORD = re.compile(f"{_LETTERS}(?:[-\u00ad\u2010\u2011\u200c\u200d]{_LETTERS})*")
_PART = re.compile(_LETTERS)
# A text and the language in which it is known to be written, or None.
Text = tuple[str, str | None]


class Marker:
    """Marks words in texts, whatever their form and spelling."""

    def __init__(self, alternatives: Iterable[Words]) -> None:
        self._stems = {each for words in alternatives for each in stems(words)}
        # Texts repeat words, and folding takes time.
        self._known: dict[str, str] = {}

    def mark(self, text: str) -> SafeString:
        """Return a text as safe HTML in which the words are marked."""
        parts, end = [], 0
        for start, stop, _stem in self._matches(text):
            parts.append(conditional_escape(text[end:start]))
            parts.append(format_html("<mark>{}</mark>", text[start:stop]))
            end = stop
        parts.append(conditional_escape(text[end:]))
        return mark_safe("".join(parts))

    def found(self, text: str) -> set[str]:
        """Return the stems of the words that are in a text."""
        return {each for _start, _stop, each in self._matches(text)}

    def passage(self, texts: Iterable[Text], more_than: int) -> SafeString | None:
        """Return the part of the text with most of the words; None if none has more of them than a number."""
        best: Text | None = None
        for text in texts:
            count = len(self.found(text[0]))
            if count > more_than:
                best, more_than = text, count
        if best is None:
            return None
        return in_element(self.mark(self._around_first_match(best[0])), language_of(*best))

    def _around_first_match(self, text: str) -> str:
        """Return the text around the first match, cut between words."""
        start = max(next(self._matches(text))[0] - BEFORE, 0)
        if start:
            start = text.find(" ", start) + 1
        stop = len(text)
        if stop - start > LONGEST_PASSAGE:
            stop = max(text.rfind(" ", start, start + LONGEST_PASSAGE), start + LONGEST_PASSAGE // 2)
        return f"{'… ' if start else ''}{text[start:stop].strip()}{' …' if stop < len(text) else ''}"

    def _matches(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where words begin and end that were looked for, and their stems. A compound may be one of them."""
        for word in _WORD.finditer(text):
            parts = list(_PART.finditer(word[0]))
            whole = self._stem_of(word[0]) if len(parts) > 1 else ""
            if whole:
                yield *word.span(), whole
                continue
            for part in parts:
                if found := self._stem_of(part[0]):
                    yield word.start() + part.start(), word.start() + part.end(), found

    def _stem_of(self, word: str) -> str:
        if word not in self._known:
            folded = stem("".join(folded_words(word)))
            self._known[word] = folded if folded in self._stems else ""
        return self._known[word]


def in_element(marked: SafeString, language: str) -> SafeString:
    """Return marked text in an element that names its language, or as it is if that is ""."""
    if not (marked and language):
        return marked
    return format_html('<span lang="{}" dir="{}">{}</span>', language, direction(language), marked)


def texts_of(page: Any) -> Iterator[Text]:
    """Yield the running text of a page, without anything that relies on a consent which has ended."""
    for search_field in type(page).get_searchable_search_fields():
        if search_field.field_name in {"title", "search_description", "searchable_body"}:
            continue
        is_kept = search_field.field_name in page.untranslated_fields
        field: Any = next((field for field in page._meta.fields if field.name == search_field.field_name), None)
        if isinstance(field, RichTextField):
            yield get_text_for_indexing(field.value_from_object(page)), None
        elif isinstance(field, CharField | TextField) and isinstance(value := field.value_from_object(page), str):
            yield value, settings.LANGUAGE_CODE if is_kept else None
    consent = getattr(page, "text_consent", None)
    if consent and consent.has_ended():
        return
    body: Any = getattr(page, "body", None)
    # Blocks of other types are not even read: that would query the pictures and consents of each result.
    for number, raw in enumerate(body.raw_data if body else ()):
        if raw["type"] in TEXT_BLOCKS:
            block = body[number]
            language = block.value.get("language") if block.block_type == "passage" else None
            for text in block.block.get_searchable_content(block.value):
                yield text, language
