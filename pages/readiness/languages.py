"""Rules about the language of a page: a screen reader reads all of it aloud in that language."""

import re
from collections.abc import Iterator

from pages.languages import script, script_of_letter
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.readiness.texts import Text

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
# Words of others, and addresses, which are not translated.
_NOT_TRANSLATED = re.compile(r"“[^”]*”|‘[^’]*’|\"[^\"]*\"|«[^»]*»|\S*(?:@|://|www\.)\S*|\S+\.(?:org|com|net|uk)\b\S*")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?۔؟])\s+")
# Fewer words in other letters can be a name or a term.
_FEWEST_WORDS = 3


def another_language(content: PageContent) -> Iterator[Problem]:
    """Find texts that are those of the original still, or are written in the letters of another language."""
    for text in content.texts:
        if text.part.is_quoted:
            continue
        if not text.part.language and any(_is_untranslated(content, each) for each in text.paragraphs):
            original = content.original.locale if content.original else ""
            yield text.part, f"This is still in {original}: translate it, then publish the page."
        elif _is_in_other_letters(text, text.part.language or content.language):
            yield (
                text.part,
                (
                    f"This is not in {content.locale}, in which it would be read aloud. Translate it, or put it "
                    "into the block “Passage in another language”."
                ),
            )


def perhaps_another_language(content: PageContent) -> Iterator[Problem]:
    """Find short texts without a letter of the language, which may be names."""
    for text in content.texts:
        if text.part.is_quoted or text.part.language or _blocks(content, text):
            continue
        words = _WORD.findall(text.words)
        expected = script(content.language)
        if words and not any(_script_of(word) == expected for word in words) and not all(map(str.isupper, words)):
            yield text.part, f"If this is not a name, write it in {content.locale}."


def _blocks(content: PageContent, text: Text) -> bool:
    is_untranslated = any(_is_untranslated(content, each) for each in text.paragraphs)
    return is_untranslated or _is_in_other_letters(text, content.language)


def _is_untranslated(content: PageContent, paragraph: str) -> bool:
    """Return whether a paragraph is one of the original's, and more than names and numbers."""
    return paragraph in content.original_paragraphs and not _is_name(paragraph)


def _is_name(paragraph: str) -> bool:
    """Return whether a text consists of names, numbers and abbreviations."""
    return paragraph[-1] not in ".!?" and all(word[0].isupper() for word in _WORD.findall(paragraph))


def _is_in_other_letters(text: Text, language: str) -> bool:
    """Return whether a text has something in other letters than those of a language.

    Of rich text, also whole paragraphs like “Get support”: nothing marks them where they are shown.
    """
    if any(is_in_other_letters(each, language) for each in text.paragraphs):
        return True
    return bool(text.html) and any(
        _is_without(script(language), _NOT_TRANSLATED.sub(" ", each)) for each in text.paragraphs
    )


def is_in_other_letters(paragraph: str, language: str) -> bool:
    """Return whether a sentence of a paragraph is written in other letters than those of a language.

    Names, numbers, abbreviations, addresses and what stands in quotation marks do not count.
    """
    expected = script(language)
    return any(
        _other_words(sentence, expected) or _is_short_sentence(sentence, expected)
        for sentence in _END_OF_SENTENCE.split(_NOT_TRANSLATED.sub(" ", paragraph))
    )


def _is_short_sentence(sentence: str, expected: str) -> bool:
    """Return whether this is a sentence like “Call us.”, which no name is."""
    return sentence.rstrip().endswith((".", "!", "?")) and _is_without(expected, sentence)


def _is_without(expected: str, passage: str) -> bool:
    """Return whether a passage has no letter of a script, and a word that is no name: one in small letters."""
    words = _WORD.findall(passage)
    return any(map(str.islower, words)) and not any(_script_of(word) == expected for word in words)


def _other_words(sentence: str, expected: str) -> bool:
    words = _WORD.findall(sentence)
    own = sum(_script_of(word) == expected for word in words)
    other = [word for word in words if _script_of(word) != expected]
    # In letters without capitals a name cannot be told from other words.
    ordinary = [word for word in other if not word[0].isupper()]
    if ordinary and other[0][0].isupper() and other[0] == words[0]:
        ordinary.append(other[0])
    return len(ordinary) >= _FEWEST_WORDS and len(ordinary) > own


def _script_of(word: str) -> str:
    """Return the script of the first letter of a word, as Unicode names it."""
    return script_of_letter(word[0])
