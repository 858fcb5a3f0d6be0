"""Template tags and filters for headlines, rich text, glossary terms, pictures, menus, scripts and linked data."""

import json
import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha384
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import AbstractImage, Picture
from wagtail.rich_text import RichText, expand_db_html

from pages import glossary
from pages.blocks import body_parts as parts_of_bodies
from pages.media.renditions import existing_renditions, preview_renditions
from pages.navigation.links import RichTextLinks
from pages.text.marking import Words, in_its_language, language_of

register = template.Library()

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)

# A space between two digits that is not inside a tag.
_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)(?![^<]*>)")

# Words joined by a hyphen, outside a tag: Anti-racism.
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+(?![^<]*>)")

# In titles with at most this many words only the last word is light. In longer titles only the first is heavy.
SHORT_TITLE_WORDS = 4


@register.filter
def compounds(text: str) -> SafeString:
    """Return text, escaped, in which a word with a hyphen breaks there only if it is wider than its line.

    Plain text in another language than the page's is marked; what is HTML already says its language itself.
    """
    marked = text if isinstance(text, SafeString) else in_its_language(text)
    return mark_safe(_COMPOUND.sub(r'<span class="compound">\g<0></span>', marked))


@register.filter
def headline(title: str) -> SafeString:
    """Return a title with its first part in a heavy weight and the rest in a light one.

    The heavy part ends at a colon, otherwise before the last word of a short title or after the first of a long one.
    A title in another language than the page's is marked as a whole, so that its parts keep their order.
    """
    words = str(title).split()
    if ":" in title:
        heavy, light = str(title).split(":", 1)
        heavy += ":"
    elif len(words) < 2:
        return compounds(title)
    elif len(words) <= SHORT_TITLE_WORDS:
        heavy, light = " ".join(words[:-1]), words[-1]
    else:
        heavy, light = words[0], " ".join(words[1:])
    html = format_html(
        '{} <span class="light-weight">{}</span>', compounds(escape(heavy)), compounds(escape(light.strip()))
    )
    return Words(html, language_of(str(title))).marked


@register.filter
def is_short_title(title: str) -> bool:
    """Return whether a title can be shown in the largest size, so that its words fit a narrow screen."""
    words = str(title).split()
    return len(words) <= SHORT_TITLE_WORDS and max(map(len, words), default=0) <= 11


@register.filter
def without_paragraphs(html: str) -> SafeString:
    """Return rich text with line breaks instead of paragraphs, for elements that cannot contain paragraphs."""
    paragraphs = _PARAGRAPH.findall(expand_db_html(str(html)))
    return compounds(mark_safe("<br>".join(paragraphs)))


@register.simple_tag(takes_context=True)
def rich_text(context: dict[str, Any], value: RichText | str) -> SafeString:
    """Return the HTML of rich text, in which internal links lead only to public pages."""
    source = value.source if isinstance(value, RichText) else value
    if targets := context.get("link_targets"):
        source = RichTextLinks(targets)(source)
    return mark_safe(keep_numbers_together(expand_db_html(source)))


@register.simple_tag(takes_context=True)
def explain_terms(context: dict[str, Any], value: RichText | str) -> SafeString:
    """Return rich text with a button for each glossary term that shows its meaning."""
    return _explained(context, rich_text(context, value))


@register.simple_tag(takes_context=True)
def explain_terms_in_text(context: dict[str, Any], value: str) -> SafeString:
    """Return plain text, escaped, with a button for each glossary term that shows its meaning."""
    return _explained(context, keep_numbers_together(escape(value)))


@register.simple_tag(takes_context=True)
def with_notes(context: dict[str, Any], text: str, are_named: bool = True) -> SafeString:
    """Return text, escaped unless it is safe, in which each note that names a source is a link to it."""
    html, notes = conditional_escape(text), context.get("notes")
    return notes.linked(html, are_named) if notes else html


@register.simple_tag(takes_context=True)
def note_places(context: dict[str, Any], number: int) -> range:
    """Return the places in the text at which a source is named, from 1; none where the notes are no links."""
    notes = context.get("notes")
    return notes.places(number) if notes else range(0)


def _explained(context: dict[str, Any], html: str) -> SafeString:
    html = with_notes(context, mark_safe(html))
    page_glossary = context.get("glossary")
    return page_glossary.explain(html) if page_glossary else mark_safe(html)


def keep_numbers_together(html: str) -> str:
    """Return HTML with no-break spaces inside numbers, so that they are not broken across lines.

    With plain spaces, right-to-left text shows 0808 2000 247 as 247 2000 0808. A no-break space is part of the number
    in Unicode's bidirectional algorithm (rule W4).
    """
    return _SPACE_IN_NUMBER.sub("\N{NO-BREAK SPACE}", html)


@register.simple_tag
def body_parts(body: Iterable[Any]) -> list[parts_of_bodies.BodyPart]:
    """Return the parts of a body, with the places that links on the page lead to."""
    return list(parts_of_bodies.body_parts(body or ()))


@register.simple_tag
def body_sections(body: Iterable[Any]) -> list[parts_of_bodies.Section]:
    """Return the headings of a body, to link to."""
    return parts_of_bodies.body_sections(body or ())


@register.filter
def term_id(term: glossary.Term) -> str:
    """Return the id of the element with the meaning of a term."""
    return glossary.term_id(term)


@register.simple_tag(takes_context=True)
def picture(context: dict[str, Any], image: AbstractImage, sizes: str) -> SafeString:
    """Return a picture element, or nothing while its renditions are not made. Wagtail's own tags make them."""
    is_preview = getattr(context.get("request"), "is_preview", False)
    renditions = preview_renditions(image) if is_preview else existing_renditions(image)
    if not renditions:
        return mark_safe("")
    attributes = {"sizes": sizes, "loading": "lazy"}
    alt = next(iter(renditions.values())).alt
    if code := language_of(alt, image if alt == image.description else None):
        attributes["lang"] = code
    return mark_safe(Picture(renditions, attributes).__html__())


@register.filter
def aria_current(url: str, path: str) -> str:
    """Return the `aria-current` value of a menu link on the page at `path`: page, true or ""."""
    if url == path:
        return "page"
    # Every page is below a home page: that says nothing.
    is_home = url.strip("/") in {"", *dict(settings.LANGUAGES)}
    return "true" if not is_home and path.startswith(url) else ""


@register.simple_tag
def integrity(name: str) -> str:
    """Return the Subresource Integrity digest of a script."""
    return "" if settings.DEBUG else _digest(name)


@cache
def _digest(name: str) -> str:
    stored_name = staticfiles_storage.stored_name(name)  # type: ignore[attr-defined]  # the stubs know only `Storage`
    with staticfiles_storage.open(stored_name) as file:
        return f"sha384-{b64encode(sha384(file.read()).digest()).decode()}"


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """Return JSON that is safe inside a script element."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
