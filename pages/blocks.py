"""The vocabulary of the body: a dozen blocks, flat, each with a template, an icon, a sentence and a preview.

Texts in previews say that they are samples.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.forms.utils import ErrorList
from django.utils.html import strip_tags
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock

from pages.alt_text import is_file_name
from pages.contact_topics import ContactTopic
from pages.languages import PASSAGE_LANGUAGES, direction

# What the body of a new page begins with: blocks to write in, which cannot be published as they are.
ONE_PARAGRAPH = [("paragraph", "")]
ONE_QUESTION = [("heading", {"text": "", "level": "h2"}), ("question", {"question": "", "answer": ""})]

# Read out of the page, as screen readers list them, these words lead nowhere.
VAGUE_WORDS = {"click here", "here", "link", "more", "read more", "this page"}

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
    """Words of somebody else, with who said them."""

    text = blocks.TextBlock(help_text="Exactly as it was said, with its quotation marks.")
    source = blocks.CharBlock(
        max_length=200,
        required=False,
        help_text="Who said or wrote it. Leave empty only where the text around it says so.",
    )
    link = blocks.URLBlock(required=False, label="Address of the source")

    class Meta:
        icon = "openquote"
        label_format = "{source}"
        description = "Somebody’s own words, and who said them."
        template = "blocks/quotation.html"
        preview_value = {"text": "“These are sample words. Nobody said them.”", "source": "Sample source"}


class StatisticBlock(blocks.StructBlock):
    """A number, what it counts, and where and when it comes from."""

    number = blocks.CharBlock(max_length=20)
    words = blocks.CharBlock(max_length=160, help_text="What the number counts. It is read straight after the number.")
    source = blocks.CharBlock(max_length=200, help_text="Who counted.")
    date = blocks.CharBlock(max_length=40, help_text="When it was counted or published, for example March 2024.")
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

    class Meta:
        icon = "help"
        label_format = "{question}"
        description = "One question and its answer. Each question can be jumped to."
        template = "blocks/question.html"
        preview_value = {"question": "A sample question?", "answer": "<p>A sample answer. Nobody said it.</p>"}


class FigureBlock(blocks.StructBlock):
    """A picture in the text."""

    image = ImageBlock()
    caption = blocks.CharBlock(max_length=250, required=False)

    def clean(self, value: Any) -> Any:
        """Refuse the name of a file as the words for those who cannot see the picture."""
        cleaned = super().clean(value)
        image = cleaned.get("image")
        if image and is_file_name(image.contextual_alt_text or "") and not self.is_deferred_validation:
            problem = ValidationError("The alt text is the name of a file. Say what the picture shows.")
            raise StructBlockValidationError(block_errors={"image": problem})
        return cleaned

    def get_preview_value(self) -> Any:
        """Show the newest picture that was uploaded, since a sample of a picture says little."""
        newest = get_image_model().objects.order_by("-created_at").first()
        return self.normalize({"image": newest, "caption": "A sample caption"})

    class Meta:
        icon = "image"
        label_format = "{caption}"
        description = "A picture, with its caption and credit."
        template = "blocks/figure.html"


class DownloadBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock()
    title = blocks.CharBlock(max_length=200, required=False, help_text="If the document’s own title is not clear.")

    def get_preview_value(self) -> Any:
        """Show the newest document, if there is one."""
        newest = get_document_model().objects.order_by("-created_at").first()
        return self.normalize({"document": newest, "title": "A sample document"})

    class Meta:
        icon = "doc-full"
        label_format = "{title}"
        description = "A file to download, with its type, size and language beside it."
        template = "blocks/download.html"


class TimelineEntryBlock(blocks.StructBlock):
    """One step on a timeline."""

    date = blocks.CharBlock(max_length=40, help_text="In words, for example Spring 2024.")
    title = blocks.CharBlock(max_length=120)
    text = blocks.TextBlock(required=False, rows=2)

    class Meta:
        icon = "date"
        label_format = "{date} {title}"


class TimelineBlock(blocks.StructBlock):
    """What happened, in order."""

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


class PageOrAddressMixin:
    """For blocks with a `page` and an `address`, of which exactly one must be given."""

    def clean(self, value: Any) -> Any:
        """Raise an error beside both fields where neither or both are given; a draft may wait for it."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and bool(cleaned.get("page")) == bool(cleaned.get("address")):
            problem = ErrorList([ValidationError("Choose a page or write an address: one of the two.")])
            raise StructBlockValidationError(block_errors={"page": problem, "address": problem})
        return cleaned


class CallToActionBlock(PageOrAddressMixin, blocks.StructBlock):
    """What a reader can do now."""

    title = blocks.CharBlock(max_length=80)
    text = blocks.TextBlock(required=False, rows=2)
    button = blocks.CharBlock(max_length=40, help_text="Says what happens: “Get in touch”, not “Click here”.")
    page = blocks.PageChooserBlock(required=False)
    topic = blocks.ChoiceBlock(
        ContactTopic.choices,
        required=False,
        help_text="If the page is the contact page: the topic that is chosen there.",
    )
    address = blocks.URLBlock(required=False, help_text="On another website.")

    def clean(self, value: Any) -> Any:
        """Refuse a button that does not say what happens, and a topic for a page that has none."""
        cleaned = super().clean(value)
        errors = {}
        if cleaned["button"].strip().lower() in VAGUE_WORDS:
            errors["button"] = ValidationError("Say what happens, for example “Get in touch”.")
        page = cleaned.get("page")
        if cleaned.get("topic") and not (page and getattr(page.specific_class, "checks_its_own_forms", False)):
            errors["topic"] = ValidationError("Only the contact page has topics: choose it above, or leave this empty.")
        if errors and not self.is_deferred_validation:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add where the button leads: nowhere if not everyone may go there."""
        context = super().get_context(value, parent_context=parent_context)
        page, chrome = value.get("page"), context.get("chrome")
        context["url"] = chrome.link_to(page.pk) if page and chrome else ""
        return context

    class Meta:
        icon = "pick"
        label_format = "{title}"
        description = "One thing that readers can do now, with a button."
        template = "blocks/call_to_action.html"
        preview_value = {
            "title": "A sample call",
            "text": "Sample text.",
            "button": "A sample button",
            "address": "https://www.example.org/",
        }


class HelpBlock(blocks.StructBlock):
    """Where to find help, with the numbers of the settings, so that they are right everywhere at once."""

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
        """Add the direction in which the language runs."""
        context = super().get_context(value, parent_context=parent_context)
        context["direction"] = direction(value.get("language") or "")
        return context

    class Meta:
        icon = "globe"
        label_format = "{language}"
        description = "A passage in another language, read and set as that language asks."
        template = "blocks/passage.html"
        preview_value = {"language": "ur", "text": "<p>نمونہ متن</p>"}


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
    image = FigureBlock()
    document = DownloadBlock()
    statistic = StatisticBlock()
    question = QuestionBlock(label="Question and answer")
    timeline = TimelineBlock()
    call_to_action = CallToActionBlock()
    help_box = HelpBlock()
    passage = PassageBlock(label="Passage in another language")

    def clean(self, value: Any) -> Any:
        """Refuse what is wrong inside a block and what is out of order, at once. A draft may be both."""
        if self.is_deferred_validation:
            return super().clean(value)
        errors = out_of_order(value)
        try:
            cleaned = super().clean(value)
        except blocks.StreamBlockValidationError as error:
            raise blocks.StreamBlockValidationError(
                block_errors={**errors, **(error.block_errors or {})}, non_block_errors=error.non_block_errors
            ) from error
        if errors:
            raise blocks.StreamBlockValidationError(block_errors=errors)
        return cleaned


def fetch_pictures(body: blocks.StreamValue) -> None:
    """Fetch the sizes of all pictures of a body together, rather than each when it is shown."""
    images = [child.value["image"] for child in body if child.block_type == "image" and child.value["image"]]
    prefetch_related_objects(images, "renditions")


def out_of_order(body: blocks.StreamValue) -> dict[int, ErrorList]:
    """Return what is wrong with the order of a body, by position.

    A smaller heading or a question under no heading would skip a level (WCAG 1.3.1); a paragraph without words
    is one that somebody meant to write.
    """
    errors = {}
    has_heading = False
    for position, child in enumerate(body):
        if child.block_type == "heading" and child.value["level"] == "h2":
            has_heading = True
        elif child.block_type in {"heading", "question"} and not has_heading:
            errors[position] = ErrorList([ValidationError("Put a heading above this, so that no level is skipped.")])
        elif child.block_type == "paragraph" and not strip_tags(child.value.source).strip():
            errors[position] = ErrorList([ValidationError("Write something here, or take this block away.")])
    return errors


class FeaturedPageBlock(blocks.StructBlock):
    """A page that the home page shows as a poster."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(max_length=30, required=False, help_text="One word, if the page’s title is long.")
    text = blocks.TextBlock(required=False, rows=2, help_text="If empty, the page’s summary is shown.")

    class Meta:
        icon = "doc-empty"
        label_format = "{page} {label}"


class MenuItemBlock(blocks.StructBlock):
    """A page in a menu."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(
        max_length=40,
        required=False,
        help_text="If the page’s title is too long for a menu. In the main language only.",
    )

    class Meta:
        icon = "doc-empty"
        label_format = "{page} {label}"
