"""Notes before hard passages: which part of a body a note is about."""

from collections.abc import Sequence
from typing import Any

from wagtail import blocks

# Everything that is no heading. A question is a heading like the smaller one.
_TEXT, _SMALLER_HEADING, _HEADING = 9, 3, 2


class ContentNoteBlock(blocks.TextBlock):
    """A line that says what comes, with a link past it."""

    has_notes = True

    class Meta:
        icon = "warning"
        label = "Content note"
        description = "A line before a hard passage, with a link past it to the next heading or question."
        template = "blocks/content_note.html"
        preview_value = "Sample note: the next part speaks of something hard."


def passage_after(found: Sequence[Any], position: int) -> range:
    """Return the positions of the blocks that the content note at a position is about.

    If a heading or a question follows, it is everything under that; otherwise everything up to the next one.
    """
    start = position + 1
    level = _level(found[start]) if start < len(found) else _TEXT
    wanted = _SMALLER_HEADING if level == _TEXT else level
    rest = range(start + 1, len(found))
    return range(start, next((other for other in rest if _level(found[other]) <= wanted), len(found)))


def _level(block: Any) -> int:
    if block.block_type == "heading":
        return int(block.value["level"].removeprefix("h"))
    if block.block_type == "sources":
        return _HEADING
    return _SMALLER_HEADING if block.block_type == "question" else _TEXT
