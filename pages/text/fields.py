"""Cleans what is typed into the fields of all forms."""

from typing import Any

from django import forms
from django.forms.fields import BaseTemporalField
from wagtail.admin.rich_text import DraftailRichTextArea

from pages.text.cleaning import clean_identifier, clean_text
from pages.text.links import clean_link, clean_links_in_html

# Their values are chosen, or have a syntax of their own.
KEPT_AS_TYPED = (forms.BooleanField, forms.ChoiceField, forms.FileField, forms.JSONField, forms.ModelChoiceField)
IDENTIFIERS = (forms.EmailField, forms.IntegerField, forms.SlugField, BaseTemporalField)
# Values of the HTML attributes `type`, `inputmode` and `autocomplete` that ask for an address, a number or a user name.
IDENTIFIER_INPUTS = {"email", "search", "tel", "url", "username"}


class IdentifierInput(forms.TextInput):
    """The input of a number or a name that is compared letter by letter, such as the number of a charity."""


def clean_typed(field: forms.Field, typed: str) -> str:
    """Return what was typed into a field, cleaned according to what the field asks for.

    What was chosen from a list is returned as it is, and so are JSON, passwords and whatever else a field keeps exactly
    (`strip=False`).
    """
    widget = field.widget
    if isinstance(field, KEPT_AS_TYPED) or isinstance(widget, forms.PasswordInput) or not getattr(field, "strip", True):
        return typed
    if isinstance(field, forms.URLField):
        return clean_link(clean_identifier(typed))
    if isinstance(widget, DraftailRichTextArea):
        return clean_links_in_html(clean_text(typed))
    asks_for = {getattr(widget, "input_type", ""), widget.attrs.get("inputmode"), widget.attrs.get("autocomplete")}
    is_identifier = isinstance(field, IDENTIFIERS) or isinstance(widget, IdentifierInput)
    return clean_identifier(typed) if is_identifier or asks_for & IDENTIFIER_INPUTS else clean_text(typed)


def clean_all_fields() -> None:
    """Have every field of every form clean what is typed, before it is validated.

    Replaces a method of Django's. The forms in which staff write are made in dozens of places of Wagtail (pages,
    blocks, settings, users, collections, redirects, tags, comments, choosers), and most offer no way to exchange their
    fields. This is the one method that all of them call, and a field that somebody adds calls it too.
    """
    clean = forms.Field.clean

    def clean_what_was_typed(self: forms.Field, value: Any) -> Any:
        return clean(self, clean_typed(self, value) if isinstance(value, str) else value)

    forms.Field.clean = clean_what_was_typed  # type: ignore[method-assign]  # see above
