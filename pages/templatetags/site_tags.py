"""Template tags and filters: headlines in two weights, rich text with links and explained terms, script digests."""

import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha384
from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe
from wagtail.rich_text import RichText, expand_db_html

from pages import glossary
from pages.navigation.links import RichTextLinks

register = template.Library()

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)

# A space between two digits that is not inside a tag.
_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)(?![^<]*>)")

# Of titles with at most this many words the last word is light; of longer ones only the first word is heavy.
SHORT_TITLE_WORDS = 4


@register.filter
def headline(title: str) -> SafeString:
    """Return a title of which the first part is heavy and the rest light.

    The heavy part ends at a colon, otherwise before the last word of a short title or after the first of a long one.
    """
    words = str(title).split()
    if ":" in title:
        heavy, light = str(title).split(":", 1)
        heavy += ":"
    elif len(words) < 2:
        return format_html("{}", title)
    elif len(words) <= SHORT_TITLE_WORDS:
        heavy, light = " ".join(words[:-1]), words[-1]
    else:
        heavy, light = words[0], " ".join(words[1:])
    return format_html('{} <span class="light-weight">{}</span>', heavy, light.strip())


@register.filter
def is_short_title(title: str) -> bool:
    """Return whether a title can be set giant: its words must fit a narrow screen."""
    words = str(title).split()
    return len(words) <= SHORT_TITLE_WORDS and max(map(len, words), default=0) <= 11


@register.filter
def without_paragraphs(html: str) -> SafeString:
    """Return rich text with line breaks instead of paragraphs, for elements that cannot hold paragraphs."""
    paragraphs = _PARAGRAPH.findall(expand_db_html(str(html)))
    return mark_safe("<br>".join(paragraphs))


@register.simple_tag(takes_context=True)
def rich_text(context: dict[str, Any], value: RichText | str) -> SafeString:
    """Return the HTML of rich text. Links to our pages lead only to what everyone may read."""
    source = value.source if isinstance(value, RichText) else value
    if targets := context.get("link_targets"):
        source = RichTextLinks(targets)(source)
    return mark_safe(keep_numbers_together(expand_db_html(source)))


@register.simple_tag(takes_context=True)
def explain_terms(context: dict[str, Any], value: RichText | str) -> SafeString:
    """Return rich text, or escaped plain text, in which the terms of the glossary are buttons with their meanings."""
    is_rich = isinstance(value, RichText) or "<" in str(value)
    html = rich_text(context, value) if is_rich else keep_numbers_together(escape(value))
    page_glossary = context.get("glossary")
    return page_glossary.explain(html) if page_glossary else mark_safe(html)


def keep_numbers_together(html: str) -> str:
    """Return HTML with no-break spaces inside numbers, which are then not broken at the end of a line.

    In right-to-left text 0808 2000 247 would read 247 2000 0808, and somebody could dial it; a no-break space belongs
    to the number (Unicode's bidirectional algorithm, rule W4).
    """
    return _SPACE_IN_NUMBER.sub("\N{NO-BREAK SPACE}", html)


@register.filter
def term_id(term: glossary.Term) -> str:
    """Return the id of the element with a term's meaning."""
    return glossary.term_id(term)


@register.filter
def aria_current(url: str, path: str) -> str:
    """Return the `aria-current` of a menu's link on the page at `path`: page, true or ""."""
    if url == path:
        return "page"
    return "true" if url.count("/") > 1 and path.startswith(url) else ""


@register.simple_tag
def integrity(name: str) -> str:
    """Return the digest by which a browser checks a script before running it (Subresource Integrity)."""
    return "" if settings.DEBUG else _digest(name)


@cache
def _digest(name: str) -> str:
    stored_name = staticfiles_storage.stored_name(name)  # type: ignore[attr-defined]  # the stubs know only `Storage`
    with staticfiles_storage.open(stored_name) as file:
        return f"sha384-{b64encode(sha384(file.read()).digest()).decode()}"


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """Return JSON for a script element. Nothing in it can end the element."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
