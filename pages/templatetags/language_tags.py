"""Template tags and filters for words in another language than the page's."""

from typing import Any

from django import template
from django.db.models import Model
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from wagtail.rich_text import RichText

from pages import languages
from pages.models.people import Organisation
from pages.text import marking

register = template.Library()

register.filter("in_its_language", marking.in_its_language)
# The same where the language may be a variable that is not set.
register.simple_tag(marking.in_its_language, name="marked")
register.filter("name_for_reader", languages.name_for_reader)
register.filter("direction", languages.direction)


@register.filter
def words(record: Any, name: str) -> SafeString:
    """Return what a field of a record says in the active language, or else marked with its own."""
    return words_of(record, name).marked


@register.simple_tag
def words_of(record: Any, name: str) -> marking.Words:
    """Return the same with its language, for an element that holds it: `as role`, then role.text and role.attributes.

    A record has its words in other languages in itself (see `pages.models.words`), or is in one language.
    """
    if hasattr(record, "words"):
        return record.words(name)
    text = getattr(record, name)
    return marking.Words(text, marking.language_of(text, record))


@register.simple_tag
def language_attributes(words: RichText | str, written_in: str | Model | None = None) -> SafeString:
    """Return the `lang` and `dir` of an element that holds these words, or "" if they are in the page's language."""
    source = words.source if isinstance(words, RichText) else str(words)
    code = marking.language_of(strip_tags(source), written_in)
    return format_html(' lang="{}" dir="{}"', code, languages.direction(code)) if code else SafeString("")


@register.filter
def names(records: list[Model]) -> SafeString:
    """Return the names of records as the active language lists them, each marked if it is in another language."""
    return marking.listed(words(record, "name") for record in records)


@register.filter
def organisation_link(organisation: Organisation) -> SafeString:
    """Return the name of an organisation, marked if it is in another language, as a link to its website if any."""
    name = words(organisation, "full_name")
    return (
        format_html('<a href="{}" rel="noreferrer">{}</a>', organisation.website, name)
        if organisation.website
        else name
    )


@register.filter
def hreflang(code: str) -> SafeString:
    """Return the attribute of a link to a page in another language, or ""."""
    return format_html(' hreflang="{}"', code) if code else SafeString("")


@register.filter
def language_note(code: str) -> SafeString:
    """Return what follows a link to a page in another language: its name in the reader's, in brackets."""
    # The brackets stay in the line of the word before them.
    return format_html("\N{NO-BREAK SPACE}({})", languages.name_for_reader(code)) if code else SafeString("")
