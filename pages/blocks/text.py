"""Blocks of words: headings, quotations, questions, timelines, passages."""

from typing import Any

from wagtail import blocks

from pages.blocks.consents import ConsentChooserBlock
from pages.languages import PASSAGE_LANGUAGES, direction

PARAGRAPH_FEATURES = ["bold", "link", "document-link", "ol", "ul"]
ONE_LINE_FEATURES = ["bold", "link"]


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text."""

    text = blocks.CharBlock(max_length=160)
    level = blocks.ChoiceBlock(
        [("h2", "Heading"), ("h3", "Smaller heading, under the one before")], default="h2", label="Size"
    )

    class Meta:
        icon = "title"
        label_format = "{text}"
        description = "Divides a long text, so that readers can find their place."
        template = "blocks/heading.html"
        preview_value = {"text": "A sample heading", "level": "h2"}


class QuotationBlock(blocks.StructBlock):
    """The words of somebody else, with who said them."""

    fields_with_notes = ("text",)

    text = blocks.TextBlock(help_text="Exactly as it was said, with its quotation marks.")
    source = blocks.CharBlock(
        max_length=200,
        required=False,
        help_text="Who said or wrote it. Leave empty only where the text around it says so.",
    )
    link = blocks.URLBlock(required=False, label="Address of the source")
    language = blocks.ChoiceBlock(
        PASSAGE_LANGUAGES,
        required=False,
        help_text="The language of these words, if it is not the page’s: they are then read aloud in it.",
    )
    consent = ConsentChooserBlock(
        required=False,
        help_text="The agreement of the person who said it: the quotation is left out when it has ended. "
        "Not needed for our own words or words that were published elsewhere.",
    )

    class Meta:
        icon = "openquote"
        label_format = "{source}"
        description = "Somebody’s own words, and who said them."
        template = "blocks/quotation.html"
        preview_value = {"text": "“These are sample words. Nobody said them.”", "source": "Sample source"}


class StatisticBlock(blocks.StructBlock):
    """A number, what it counts, and its source with the date; without one if it is a statement of our own."""

    fields_with_notes = ("words",)

    number = blocks.CharBlock(max_length=20)
    words = blocks.CharBlock(max_length=160, help_text="What the number counts. It is read straight after the number.")
    source = blocks.CharBlock(max_length=200, help_text="Who counted; for a statement of our own, the organisation.")
    date = blocks.CharBlock(
        max_length=40,
        required=False,
        help_text="When it was counted or published, for example March 2024. Not needed for a statement of our own.",
    )
    link = blocks.URLBlock(required=False, label="Address of the source")

    class Meta:
        icon = "order"
        label_format = "{number} {words}"
        description = "One number that matters, with its source and date."
        template = "blocks/statistic.html"
        preview_value = {"number": "0", "words": "sample things counted", "source": "Sample source", "date": "no date"}


class QuestionBlock(blocks.StructBlock):
    """A question of an interview and its answer."""

    question = blocks.TextBlock(rows=2)
    answer = blocks.RichTextBlock(features=PARAGRAPH_FEATURES)
    speaker = blocks.CharBlock(
        max_length=100,
        required=False,
        label="Name of who answers here",
        help_text="Only where several people answer. Otherwise the name of the interviewee stands there.",
    )

    class Meta:
        icon = "help"
        label_format = "{question}"
        description = "One question and its answer. Each question can be linked to."
        template = "blocks/question.html"
        preview_value = {"question": "A sample question?", "answer": "<p>A sample answer. Nobody said it.</p>"}


class TimelineEntryBlock(blocks.StructBlock):
    """One step on a timeline."""

    fields_with_notes = ("text",)

    date = blocks.CharBlock(max_length=40, help_text="In words, for example Spring 2024.")
    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock(required=False, rows=2)

    class Meta:
        icon = "date"
        label_format = "{date} {title}"


class TimelineBlock(blocks.StructBlock):
    """Events in the order in which they happened."""

    title = blocks.CharBlock(max_length=120, required=False)
    entries = blocks.ListBlock(TimelineEntryBlock(), min_num=2)

    class Meta:
        icon = "history"
        label_format = "{title}"
        description = "What happened, in the order in which it happened."
        template = "blocks/timeline.html"
        preview_value = {
            "title": "A sample timeline",
            "entries": [
                {"date": "First", "title": "A sample step", "text": "Sample text."},
                {"date": "Then", "title": "Another sample step", "text": ""},
            ],
        }


class HelpBlock(blocks.StructBlock):
    """Where to find help, with the numbers to call from the settings."""

    title = blocks.CharBlock(max_length=120)
    text = blocks.RichTextBlock(features=ONE_LINE_FEATURES, required=False)

    class Meta:
        icon = "warning"
        label_format = "{title}"
        description = "A box with the numbers to call, for pages that speak of violence."
        template = "blocks/help.html"
        preview_value = {"title": "A sample help box", "text": "<p>The numbers of the settings follow here.</p>"}


class PassageBlock(blocks.StructBlock):
    """A passage in another language than the page’s."""

    language = blocks.ChoiceBlock(PASSAGE_LANGUAGES)
    text = blocks.RichTextBlock(features=PARAGRAPH_FEATURES)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the direction in which the language is written."""
        context = super().get_context(value, parent_context=parent_context)
        context["direction"] = direction(value.get("language") or "")
        return context

    def get_translatable_segments(self, value: Any) -> list[Any]:
        """Return nothing for wagtail-localize to translate: the passage stays in its language on every page."""
        return []

    def restore_translated_segments(self, value: Any, segments: list[Any]) -> Any:
        """Return the passage as it is."""
        return value

    class Meta:
        icon = "globe"
        label_format = "{language}"
        description = "A passage in another language, set and read aloud in that language."
        template = "blocks/passage.html"
        preview_value = {"language": "ur", "text": "<p>نمونہ متن</p>"}
