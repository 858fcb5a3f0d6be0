"""Blocks that lead to other pages."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms.utils import ErrorList
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks.languages import OneForEachLanguageBlock, OtherLanguageBlock, WordsBlock
from pages.contact_topics import ContactTopic
from pages.text.link_texts import refuse_vague_link_text


class CallToActionBlock(blocks.StructBlock):
    """One thing that a reader can do now."""

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
        """Require either a page or an address, and no topic for other pages."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if problems := self.problems(cleaned):
            errors = {name: ErrorList([ValidationError(sentence)]) for name, sentence in problems.items()}
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def problems(self, value: Any) -> dict[str, str]:
        """Return what is wrong with where the button leads, by field."""
        page = value.get("page")
        if bool(page) == bool(value.get("address")):
            sentence = "Choose a page or write an address: one of the two."
            return {"page": sentence, "address": sentence}
        if value.get("topic") and not (page and getattr(page.specific_class, "has_contact_topics", False)):
            return {"topic": "Only the contact page has topics: choose it above, or leave this empty."}
        return {}

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add the address of the page, or "" if not everyone may read it."""
        context = super().get_context(value, parent_context=parent_context)
        page, targets = value.get("page"), context.get("link_targets")
        context["url"] = targets.url(page.pk) if page and targets else ""
        context["other_language"] = targets.other_language(page.pk) if page and targets else ""
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


class FeaturedPageBlock(blocks.StructBlock):
    """A page that the home page shows as a card."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(max_length=30, required=False, help_text="One word, if the page’s title is long.")
    text = blocks.TextBlock(required=False, rows=2, help_text="If empty, the page’s summary is shown.")

    class Meta:
        icon = "doc-empty"
        label_format = "{page} {label}"
        description = "A page of this site, as a card on the home page."
        preview_template = "previews/featured_page.html"


class RelatedPageBlock(blocks.PageChooserBlock):
    """A page that is listed below another one."""

    class Meta:
        icon = "doc-empty"
        description = "A page of this site to read next, for example an interview or a post."
        preview_template = "previews/related_page.html"


class MenuLabelBlock(blocks.StructBlock):
    """What a menu calls the translation of a page."""

    language = OtherLanguageBlock()
    label = WordsBlock(max_length=40, validators=[refuse_vague_link_text])

    class Meta:
        icon = "globe"
        label_format = "{label}"


class MenuItemBlock(blocks.StructBlock):
    """A page in a menu."""

    page = blocks.PageChooserBlock()
    label = blocks.CharBlock(
        max_length=40,
        required=False,
        validators=[refuse_vague_link_text],
        help_text="If the page’s title is too long for a menu. In the language of that page.",
    )
    labels = OneForEachLanguageBlock(
        MenuLabelBlock(label="Label"),
        default=[],
        label="Labels in other languages",
        help_text="If the titles of its translations are too long for a menu.",
    )

    class Meta:
        icon = "doc-empty"
        label_format = "{page} {label}"
        description = "A page of this site, as a link in the menu."
        preview_template = "previews/menu_item.html"
