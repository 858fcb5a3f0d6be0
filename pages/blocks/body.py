"""The body of a page: every block that it can hold, and the order in which they may stand."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from django.utils.html import strip_tags
from wagtail import blocks

from pages.blocks.content_notes import ContentNoteBlock, passage_after
from pages.blocks.links import CallToActionBlock
from pages.blocks.media import DownloadBlock, FigureBlock
from pages.blocks.sources import SourcesBlock
from pages.blocks.text import (
    PARAGRAPH_FEATURES,
    HeadingBlock,
    HelpBlock,
    PassageBlock,
    QuestionBlock,
    QuotationBlock,
    StatisticBlock,
    TimelineBlock,
)

# What the body of a new page begins with: empty blocks to write in.
NEW_TEXT = [("paragraph", "")]
NEW_INTERVIEW = [("heading", {"text": "", "level": "h2"}), ("question", {"question": "", "answer": ""})]


class BodyBlock(blocks.StreamBlock):
    """Everything that the body of a page can hold."""

    heading = HeadingBlock()
    paragraph = blocks.RichTextBlock(
        features=PARAGRAPH_FEATURES,
        icon="pilcrow",
        description="Running text, with links, bold words and lists.",
        template="blocks/paragraph.html",
        preview_value="<p>A sample paragraph, with <b>bold words</b> in it.</p>",
    )
    quotation = QuotationBlock()
    pull_quote = blocks.TextBlock(
        icon="openquote",
        description="A sentence of this page, repeated large. Screen readers read it once, in the text.",
        template="blocks/pull_quote.html",
        preview_value="A sample sentence of the page, large.",
    )
    image = FigureBlock(label="Picture")
    document = DownloadBlock()
    statistic = StatisticBlock()
    question = QuestionBlock(label="Question and answer")
    timeline = TimelineBlock()
    call_to_action = CallToActionBlock()
    help_box = HelpBlock()
    passage = PassageBlock(label="Passage in another language")
    content_note = ContentNoteBlock(max_length=200, rows=2)
    sources = SourcesBlock()

    def clean(self, value: Any) -> Any:
        """Report errors inside blocks and errors in their order together. A draft may have both."""
        if self.is_deferred_validation:
            return super().clean(value)
        errors = {
            position: ErrorList([ValidationError(sentence)]) for position, sentence in self.problems(value).items()
        }
        try:
            cleaned = super().clean(value)
        except blocks.StreamBlockValidationError as error:
            raise blocks.StreamBlockValidationError(
                block_errors={**errors, **(error.block_errors or {})}, non_block_errors=error.non_block_errors
            ) from error
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned

    def problems(self, value: blocks.StreamValue) -> dict[int, str]:
        """Return what is wrong with the order of the blocks, by position.

        A smaller heading or a question without a heading above it would skip a level (WCAG 1.3.1). A paragraph without
        text was meant to be written. Sources have one order of numbers.
        """
        found = {}
        has_heading = has_sources = False
        for position, child in enumerate(value):
            if child.block_type == "heading" and child.value["level"] == "h2":
                has_heading = True
            elif child.block_type in {"heading", "question"} and not has_heading:
                found[position] = "Put a heading above this, so that no level is skipped."
            elif child.block_type == "content_note" and not passage_after(value, position):
                found[position] = "Put this before the passage that it is about: nothing follows it."
            elif child.block_type == "paragraph" and not strip_tags(child.value.source).strip():
                found[position] = "Write something here, or take this block away."
            elif child.block_type == "sources":
                if has_sources:
                    found[position] = "Put these into the first block of sources: all of them are numbered together."
                has_sources = True
        return found
