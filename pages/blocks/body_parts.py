"""What a body shows, in order: its blocks, with the places that links on the page lead to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from pages.blocks.content_notes import passage_after


@dataclass(frozen=True)
class Section:
    """A heading of a body, and the id of its element."""

    title: str
    id: str


@dataclass(frozen=True)
class BodyPart:
    """A block of a body, the documents that stand one after the other, or only the end of the body.

    `anchor` is the id of this place for links past what stands above it, or "". `skip_to` is where the link of a
    content note leads, and `section_id` the id of a heading.
    """

    block: Any = None
    documents: tuple[Any, ...] = ()
    anchor: str = ""
    skip_to: str = ""
    section_id: str = ""


def body_parts(body: Iterable[Any]) -> Iterator[BodyPart]:
    """Yield the parts of a body, its sources last. Documents that follow each other are one part: one list."""
    found = _sources_last(body)
    ends = {
        position: passage_after(found, position).stop
        for position, block in enumerate(found)
        if block.block_type == "content_note"
    }
    sections = _sections(found)
    position = 0
    while position <= len(found):
        anchor = _anchor(position) if position in ends.values() else ""
        consecutive = _documents(found, position)
        block = found[position] if position < len(found) and not consecutive else None
        if block or consecutive or anchor:
            skip_to = _anchor(ends[position]) if position in ends else ""
            section = sections.get(position)
            yield BodyPart(block, consecutive, anchor, skip_to, section.id if section else "")
        position += max(len(consecutive), 1)


def body_sections(body: Iterable[Any]) -> list[Section]:
    """Return the headings of a body, without the smaller ones."""
    return list(_sections(list(body)).values())


def _sources_last(body: Iterable[Any]) -> list[Any]:
    """Return the blocks with the first block of sources at the end, wherever an editor put it."""
    found = list(body)
    sources = [block for block in found if block.block_type == "sources"]
    return [block for block in found if block.block_type != "sources"] + sources[:1]


def _sections(found: list[Any]) -> dict[int, Section]:
    headings = [
        (position, block.value["text"])
        for position, block in enumerate(found)
        if block.block_type == "heading" and block.value["level"] == "h2"
    ]
    return {position: Section(text, f"section-{number}") for number, (position, text) in enumerate(headings, start=1)}


def _documents(found: list[Any], position: int) -> tuple[Any, ...]:
    """Return the documents that stand one after the other from a position on, none if no document stands there."""
    end = position
    while end < len(found) and found[end].block_type == "document":
        end += 1
    return tuple(block.value for block in found[position:end])


def _anchor(position: int) -> str:
    return f"part-{position + 1}"
