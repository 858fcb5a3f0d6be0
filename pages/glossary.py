"""Explain the terms of the glossary where a page uses them.

The first time that a page uses a term in running text, the term becomes a button that shows its meaning. The meanings
follow at the end of the page, so that they can be read without popovers too. The text itself is not changed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from django.http import HttpRequest
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from pages.models.people import GlossaryTerm
from pages.page_cache.fragments import cached
from pages.text.running_text import replace_in_text

# A button inside these elements would be wrong or would not work.
_EXCLUDED_ELEMENTS = {"a", "abbr", "button", "h1", "h2", "h3", "h4"}


@dataclass(frozen=True)
class Term:
    """A term of the glossary with its meaning."""

    term: str
    meaning: str
    explanation: str


def glossary_terms(request: HttpRequest) -> list[Term]:
    """Return the terms in the active language, in alphabetical order."""
    language = get_language()

    def query() -> list[Term]:
        terms = GlossaryTerm.objects.filter(locale__language_code=language)
        return [Term(term.term, term.meaning, term.explanation) for term in terms]

    return cached(request, f"glossary:{language}", query)


class Glossary:
    """The terms of one language, and which of them a page has used so far."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {escape(term.term): term for term in terms}
        self.used: list[Term] = []
        # Longest first, so that a longer term is not mistaken for the shorter one it begins with.
        names = sorted(self.terms, key=len, reverse=True)
        any_name = "|".join(map(re.escape, names))
        # Not directly after & or #: there it is part of an HTML character reference.
        self._pattern = re.compile(rf"(\(?)(?<![\w&#])({any_name})(?!\w)([).,;:]*)") if names else None

    def explain(self, html: str) -> SafeString:
        """Return safe HTML in which the first use of each term on the page is a button that shows its meaning."""
        if self._pattern is None:
            return mark_safe(html)
        return mark_safe(replace_in_text(html, self._pattern, self._first_use, _EXCLUDED_ELEMENTS))

    def _first_use(self, match: re.Match) -> str:
        before, name, after = match.groups()
        term = self.terms[name]
        if term in self.used:
            return match[0]
        self.used.append(term)
        # A line may break before and after a button, so the punctuation is kept with it.
        return format_html(
            '<span class="no-break">{}'
            '<button class="glossary-term" type="button" popovertarget="{}">{}</button>{}</span>',
            before,
            term_id(term),
            term.term,
            after,
        )


def term_id(term: Term) -> str:
    """Return the id of the element with a term's meaning. Each spelling has its own."""
    return f"term-{crc32(term.term.encode()):08x}"
