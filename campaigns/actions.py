"""What readers can do: a letter to send, the way to their member of Parliament, a document to share."""

from functools import partial
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail_localize.segments import StringSegmentValue

from campaigns import letters
from pages.blocks.media import DocumentValue
from pages.languages import PASSAGE_LANGUAGES, direction
from pages.text.link_texts import refuse_vague_link_text
from pages.text.marking import in_its_language, language_of, listed, listed_plain

# The official way to find one's Member of Parliament, by UK Parliament.
FIND_YOUR_MP = "https://members.parliament.uk/FindYourMP"


class LetterBlock(blocks.StructBlock):
    """A letter that readers send from their own email, to their member of Parliament for example.

    Its blanks stand in square brackets. A letter with a language of its own stays in it on translated pages.
    """

    title = blocks.CharBlock(max_length=80, help_text="For example: Write to your Member of Parliament")
    text = blocks.TextBlock(required=False, rows=2, help_text="Why, in one or two sentences above the letter.")
    subject = blocks.CharBlock(max_length=120, help_text="Of the email.")
    letter = blocks.TextBlock(
        label="The letter",
        rows=14,
        help_text="With an empty line between paragraphs. What each reader fills in stands in square brackets: "
        "[your name], [your postcode].",
    )
    language = blocks.ChoiceBlock(
        PASSAGE_LANGUAGES,
        required=False,
        label="Language of the letter",
        help_text="Choose English, so that the letter stays in English where the page is translated: the member must "
        "understand it. Leave empty if it is to be translated.",
    )

    # The fields to which `language` applies.
    fields_in_language = ("subject", "letter")

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the paragraphs and the subject with their blanks marked, the blanks, and the link to a mail program."""
        context = super().get_context(value, parent_context=parent_context)
        subject, text, language = (value.get(name) or "" for name in ("subject", "letter", "language"))
        mark = partial(_mark, language_of(text, language or None))
        whole = letters.mail_address(subject, text)
        is_whole = not letters.is_too_long(whole)
        names = [f"[{blank}]" for blank in letters.blanks(f"{subject}\n{text}")]
        return context | {
            "paragraphs": [letters.with_marked_blanks(each, mark) for each in letters.paragraphs(text)],
            "subject": letters.with_marked_blanks(subject, mark),
            "blanks": listed(in_its_language(name, language or None) for name in names),
            "blanks_to_say": listed_plain(names),
            "address": whole if is_whole else letters.mail_address(subject),
            "is_whole": is_whole,
        }

    def get_translatable_segments(self, value: Any) -> list[StringSegmentValue]:
        """Return the words for wagtail-localize to translate, each line of the letter by itself.

        Enter saves a text in its editor, so nobody could write a letter of several lines there.
        """
        segments = [StringSegmentValue(name, value.get(name) or "") for name in ("title", "text")]
        if not value.get("language"):
            segments.append(StringSegmentValue("subject", value.get("subject") or ""))
            segments += [StringSegmentValue("letter", line) for line in _lines(value) if line]
        return segments

    def restore_translated_segments(self, value: Any, segments: list[StringSegmentValue]) -> Any:
        """Return the block with the translated words."""
        lines = iter([each.render_text() for each in sorted(segments, key=_order) if each.path == "letter"])
        # The lines of the letter keep their places, with the empty ones between them.
        value["letter"] = "\n".join(line and next(lines, line) for line in _lines(value))
        for segment in segments:
            if segment.path != "letter":
                value[segment.path] = segment.render_text()
        return value

    class Meta:
        icon = "mail"
        label_format = "{title}"
        description = "A letter that readers copy or open in their mail program, for example to their MP."
        template = "campaigns/actions/letter.html"
        preview_value = {
            "title": "A sample letter",
            "text": "Sample text: why to write.",
            "subject": "A sample subject",
            "letter": "Dear [name of your MP],\n\nThis is a sample. Nobody wrote it.\n\n[your name]\n[your postcode]",
        }


def _order(segment: StringSegmentValue) -> int:
    return segment.order


def _lines(value: Any) -> list[str]:
    return [line.strip() for line in (value.get("letter") or "").splitlines()]


def _mark(language: str, blank: str) -> SafeString:
    """Return a marked blank, with a visually hidden label that is left out of the copied letter.

    `language` is that of the letter if it is not the reader's.
    """
    here = get_language()
    word = format_html(' lang="{}" dir="{}"', here, direction(here)) if language else ""
    return format_html('<mark><span class="visually-hidden"{}>{} </span>{}</mark>', word, _("to fill in:"), blank)


class FindMemberBlock(blocks.StructBlock):
    """The official way to find one's member of Parliament."""

    title = blocks.CharBlock(max_length=80, default="Find your Member of Parliament")
    text = blocks.TextBlock(required=False, rows=2)
    button = blocks.CharBlock(
        max_length=60, default="Search on the website of UK Parliament", validators=[refuse_vague_link_text]
    )
    address = blocks.URLBlock(default=FIND_YOUR_MP)

    class Meta:
        icon = "search"
        label = "Finding an MP"
        label_format = "{title}"
        description = "A link to the page of UK Parliament that says who represents a reader."
        template = "campaigns/actions/find_member.html"
        preview_value = {
            "title": "A sample heading",
            "text": "Sample text.",
            "button": "Search on the website of UK Parliament",
            "address": FIND_YOUR_MP,
        }


class SharedDocumentBlock(blocks.StructBlock):
    """A document that readers can pass on."""

    title = blocks.CharBlock(max_length=80, help_text="For example: Share our briefing")
    text = blocks.TextBlock(required=False, rows=2, help_text="Whom to show it to, and why.")
    document = DocumentChooserBlock()

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the document as the block for downloads in a body shows it, under its own title."""
        context = super().get_context(value, parent_context=parent_context)
        context["download"] = {"shown_document": value.shown_document, "title": ""}
        return context

    def get_preview_value(self) -> Any:
        """Show a document that is not stored."""
        sample = get_document_model()(
            pk=0, title="A sample document", file="sample.pdf", file_name="sample.pdf", file_size=250_000
        )
        return self.normalize({"title": "A sample heading", "text": "Sample text.", "document": sample})

    class Meta:
        icon = "doc-full"
        label = "Document to share"
        label_format = "{title}"
        description = "A document that readers can pass on, with its type, size and language."
        template = "campaigns/actions/shared_document.html"
        value_class = DocumentValue


ACTIONS = [
    ("letter", LetterBlock()),
    ("find_member", FindMemberBlock()),
    ("document", SharedDocumentBlock()),
]
