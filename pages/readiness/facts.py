"""Rules about facts: a reader can see who counted, where a claim comes from, and that somebody looks at it again."""

from collections.abc import Iterator

from wagtail.blocks import RichTextBlock

from pages.blocks.sources import SourceBlock, SourcesBlock, numbers_in
from pages.blocks.text import StatisticBlock
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.readiness.texts import Part, Text


def statistic_without_source(content: PageContent) -> Iterator[Problem]:
    """Find numbers without the source or the date of the count. For our own, the organisation is enough."""
    for part in content.blocks(StatisticBlock):
        source = (part.value.get("source") or "").strip()
        if not source:
            yield part, "Say who counted, or take the number away."
        if source not in content.own_names and not (part.value.get("date") or "").strip():
            yield part, "Say when it was counted or published, or take the number away."


def incomplete_source(content: PageContent) -> Iterator[Problem]:
    """Find sources that nobody can look up. For a statement of our own, the organisation is enough."""
    for part in content.blocks((StatisticBlock, SourceBlock)):
        source = (part.value.get("source") or "").strip()
        if not source or source in content.own_names:
            continue
        if not part.value.get("link"):
            yield part, f"Add the address at which “{source}” can be read, if there is one."
        # A statistic without its date is not published at all.
        if isinstance(part.block, SourceBlock) and not (part.value.get("date") or "").strip():
            yield part, f"Say when “{source}” was published, if it is known."


def note_without_source(content: PageContent) -> Iterator[Problem]:
    """Find notes that lead to no source."""
    count = _number_of_sources(content)
    for text in content.texts:
        for number in dict.fromkeys(numbers_in(text.words)):
            if not _has_notes(text, content):
                if not _repeats_notes(text.part):
                    yield text.part, f"[{number}] is no link here. Write it in the text below, or take it away."
            elif not 1 <= number <= count:
                yield text.part, f"There is no source {number}. Add it to the sources, or take [{number}] away."


def source_without_note(content: PageContent) -> Iterator[Problem]:
    """Find sources of which no reader learns what they are for."""
    named = {number for text in content.texts if _has_notes(text, content) for number in numbers_in(text.words)}
    for part in content.blocks(SourcesBlock):
        for number in range(1, _number_of_sources(content) + 1):
            if number not in named:
                yield (
                    part,
                    f"No note names source {number}. Write [{number}] where it is used, or take it away.",
                )


def _number_of_sources(content: PageContent) -> int:
    return next((len(part.value) for part in content.blocks(SourcesBlock)), 0)


def _has_notes(text: Text, content: PageContent) -> bool:
    """Return whether a note in a text is a link: in the fields and blocks that say so, and in rich text of blocks."""
    part = text.part
    if part.block is None:
        return part.field in content.page.fields_with_notes
    is_named = part.name in getattr(getattr(part.parent, "block", None), "fields_with_notes", ())
    return is_named or isinstance(part.block, RichTextBlock) or getattr(part.block, "has_notes", False)


def _repeats_notes(part: Part) -> bool:
    """Return whether a text is that of a source, or a quote that repeats a text with its notes."""
    is_of_source = isinstance(getattr(part.parent, "block", None), SourceBlock)
    return is_of_source or (part.is_top_block and getattr(part.block, "name", "") == "pull_quote")


def no_review_date(content: PageContent) -> Iterator[Problem]:
    """Find pages that nobody will look at again."""
    if content.page.review_on is None:
        yield content.field("review_on"), "Choose a day by which somebody checks that all of it still holds."
