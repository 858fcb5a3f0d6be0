"""The numbers that visitors can call."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from pages.blocks.languages import LanguageBlock, OneForEachLanguageBlock, WordsBlock, entry_in
from pages.languages import name_for_reader
from pages.text.telephone import can_be_dialled, dialled


class TelephoneBlock(blocks.CharBlock):
    """A telephone number, or what is shown in its place."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.field.widget = forms.TelInput(attrs={"maxlength": self.field.max_length})

    def clean(self, value: Any) -> Any:
        """Return the number with plain spaces: what is pasted from a website often has others."""
        return " ".join(super().clean(value).split())


class NumberLabelBlock(blocks.StructBlock):
    """What a number is for, in one language."""

    language = LanguageBlock()
    label = WordsBlock(max_length=120, help_text="Who answers, or when to call. For example: Emergency")
    note = WordsBlock(max_length=200, required=False, help_text="One or two short sentences.")

    class Meta:
        icon = "comment"
        label_format = "{label}"


class HelpNumberValue(blocks.StructValue):
    """A number with its labels."""

    @property
    def dial(self) -> str:
        """What a telephone dials, or "" if it is not a number to dial."""
        return "" if self.get("is_not_dialled") else dialled(self.get("number") or "")

    def label_in(self, language: str) -> blocks.StructValue | None:
        """Return the label in a language, or None."""
        return entry_in(self.get("labels"), language)


class HelpNumberBlock(blocks.StructBlock):
    """A number that a visitor in danger can call, with a label in each language."""

    number = TelephoneBlock(
        max_length=40, help_text="As it should be read. A telephone dials the same. For example: 0808 2000 247"
    )
    is_not_dialled = blocks.BooleanBlock(
        required=False,
        label="Not a number to dial",
        help_text="For what cannot be dialled as it stands, for example “999 + 55”, or a number for text messages. "
        "It is shown, but touching it calls nobody.",
    )
    labels = OneForEachLanguageBlock(
        NumberLabelBlock(label="Label"),
        min_num=1,
        help_text="One for each language. A language in which no number has a label shows the English ones. Where "
        "others have one, it does not show a number that has none.",
    )

    def clean(self, value: Any) -> Any:
        """Require a number that a telephone can dial, unless it is said not to be one."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["is_not_dialled"] and not can_be_dialled(cleaned["number"]):
            error = ValidationError(
                "Write one number that a telephone can dial: digits, spaces and brackets, with a + in front if it is "
                "needed. If it is not a number to dial, tick the box below it."
            )
            raise StructBlockValidationError(block_errors={"number": error})
        return cleaned

    class Meta:
        icon = "mobile-alt"
        label = "Number"
        label_format = "{number}"
        description = "A number that visitors can call, with a label for each language."
        value_class = HelpNumberValue
        preview_template = "previews/number.html"
        preview_value = {
            "number": "000 0000",
            "labels": [{"language": settings.LANGUAGE_CODE, "label": "A sample number, which nobody answers"}],
        }


def numbers_not_shown(numbers: blocks.StreamValue) -> Iterator[str]:
    """Say which numbers have no label in a language in which others have one: its pages leave them out."""
    for code, _name in settings.LANGUAGES:
        without = [block.value["number"] for block in numbers if not block.value.label_in(code)]
        if len(without) < len(numbers):
            language = name_for_reader(code)
            for number in without:
                yield f"{language} pages do not show {number}: it has no {language} label."
