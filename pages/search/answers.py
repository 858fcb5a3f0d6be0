"""What a search returns beside matching pages: pages that staff chose, terms of the glossary, numbers to call."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from pages.glossary import Term, glossary_terms
from pages.models.search import SearchAnswer, lines
from pages.page_cache.fragments import cached
from pages.search.words import Replacement, Words, alternatives, position, significant, stems, words_of


@dataclass(frozen=True)
class StaffAnswer:
    """A `SearchAnswer` with its words folded, and the primary keys of its pages: the originals of translations."""

    words: tuple[Words, ...]
    same_as: tuple[Words, ...]
    page_pks: tuple[int, ...]
    shows_numbers: bool


@dataclass(frozen=True)
class Answer:
    """What answers a search. Some of the pages may not be public. `synonyms` mean the same as the query."""

    page_pks: list[int]
    terms: list[Term]
    shows_numbers: bool
    synonyms: list[Words]


def staff_answers(request: HttpRequest) -> list[StaffAnswer]:
    """Return what staff wrote in the active language."""
    language = get_language()

    def query() -> list[StaffAnswer]:
        answers = list(SearchAnswer.objects.filter(locale__language_code=language))
        # The blocks themselves would query the pages of each answer.
        chosen = {each.pk: [block["value"] for block in each.pages.get_prep_value()] for each in answers}
        pks = {pk for values in chosen.values() for pk in values}
        chosen_keys = dict(Page.objects.filter(pk__in=pks).values_list("pk", "translation_key"))
        # A translation that is not public then leads to its original.
        in_main_language = Page.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        originals = dict(
            in_main_language.filter(translation_key__in=chosen_keys.values()).values_list("translation_key", "pk")
        )
        return [
            StaffAnswer(
                words=tuple(map(words_of, lines(answer.words))),
                same_as=tuple(map(words_of, lines(answer.same_as))),
                page_pks=tuple(originals.get(chosen_keys[pk], pk) for pk in chosen[answer.pk] if pk in chosen_keys),
                shows_numbers=answer.shows_numbers,
            )
            for answer in answers
        ]

    return cached(request, f"search-answers:{language}", query)


def answer_to(request: HttpRequest, words: Words) -> Answer:
    """Return what answers a search for some words. Answers to more of the words come first."""
    query = stems(words)
    matching = []
    for each in staff_answers(request):
        lengths = [len(phrase) for phrase in each.words if position(stems(phrase), query) is not None]
        if lengths:
            matching.append((max(lengths), each))
    matching.sort(key=lambda pair: -pair[0])
    answers = [each for _length, each in matching]
    terms = glossary_terms(request)
    replacements = [
        *(Replacement(phrase, synonym) for each in answers for phrase in each.words for synonym in each.same_as),
        # What is written in two words may be one, with a joiner or a hyphen between them.
        *([Replacement(words, ("".join(words),))] if len(words) == 2 else []),
        *(replacement for term in terms for replacement in _meanings(term, words)),
    ]
    return Answer(
        page_pks=list(dict.fromkeys(pk for each in answers for pk in each.page_pks)),
        terms=[term for term in terms if _is_about(term, words)],
        shows_numbers=any(each.shows_numbers for each in answers),
        synonyms=alternatives(words, replacements),
    )


def known_words(request: HttpRequest) -> set[str]:
    """Return the words of all answers and terms in the active language."""
    phrases = [phrase for each in staff_answers(request) for phrase in each.words]
    phrases += [words_of(f"{term.term} {term.meaning}") for term in glossary_terms(request)]
    return {word for phrase in phrases for word in phrase}


def _meanings(term: Term, words: Words) -> Iterator[Replacement]:
    """Yield what a term and its meaning can be replaced by: also the query, if it is part of it."""
    name, meaning = words_of(term.term), words_of(term.meaning)
    yield Replacement(meaning, name)
    yield Replacement(name, meaning)
    if significant(words) and position(stems(words), stems(meaning)) is not None:
        yield Replacement(words, name)


def _is_about(term: Term, words: Words) -> bool:
    """Return whether a search is about a term: it names it or its meaning, or at least two words of the meaning."""
    query, name, meaning = stems(words), stems(words_of(term.term)), stems(words_of(term.meaning))
    if position(name, query) is not None or position(meaning, query) is not None:
        return True
    return len(significant(words)) > 1 and position(query, meaning) is not None
