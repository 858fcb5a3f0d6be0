"""No text field escapes the cleaning of what is pasted: those of all forms, and of all blocks of all streams."""

import copy
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib.auth.forms import ReadOnlyPasswordHashField
from django.core.exceptions import ValidationError
from django.urls import get_resolver
from wagtail.blocks import BaseStructBlock, Block, FieldBlock, ListBlock
from wagtail.blocks.stream_block import BaseStreamBlock
from wagtail.contrib.settings.registry import registry as settings_registry
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.documents import get_document_model
from wagtail.documents.forms import get_document_form, get_document_multi_form
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form, get_image_multi_form
from wagtail.snippets.models import get_snippet_models

from pages.enquiries.submissions.forms import EnquiryForm
from tests.editing.editor import PAGE_MODELS

PASTED = "Ro\ufffeses\x0bare\x01 cafe\u0301 می\u200cخواهم\uffff"
KEPT = "Roses are café می\u200cخواهم"
MARKS = "\u202a07700 900982\u200b\u202c\u200f"

# What is chosen, counted or uploaded, not written; the last is shown and never sent.
NOT_TEXT = (
    forms.BooleanField,
    forms.ChoiceField,
    forms.FileField,
    forms.IntegerField,
    forms.ModelChoiceField,
    forms.MultiValueField,
    forms.fields.BaseTemporalField,
    ReadOnlyPasswordHashField,
)
# Blocks have fields of their own, which are tested one by one.
CONTAINERS = ("BlockField",)


@cache
def made_forms() -> list[type[forms.BaseForm]]:
    """Return the forms that Wagtail makes from models when they are first needed."""
    image, document = get_image_model(), get_document_model()
    handlers = [
        *(model.get_edit_handler() for model in PAGE_MODELS),
        *(get_setting_edit_handler(model) for model in settings_registry),
        *(model.snippet_viewset.get_edit_handler() for model in get_snippet_models()),
    ]
    return [
        *(handler.get_form_class() for handler in handlers if handler),
        *(get_form(image) for get_form in (get_image_form, get_image_multi_form)),
        *(get_form(document) for get_form in (get_document_form, get_document_multi_form)),
    ]


def subclasses(kind: type) -> Iterator[type]:
    """Yield all classes that are loaded and derived from one."""
    for each in kind.__subclasses__():
        yield each
        yield from subclasses(each)


def fields_of_forms() -> dict[str, forms.Field]:
    """Return the fields of all forms, by the names of the form and the field."""
    assert made_forms() and get_resolver().url_patterns
    return {
        f"{form.__module__}.{form.__qualname__}.{name}": field
        for form in subclasses(forms.BaseForm)
        for name, field in getattr(form, "base_fields", {}).items()
    }


def leaves(block: Block, name: str) -> Iterator[tuple[str, forms.Field]]:
    """Yield the form fields of a block and of all blocks in it."""
    if isinstance(block, BaseStructBlock | BaseStreamBlock):
        for child_name, child in block.child_blocks.items():
            yield from leaves(child, f"{name}.{child_name}")
    elif isinstance(block, ListBlock):
        yield from leaves(block.child_block, f"{name}[]")
    else:
        # A block of another kind holds text that this test does not see.
        assert isinstance(block, FieldBlock) or not hasattr(block, "field"), name
        yield name, block.field


def fields_of_blocks() -> dict[str, forms.Field]:
    """Return the form fields of all blocks of all streams, by their paths."""
    return {
        path: field
        for model in apps.get_models()
        for stream in model._meta.get_fields()
        if isinstance(stream, StreamField)
        for path, field in leaves(stream.stream_block, f"{model.__name__}.{stream.name}")
    }


def keeps_exactly(field: forms.Field) -> bool:
    """Return whether a field is for a password or a token."""
    return isinstance(field.widget, forms.PasswordInput) or not getattr(field, "strip", True)


def is_text(field: forms.Field) -> bool:
    """Return whether people write into a field."""
    return not isinstance(field, NOT_TEXT) and type(field).__name__ not in CONTAINERS and not keeps_exactly(field)


def as_cleaned(field: forms.Field, value: str) -> Any:
    """Return what a field hands to its validators."""
    field = copy.copy(field)
    field.validators = []
    try:
        return field.clean(value)
    except ValidationError:
        # Not even the shape of an address.
        return ""


@pytest.mark.parametrize("fields_of", [fields_of_forms, fields_of_blocks])
def test_nothing_that_breaks_feeds_survives_in_any_text_field(fields_of: Any) -> None:
    texts = {name: field for name, field in fields_of().items() if is_text(field)}
    assert len(texts) > 50
    kept = {name: as_cleaned(field, PASTED) for name, field in texts.items()}
    assert {name: value for name, value in kept.items() if set(str(value)) & set("\x01\x0b\ufffe\uffff\u0301")} == {}


def test_what_urdu_and_persian_need_stays_in_all_running_text() -> None:
    fields = fields_of_forms() | fields_of_blocks()
    running = [field for field in fields.values() if isinstance(field.widget, forms.Textarea) and is_text(field)]
    notify = [field for field in running if field.widget.attrs.get("inputmode") == "email"]
    assert len(notify) >= 1
    assert {as_cleaned(field, PASTED) for field in running if field not in notify} == {KEPT}


@pytest.mark.parametrize("kind", [forms.EmailInput, forms.TelInput, forms.URLInput])
def test_no_mark_survives_in_an_address_or_a_number(kind: type[forms.Widget]) -> None:
    fields = fields_of_forms() | fields_of_blocks()
    found = {name: as_cleaned(each, MARKS) for name, each in fields.items() if isinstance(each.widget, kind)}
    assert found
    assert {name: value for name, value in found.items() if set(value) & set(MARKS) - set("07900982 ")} == {}


@pytest.mark.parametrize("name", ["email", "phone"])
def test_the_contact_form_asks_for_addresses_and_numbers_as_such(name: str) -> None:
    assert as_cleaned(EnquiryForm.base_fields[name], MARKS) == "07700 900982"


def test_passwords_and_tokens_are_kept_as_they_were_typed() -> None:
    fields = {name: field for name, field in fields_of_forms().items() if keeps_exactly(field)}
    assert any(name.endswith("LoginForm.password") for name in fields)
    assert any(name.endswith("EnquiryForm.token") for name in fields)
    assert {name: value for name, field in fields.items() if (value := as_cleaned(field, PASTED)) != PASTED} == {}
