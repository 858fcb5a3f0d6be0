"""How words are set: headlines in two weights, explained terms, what is current; and the digests of scripts."""

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
from pages.links import OwnLinks

register = template.Library()

_PARAGRAPH = re.compile(r"<p[^>]*>(.*?)</p>", re.DOTALL)

# Between two digits, and not inside a tag.
_SPACE_IN_NUMBER = re.compile(r"(?<=\d) (?=\d)(?![^<]*>)")

# The longest title of which only the last word is light; in a longer one, only the first is heavy.
SHORT_TITLE_WORDS = 4


@register.filter
def headline(title: str) -> SafeString:
    """Set a title in two weights: what it claims is heavy, the rest is light.

    The claim ends at a colon, or before the last word of a short title, or after the first of a long one.
    """
    words = str(title).split()
    if ":" in title:
        claim, rest = str(title).split(":", 1)
        claim += ":"
    elif len(words) < 2:
        return format_html("{}", title)
    elif len(words) <= SHORT_TITLE_WORDS:
        claim, rest = " ".join(words[:-1]), words[-1]
    else:
        claim, rest = words[0], " ".join(words[1:])
    return format_html('{} <span class="light-weight">{}</span>', claim, rest.strip())


@register.filter
def is_short(title: str) -> bool:
    """Tell whether a title is short enough to be set giant: its words must fit a narrow screen."""
    words = str(title).split()
    return len(words) <= SHORT_TITLE_WORDS and max(map(len, words), default=0) <= 11


@register.filter
def unwrapped(html: str) -> SafeString:
    """Return rich text without its paragraphs, for a place that has an element of its own: a new one is a new line."""
    paragraphs = _PARAGRAPH.findall(expand_db_html(str(html)))
    return mark_safe("<br>".join(paragraphs))


@register.simple_tag(takes_context=True)
def rich(context: dict[str, Any], words: RichText | str) -> SafeString:
    """Return the HTML of rich text. Links to our pages lead only where anyone may go.

    Without a request, as in a block that is shown by itself, they lead nowhere.
    """
    source = words.source if isinstance(words, RichText) else words
    if request := context.get("request"):
        source = OwnLinks(request)(source)
    return mark_safe(whole_numbers(expand_db_html(source)))


@register.simple_tag(takes_context=True)
def explain(context: dict[str, Any], words: RichText | str) -> SafeString:
    """Return rich text, or escaped plain text, in which the glossary's terms can be asked for their meaning."""
    is_rich = isinstance(words, RichText) or "<" in str(words)
    html = rich(context, words) if is_rich else whole_numbers(escape(words))
    known = context.get("glossary")
    return known.explain(html) if known else mark_safe(html)


def whole_numbers(html: str) -> str:
    """Return HTML in which no number is torn apart at its spaces, at the end of a line or in right-to-left text.

    There 0808 2000 247 would read 247 2000 0808, and somebody could dial it. No-break spaces belong to the number
    (Unicode's bidirectional algorithm, rule W4).
    """
    return _SPACE_IN_NUMBER.sub("\N{NO-BREAK SPACE}", html)


@register.filter
def anchor(term: glossary.Term) -> str:
    """Return the id of a term's meaning."""
    return glossary.anchor(term)


@register.filter
def current(url: str, path: str) -> str:
    """Return what `aria-current` says of a menu's link on the page at `path`: page, true or nothing."""
    if url == path:
        return "page"
    return "true" if url.count("/") > 1 and path.startswith(url) else ""


@register.simple_tag
def integrity(name: str) -> str:
    """Return the digest that a browser holds against a script before it runs it."""
    return "" if settings.DEBUG else _digest(name)


@cache
def _digest(name: str) -> str:
    with staticfiles_storage.open(staticfiles_storage.stored_name(name)) as file:
        return f"sha384-{b64encode(sha384(file.read()).digest()).decode()}"


@register.filter
def linked_data(data: dict[str, Any]) -> SafeString:
    """Return JSON that can stand inside a script element: nothing in it can close the element."""
    text = json.dumps(data, ensure_ascii=False)
    return mark_safe(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
