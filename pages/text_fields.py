"""Cleans what is typed into the text fields of all forms."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UsernameField
from wagtail.admin.rich_text import DraftailRichTextArea

from pages.link_cleaning import clean_link, clean_links_in_html
from pages.text_cleaning import clean_identifier, clean_text

IDENTIFIER_FIELDS = (forms.EmailField, forms.SlugField, UsernameField)
# Values of the HTML attributes `type` and `inputmode`.
IDENTIFIER_INPUTS = {"email", "search", "tel", "url"}


class IdentifierInput(forms.TextInput):
    """The input of a number or a name that is compared letter by letter, such as the number of a charity."""


def clean_typed_text(field: forms.CharField, typed: str) -> str:
    """Return what was typed into a field, cleaned according to what the field asks for.

    Passwords, and whatever else a field keeps exactly (`strip=False`), are returned as they are.
    """
    widget = field.widget
    if not field.strip or isinstance(widget, forms.PasswordInput):
        return typed
    if isinstance(field, forms.URLField):
        return clean_link(clean_identifier(typed))
    if isinstance(widget, DraftailRichTextArea):
        return clean_links_in_html(clean_text(typed))
    is_identifier = (
        isinstance(field, IDENTIFIER_FIELDS)
        or isinstance(widget, IdentifierInput)
        or {getattr(widget, "input_type", ""), widget.attrs.get("inputmode", "")} & IDENTIFIER_INPUTS
    )
    return clean_identifier(typed) if is_identifier else clean_text(typed)


def clean_all_text_fields() -> None:
    """Have every `forms.CharField` clean what is typed, before it is validated.

    Replaces a method of Django's. The forms in which staff write are made in dozens of places of Wagtail (pages,
    blocks, settings, users, collections, redirects, comments, choosers), and most offer no way to exchange their
    fields. This is the one method that all of them call, and a field that somebody adds calls it too.
    """
    to_python = forms.CharField.to_python

    def cleaned_to_python(self: forms.CharField, value: Any) -> Any:
        return to_python(self, value if value in self.empty_values else clean_typed_text(self, str(value)))

    forms.CharField.to_python = cleaned_to_python  # type: ignore[method-assign]  # see above
