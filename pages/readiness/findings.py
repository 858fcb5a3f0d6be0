"""What a rule finds on a page, and the error that refuses to publish it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError

if TYPE_CHECKING:
    from wagtail.models import Page

    from pages.readiness.content import PageContent
    from pages.readiness.texts import Part


@dataclass(frozen=True)
class Finding:
    """What one rule says about one place of a page, in a sentence that tells an editor what to do.

    `field` is the name of the field, or "" for the whole page. A block is named by its position in the field, counted
    from 0, and by its id.
    """

    rule: str
    blocks: bool
    sentence: str
    field: str = ""
    position: int | None = None
    block_id: str = ""
    label: str = ""

    def __str__(self) -> str:
        return f"{self.label}: {self.sentence}" if self.label else self.sentence


# What a rule yields: where, and what to do.
Problem = tuple["Part | None", str]


@dataclass(frozen=True)
class Rule:
    """A rule of the table: what it finds blocks publishing, or is advice."""

    name: str
    blocks: bool
    check: Callable[["PageContent"], Iterable[Problem]]

    def findings(self, content: "PageContent") -> Iterator[Finding]:
        """Yield what the rule finds on a page."""
        for part, sentence in self.check(content):
            if part is None:
                yield Finding(self.name, self.blocks, sentence)
            else:
                yield Finding(self.name, self.blocks, sentence, part.field, part.position, part.block_id, part.label)


class NotReadyError(ValidationError):
    """A page would be published that a rule blocks."""

    def __init__(self, page: "Page", findings: Iterable[Finding]) -> None:
        self.page = page
        self.findings = list(findings)
        super().__init__({"__all__": [str(finding) for finding in self.findings]})
