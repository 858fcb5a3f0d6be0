"""Which words on this page does the glossary explain?

The first time a page uses a term in running text, the term becomes a button that shows its meaning; the
meanings follow at the end of the page, so that they are there without popovers too. The text itself stays
as it was written, letter for letter.
"""

import re
from collections.abc import Iterable
from zlib import crc32

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from pages.surroundings import Term

_TAG = re.compile(r"(<[^>]+>)")
# Inside these, a button would be wrong or would not work.
_CLOSED = {"a", "abbr", "button", "h1", "h2", "h3", "h4"}


class Glossary:
    """The terms of one language, and which of them this page has used so far."""

    def __init__(self, terms: Iterable[Term]) -> None:
        self.terms = {escape(term.term): term for term in terms}
        self.used: list[Term] = []
        # Longest first, so that a longer term is not mistaken for the shorter one it begins with.
        names = sorted(self.terms, key=len, reverse=True)
        any_name = "|".join(map(re.escape, names))
        # Nothing directly after & or #: there it is how HTML writes a sign, not a word.
        self._pattern = re.compile(rf"(\(?)(?<![\w&#])({any_name})(?!\w)([).,;:]*)") if names else None

    def explain(self, html: str) -> SafeString:
        """Return safe HTML in which each term that the page had not used yet can be asked for its meaning."""
        if self._pattern is None:
            return mark_safe(html)
        parts = []
        closed = 0
        for part in _TAG.split(html):
            if part.startswith("<"):
                name = part.strip("</>").split()[0].lower() if part.strip("</>") else ""
                if name in _CLOSED:
                    closed += -1 if part.startswith("</") else 1
            elif not closed:
                part = self._pattern.sub(self._first_use, part)
            parts.append(part)
        return mark_safe("".join(parts))

    def _first_use(self, match: re.Match) -> str:
        before, name, after = match.groups()
        term = self.terms[name]
        if term in self.used:
            return match[0]
        self.used.append(term)
        # The punctuation stays with the button: lines may break before and after one.
        return format_html(
            '<span class="no-break">{}'
            '<button class="glossary-term" type="button" popovertarget="{}">{}</button>{}</span>',
            before,
            anchor(term),
            term.term,
            after,
        )


def anchor(term: Term) -> str:
    """Return the id under which the meaning of a term stands on a page, another for each spelling."""
    return f"term-{crc32(term.term.encode()):08x}"
