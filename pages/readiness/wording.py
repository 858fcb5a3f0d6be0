"""Rules about words: what gives a visit away, hurts, or is hard to read."""

import re
from collections.abc import Iterator

from django.utils.text import Truncator

from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.readiness.reading_grade import LONGEST_SENTENCE, word_count
from pages.safety.sensitive_terms import find_sensitive_terms

_ABBREVIATION = re.compile(r"(?<![\w.])[A-Z]{2,6}(?=s?\b)(?![\w]*[.@]\w)")
# Abbreviations that are better known than the words for which they stand.
_EVERYBODY_KNOWS = {"AA", "AM", "BBC", "CEO", "EU", "GP", "ID", "NHS", "OK", "PDF", "PM", "TV", "UK", "UN", "US", "USA"}
# What others see of a page on a visitor's device.
_SEEN_OUTSIDE = ("title", "seo_title", "slug", "search_description")


def sensitive_term(content: PageContent) -> Iterator[Problem]:
    """Find words in the title, address or summary of a discreet page that would give a visit away."""
    if content.page.is_sensitive or content.page.is_always_sensitive:
        yield from _sensitive_words(content, "This page is discreet: others may see this on a visitor’s device.")


def sensitive_home_page(content: PageContent) -> Iterator[Problem]:
    """Find the same on a home page, whose link people send and get most."""
    yield from _sensitive_words(
        content, "Whoever sees the phone of somebody who sends or gets this link may read this."
    )


def _sensitive_words(content: PageContent, reason: str) -> Iterator[Problem]:
    for name in _SEEN_OUTSIDE:
        if terms := find_sensitive_terms(getattr(content.page, name) or ""):
            yield content.field(name), f"{reason} Say it without “{terms[0]}”."


def phrase_to_avoid(content: PageContent) -> Iterator[Problem]:
    """Find phrases that staff have put on the list of those to avoid. What others said stays as it was said."""
    patterns = [
        (each, re.compile(rf"(?<!\w){re.escape(each.phrase)}(?!\w)", re.IGNORECASE)) for each in content.phrases
    ]
    for text in content.texts:
        if text.part.is_quoted:
            continue
        for phrase, pattern in patterns:
            if found := pattern.search(text.words):
                instead = f"say “{phrase.instead}” instead" if phrase.instead else "say it in other words"
                yield text.part, f"“{found[0]}” can hurt the people it is about: {instead}."


def long_sentences(content: PageContent) -> Iterator[Problem]:
    """Find long sentences in English."""
    counted = [(word_count(sentence), part, sentence) for part, sentence in content.english_sentences]
    long = [each for each in counted if each[0] > LONGEST_SENTENCE]
    if long:
        count, part, sentence = max(long, key=lambda each: each[0])
        number = "One sentence has" if len(long) == 1 else f"{len(long)} sentences have"
        yield (
            part,
            f"{number} more than {LONGEST_SENTENCE} words; the longest, “{Truncator(sentence).words(6)}”, has {count}. "
            "Split it.",
        )


def unexplained_abbreviation(content: PageContent) -> Iterator[Problem]:
    """Find abbreviations that neither the glossary nor the page explains."""
    everything = "\n".join(text.words for text in content.texts)
    explained = _EVERYBODY_KNOWS | content.glossary | content.short_names
    for text in content.texts:
        if text.words.isupper():
            continue
        for short in _ABBREVIATION.findall(text.words):
            # The words stand in front of the brackets with the abbreviation, or in brackets behind it.
            if short not in explained and not re.search(rf"\({short}s?\)|\b{short}s? \(", everything):
                yield (
                    text.part,
                    (
                        f"Not everybody knows “{short}”. Write the words with “({short})” behind them where it first "
                        "stands, or add it to the glossary."
                    ),
                )
            explained = explained | {short}
