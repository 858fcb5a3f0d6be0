"""The sources of a page, and the notes in its text that name them: [1] leads to the first source, and back."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from wagtail import blocks

from pages.text.running_text import replace_in_text

# In the digits of any language, with the space before it. A year in brackets is none.
_NOTE = re.compile(r"([ \N{NO-BREAK SPACE}]?)\[(\d{1,3})\]")
# A link inside these elements would not work.
_EXCLUDED_ELEMENTS = {"a", "button"}


class SourceBlock(blocks.StructBlock):
    """One source: who said it, when and where."""

    source = blocks.CharBlock(
        max_length=300,
        label="Who, and in what",
        help_text="For example: Sample Office, Report on samples. For a statement of our own, the organisation.",
    )
    date = blocks.CharBlock(
        max_length=40, required=False, help_text="When it was published, for example March 2024, if it is known."
    )
    link = blocks.URLBlock(required=False, label="Address of the source")

    class Meta:
        icon = "link"
        label_format = "{source}"


class SourcesBlock(blocks.ListBlock):
    """The sources of a page, which number themselves."""

    def __init__(self, **options: Any) -> None:
        super().__init__(SourceBlock(), min_num=1, **options)

    class Meta:
        icon = "list-ol"
        label = "Sources"
        description = "Where claims come from, numbered, below the text. Write [1] in the text to name the first."
        template = "blocks/sources.html"
        preview_value = [{"source": "Sample source", "date": "no date", "link": ""}]


class Notes:
    """The notes of a page while it is rendered: where in its text each of its sources is named."""

    def __init__(self, body: Iterable[Any]) -> None:
        self._count = len(sources_of(body))
        self._places: Counter[int] = Counter()

    def linked(self, html: str, are_named: bool = True) -> SafeString:
        """Return safe HTML in which each note that names a source of the page is a link to it.

        Its name for screen readers is in the language of the page: in text of another language it has none but “[1]”.
        """

        def link(match: re.Match[str]) -> str:
            number = int(match[2])
            if not 1 <= number <= self._count:
                return match[0]
            self._places[number] += 1
            name = _("Source %(number)s") % {"number": number}
            # No line ends between a word and its note.
            return format_html(
                '{}<a class="note" role="doc-noteref" id="note-{}-{}" href="#source-{}"{}>[{}]</a>',
                "\N{NO-BREAK SPACE}" if match[1] else "",
                number,
                self._places[number],
                number,
                format_html(' aria-label="{}"', name) if are_named else "",
                match[2],
            )

        return mark_safe(replace_in_text(html, _NOTE, link, _EXCLUDED_ELEMENTS) if self._count else html)

    def places(self, number: int) -> range:
        """Return the places at which a source has been named so far, from 1."""
        return range(1, self._places[number] + 1)


def sources_of(body: Iterable[Any]) -> list[Any]:
    """Return the sources of a body. A second block of sources would have the numbers of the first."""
    return next((list(block.value) for block in body if block.block_type == "sources"), [])


def numbers_in(text: str) -> list[int]:
    """Return the numbers of the sources that the notes in a text name."""
    return [int(match[2]) for match in _NOTE.finditer(text)]
