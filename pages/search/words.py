"""What visitors look for: the words of a query, and their synonyms."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pages.text.folding import folded_words

# Words that say nothing of what somebody looks for. PostgreSQL knows those of English by itself.
STOP_WORDS = frozenset(
    folded_words(
        """
        a about am an and are as at be been but by can d did do does for from had has have he her him his how i if in
        into is it its ll m me my no nor not of on or our s she so t than that the their them then there these they
        this those to too up us was we were what when where which who whom why will with you your
        اور اس ان ایک تک تو تھا تھی تھے جو سے کا کر کو کی کے میں نے نہیں ہم ہی ہے ہیں وہ پر یہ
        """
    )
)
_ENDING = re.compile("(?:ing|ed|es|s)$")

Words = tuple[str, ...]


@dataclass(frozen=True)
class Replacement:
    """Words, and a synonym that can stand in their place."""

    words: Words
    synonym: Words


def words_of(text: str) -> Words:
    """Return the folded words of a text."""
    return tuple(folded_words(text))


def significant(words: Iterable[str]) -> Words:
    """Return the words without stop words."""
    return tuple(word for word in words if word not in STOP_WORDS)


def stem(word: str) -> str:
    """Return what the forms of an English word have in common, roughly: “communities” and “community” are one."""
    if len(word) > 4:
        word = _ENDING.sub("", word)
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


def stems(words: Iterable[str]) -> Words:
    """Return the stems of words."""
    return tuple(map(stem, words))


def position(part: Words, whole: Words) -> int | None:
    """Return where some words stand among others, one after the other; None if they do not."""
    length = len(part)
    if not length:
        return None
    return next((start for start in range(len(whole) - length + 1) if whole[start : start + length] == part), None)


def alternatives(words: Words, replacements: Iterable[Replacement]) -> list[Words]:
    """Return what else can be looked for: the query with synonyms in the place of some of its words."""
    found = []
    for each in replacements:
        start = position(stems(each.words), stems(words))
        if start is not None:
            found.append(words[:start] + each.synonym + words[start + len(each.words) :])
    return [other for other in dict.fromkeys(map(significant, found)) if other and other != significant(words)]
