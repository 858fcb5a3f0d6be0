"""Models with one record for all languages, which holds its words in each: people, organisations, settings.

Stories refer to a person, and every page shows the same numbers. A copy for each language, as pages and topics have,
would be corrected in one language and stay wrong in the other.
"""

from copy import copy
from typing import Any, Self

from django.utils.html import strip_tags
from django.utils.text import capfirst
from django.utils.translation import get_language
from wagtail.blocks import Block
from wagtail.rich_text import RichText

from pages.blocks.languages import OtherLanguagesBlock, compare_with, entry_in, other_languages, outdated_words
from pages.fields import StreamField
from pages.text.marking import Words


def words_field(block: Block, if_empty: str = "is shown in English, and read aloud as English") -> StreamField:
    """Return the field for the words of a model in other languages. `if_empty` says what pages do without some."""
    return StreamField(
        OtherLanguagesBlock([("words", block)]),
        blank=True,
        default=list,
        verbose_name="in other languages",
        help_text=f"One for each language. What is left empty {if_empty}.",
    )


class WarnsAboutTranslations:
    """A model that holds words in several languages, in blocks or in a field of its own."""

    # Defined by the models.
    _meta: Any

    def translation_warnings(self, before: Self) -> list[str]:
        """Return a sentence for each text that changed in the main language, while its translation did not.

        `before` is the record as it was.
        """
        return [
            sentence
            for field in self._meta.local_fields
            if isinstance(field, StreamField)
            for sentence in outdated_words(getattr(before, field.name), getattr(self, field.name))
        ]


class WordsInLanguages(WarnsAboutTranslations):
    """A model with a field `in_other_languages`, made by `words_field`."""

    # Defined by the models.
    in_other_languages: Any

    def words_alone(self, code: str | None) -> Self | None:
        """Return a copy with only those words that the record has in a language, or None if it has none in it."""
        entry = entry_in((each.value for each in self.in_other_languages), code)
        if entry is None:
            return None
        alone = copy(self)
        for name in entry.block.child_blocks.keys() - {"language"}:
            setattr(alone, name, _as_in_field(entry.get(name) or ""))
        return alone

    def words(self, name: str) -> Words:
        """Return what a field or property says in the active language, or else in the main one."""
        alone = self.words_alone(get_language())
        return Words.of(getattr(alone, name) if alone else "", getattr(self, name))

    def translation_warnings(self, before: Self) -> list[str]:
        """Add those for the words in this field."""
        found = super().translation_warnings(before)
        for code, _name in other_languages():
            then, now = before.words_alone(code), self.words_alone(code)
            if then is None or now is None:
                continue
            for name in self._fields_with_words():
                is_new = _plain(getattr(self, name)) != _plain(getattr(before, name))
                words = _plain(getattr(now, name))
                if is_new and words and words == _plain(getattr(then, name)):
                    label = capfirst(str(self._meta.get_field(name).verbose_name))
                    found.append(compare_with(f"“{label}”", code))
        return found

    def _fields_with_words(self) -> list[str]:
        entry = self.in_other_languages.stream_block.child_blocks["words"]
        return [name for name in entry.child_blocks if name != "language"]


def _as_in_field(words: RichText | str) -> str:
    """Return words as a field holds them. An empty rich text of the editor is a paragraph without words."""
    if not isinstance(words, RichText):
        return words
    return words.source if strip_tags(words.source).strip() else ""


def _plain(words: str) -> str:
    """Return words without markup, which the editor may write anew."""
    return " ".join(strip_tags(words).split())
