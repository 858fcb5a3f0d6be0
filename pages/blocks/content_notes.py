"""Notes before hard passages: which part of a body a note is about, and where the link past it leads."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from wagtail import blocks

# Everything that is no heading. A question is a heading like the smaller one.
_TEXT, _SMALLER_HEADING, _HEADING = 9, 3, 2


class ContentNoteBlock(blocks.TextBlock):
    """A line that says what comes, with a link past it."""

    class Meta:
        icon = "warning"
        label = "Content note"
        description = "A line before a hard passage, with a link past it to the next heading or question."
        template = "blocks/content_note.html"
        preview_value = "Sample note: the next part speaks of something hard."


@dataclass(frozen=True)
class BodyPart:
    """A block of a body, or None for its end.

    `anchor` is the id of this place for links past what stands above it, or "". `skip_to` is where the link of a
    content note leads.
    """

    block: Any
    anchor: str = ""
    skip_to: str = ""


def body_parts(body: Iterable[Any]) -> Iterator[BodyPart]:
    """Yield the blocks of a body, its sources last, with what the links of its content notes need."""
    found = _sources_last(body)
    ends = {
        position: passage_after(found, position).stop
        for position, block in enumerate(found)
        if block.block_type == "content_note"
    }
    for position in range(len(found) + 1):
        block = found[position] if position < len(found) else None
        anchor = _anchor(position) if position in ends.values() else ""
        if block or anchor:
            yield BodyPart(block, anchor, _anchor(ends[position]) if position in ends else "")


def passage_after(found: Sequence[Any], position: int) -> range:
    """Return the positions of the blocks that the content note at a position is about.

    If a heading or a question follows, it is everything under that; otherwise everything up to the next one.
    """
    start = position + 1
    level = _level(found[start]) if start < len(found) else _TEXT
    wanted = _SMALLER_HEADING if level == _TEXT else level
    rest = range(start + 1, len(found))
    return range(start, next((other for other in rest if _level(found[other]) <= wanted), len(found)))


def _sources_last(body: Iterable[Any]) -> list[Any]:
    """Return the blocks with the first block of sources at the end, wherever an editor put it."""
    found = list(body)
    sources = [block for block in found if block.block_type == "sources"]
    return [block for block in found if block.block_type != "sources"] + sources[:1]


def _anchor(position: int) -> str:
    return f"part-{position + 1}"


def _level(block: Any) -> int:
    if block.block_type == "heading":
        return int(block.value["level"].removeprefix("h"))
    if block.block_type == "sources":
        return _HEADING
    return _SMALLER_HEADING if block.block_type == "question" else _TEXT
