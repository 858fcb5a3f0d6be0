"""The parts of a page that rely on a consent, and what of a body is shown when one has ended."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.http import HttpRequest
from django.utils.text import Truncator
from wagtail.blocks import StreamValue

from pages.blocks.consents import consent_for
from pages.blocks.content_notes import passage_after
from pages.models.consents import Consent
from pages.page_cache.permission import limit_use

# What stays of the body of an interview that is left out: it holds nobody's words.
WITHOUT_WORDS = {"call_to_action", "help_box"}
# How much of a quotation editors are shown to recognise it.
LONGEST_NAME = 60

Block: TypeAlias = StreamValue.StreamChild


@dataclass(frozen=True)
class Part:
    """A part of a page, described for editors, and the consent that it relies on.

    `has_words` says whether somebody who reads the page aloud says the words of this part.
    """

    name: str
    consent: Consent
    has_words: bool = True

    @property
    def is_left_out(self) -> bool:
        """Whether its consent has ended."""
        return self.consent.has_ended()


def parts_of_body(body: Iterable[Block]) -> Iterator[Part]:
    """Yield the pictures and quotations of a body that rely on a consent."""
    for block in body:
        if consent := consent_for(block.block_type, block.value):
            yield Part(_name(block), consent, has_words=block.block_type != "image")


def shown_blocks(body: Iterable[Block], text_consent: Consent | None = None) -> list[Block]:
    """Return the blocks of a body without what relies on a consent that has ended.

    `text_consent` is the one that the whole text relies on. A pull quote goes with the quotation that it repeats, and a
    heading with everything that stood below it, and so does a content note. Documents that visitors cannot open are
    left out in the same way.
    """
    blocks = list(body)
    is_text_left_out = text_consent is not None and text_consent.has_ended()
    quoted = [
        _letters(block.value["text"]) for block in blocks if block.block_type == "quotation" and _has_ended(block)
    ]

    def is_shown(block: Block) -> bool:
        if is_text_left_out and block.block_type not in WITHOUT_WORDS:
            return False
        if block.block_type == "pull_quote":
            letters = _letters(block.value)
            return not any(letters in words or words in letters for words in quoted)
        if block.block_type == "document":
            return block.value.shown_document is not None
        return not _has_ended(block)

    kept = {position for position, block in enumerate(blocks) if is_shown(block)}
    if len(kept) < len(blocks):
        kept -= {position for position in kept if _is_empty_section(blocks, position, kept)}
        kept -= {position for position in kept if _has_no_passage(blocks, position, kept)}
    return [block for position, block in enumerate(blocks) if position in kept]


def limit_to_consents(request: HttpRequest, consents: Iterable[Consent | None]) -> None:
    """Have the response to this request, which shows what relies on consents, never sent after the end of one."""
    for consent in consents:
        if consent and consent.ends_at and not consent.has_ended():
            limit_use(request, consent.ends_at)


def _has_ended(block: Block) -> bool:
    consent = consent_for(block.block_type, block.value)
    return consent is not None and consent.has_ended()


def _is_empty_section(blocks: list[Block], position: int, kept: set[int]) -> bool:
    """Return whether a block is a heading below which something stood, of which nothing is kept."""
    if blocks[position].block_type != "heading":
        return False
    level, below = blocks[position].value["level"], []
    for other in range(position + 1, len(blocks)):
        if blocks[other].block_type == "heading":
            if blocks[other].value["level"] <= level:
                break
        elif blocks[other].block_type != "sources":
            # Sources stand at the foot, wherever the block is.
            below.append(other)
    return bool(below) and not kept.intersection(below)


def _has_no_passage(blocks: list[Block], position: int, kept: set[int]) -> bool:
    """Return whether a block is a content note on a passage of which nothing is kept."""
    return blocks[position].block_type == "content_note" and not kept.intersection(passage_after(blocks, position))


def _letters(text: Any) -> str:
    """Return the letters and digits of a text, by which a pull quote is compared with a quotation."""
    return "".join(character for character in str(text).casefold() if character.isalnum())


def _name(block: Block) -> str:
    if block.block_type == "image":
        return f"The picture “{block.value['image'].title}”"
    return f"The quotation {Truncator(block.value['text']).chars(LONGEST_NAME)}"
