"""How hard an English text is to read."""

import re
from collections.abc import Iterable

LONGEST_SENTENCE = 30
# Text for everybody is read with ease by pupils of about this grade, at 14.
GRADE_TO_AIM_AT = 9
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[”’)\"']*\s+")


# Titles, labels and numbers, which would make every page look easy, end otherwise.
_COMPLETE = re.compile(r"[.!?][”’)\"']*$")


def is_complete(sentence: str) -> bool:
    """Return whether a text ends like a sentence."""
    return bool(_COMPLETE.search(sentence))


def sentences(paragraphs: Iterable[str]) -> list[str]:
    """Return the sentences of paragraphs. The end of a paragraph ends a sentence."""
    return [sentence for paragraph in paragraphs for sentence in _END_OF_SENTENCE.split(paragraph) if sentence]


def word_count(sentence: str) -> int:
    """Return the number of words."""
    return len(_WORD.findall(sentence))


def reading_grade(all_sentences: Iterable[str]) -> int:
    """Return the Automated Readability Index: the American school grade whose pupils can read the text.

    Smith and Senter, AMRL-TR-66-220 (1967). It counts letters instead of syllables.
    """
    parts = [_WORD.findall(sentence) for sentence in all_sentences]
    words = [word for part in parts for word in part]
    if not words:
        return 0
    letters = sum(len(word) for word in words)
    return max(1, round(4.71 * letters / len(words) + 0.5 * len(words) / len(parts) - 21.43))


def grade_in_words(grade: int) -> str:
    """Return what a reading grade says about a page, in a sentence for editors."""
    age = f"read with ease from about {grade + 5} years of age"
    if grade <= GRADE_TO_AIM_AT:
        return f"Reading grade {grade}: {age}. That is plain enough for most readers."
    return (
        f"Reading grade {grade}: {age}. Shorter sentences and everyday words bring it down; grade {GRADE_TO_AIM_AT} or "
        "less suits most readers."
    )
