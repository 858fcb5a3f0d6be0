"""Rules about what must be there: a summary, text, and blocks that are filled in."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.fields import RichTextField, StreamField
from wagtail.images.blocks import ImageBlock

from pages.blocks import BodyBlock
from pages.blocks.links import CallToActionBlock
from pages.blocks.media import FigureBlock
from pages.blocks.text import StatisticBlock
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem
from pages.readiness.texts import Part


def no_summary(content: PageContent) -> Iterator[Problem]:
    """Find pages of which lists, search engines and link cards could say nothing."""
    if not content.page.search_description.strip():
        yield content.field("search_description"), "Say in one sentence what this page is about."


def no_text(content: PageContent) -> Iterator[Problem]:
    """Find pages of which a visitor would see nothing but the title."""
    written = {text.part.field for text in content.texts}
    for part in content.parts:
        field = part.model_field
        if isinstance(field, RichTextField) and not field.blank and part.field not in written:
            article = "an" if part.label[0] in "AEIOU" else "a"
            yield part, f"Write {article} {part.label.lower()}."
        elif (
            part.field == "lead"
            and field is not None
            and "lead" not in written
            and hasattr(content.page, "body")
            and not content.page.body
            and not content.page.has_content_without_text
        ):
            yield part, "Write an introduction or a body: as it is, the page would be empty."


def unfinished_block(content: PageContent) -> Iterator[Problem]:
    """Find blocks that the editing form would refuse: drafts may have them, and not every page is published there."""
    reported = set()
    tops = {(part.field, part.position): part for part in content.parts if part.is_top_block}
    for part in content.parts:
        if _has_a_rule_of_its_own(part):
            continue
        if isinstance(part.model_field, StreamField) and isinstance(part.model_field.stream_block, BodyBlock):
            for position, sentence in part.model_field.stream_block.problems(part.value).items():
                reported.add((part.field, position))
                yield tops[part.field, position], sentence
        # What is wrong with a block as a whole is said once.
        is_reported = part.is_top_block and (part.field, part.position) in reported
        if not (is_reported and isinstance(part.block, blocks.FieldBlock)):
            for sentence in _problems(part):
                yield part, sentence


def _has_a_rule_of_its_own(part: Part) -> bool:
    """Return whether `facts.statistic_without_source` says better what is missing here."""
    return isinstance(getattr(part.parent, "block", None), StatisticBlock) and part.name == "source"


def _problems(part: Part) -> Iterator[str]:
    """Yield what is wrong with one block, without the blocks inside it and without a query.

    `Block.clean` queries every page, picture and document again.
    """
    block, value = part.block, part.value
    if isinstance(block, ImageBlock):
        if value is None:
            if block.child_blocks["image"].required:
                yield "Choose a picture, or take the block away."
        elif not _has_alternative_text(value):
            yield "Say in the alt text what the picture shows, or tick that it is decorative."
    elif isinstance(block, blocks.ChooserBlock):
        if block.required and value is None:
            yield f"Choose something for “{block.label}”, or take the block away."
    elif isinstance(block, blocks.FieldBlock):
        # A field that a block was made without is empty.
        if value is None and not block.required:
            return
        try:
            block.clean("" if value is None else value)
        except ValidationError as error:
            is_missing = error.code == "required"
            yield from [f"Fill in “{block.label}”, or take the block away."] if is_missing else error.messages
    elif isinstance(block, blocks.ListBlock):
        if len(value) < (block.meta.min_num or 0):
            yield f"Add at least {block.meta.min_num}, or take the block away."
    elif isinstance(block, CallToActionBlock | FigureBlock):
        yield from dict.fromkeys(block.problems(value).values())


def _has_alternative_text(picture: Any) -> bool:
    """Return whether a picture is described or decorative: in the body, or by itself if the body does not say."""
    if picture.contextual_alt_text is None:
        return picture.is_decorative or bool(picture.description)
    return picture.decorative or bool(picture.contextual_alt_text)
