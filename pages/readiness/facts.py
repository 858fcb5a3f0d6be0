"""Rules about facts: a reader can see who counted, and where a text comes from."""

from collections.abc import Iterator

from pages.blocks.text import StatisticBlock
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem


def statistic_without_source(content: PageContent) -> Iterator[Problem]:
    """Find numbers without the source or the date of the count."""
    for part in content.blocks(StatisticBlock):
        if not (part.value.get("source") or "").strip():
            yield part, "Say who counted, or take the number away."
        if not (part.value.get("date") or "").strip():
            yield part, "Say when it was counted or published, or take the number away."


def no_review_date(content: PageContent) -> Iterator[Problem]:
    """Find pages that nobody will look at again."""
    if content.page.review_on is None:
        yield content.field("review_on"), "Choose a day by which somebody checks that all of it still holds."
