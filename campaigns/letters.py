"""Letters that readers send from their own email: the blanks that they fill in, and the link to a mail program."""

import re
from collections.abc import Callable
from urllib.parse import quote

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# The most characters in an address that every mail program takes. Windows hands on 2,048, and others take more.
LONGEST_ADDRESS = 2000

_BLANK = re.compile(r"\[\s*([^\[\]\n]*[^\[\]\s])\s*\]")
_FIELDS = "name|address|postcode|post code|town|city|date|street"
# What people write in the place of a blank. Nothing of it would be marked, so it would be sent as it is.
_UNMARKED = re.compile(
    r"\[\s*\]|_{2,}|\.{4,}|…{2,}|\bX{3,}\b|<[^<>\n]+>|\{[^{}\n]*\}"
    rf"|\((?:(?:insert|enter|add|fill in|your|my)\b[^()\n]*?\b)?(?:{_FIELDS})\)",
    re.IGNORECASE,
)


def blanks(text: str) -> list[str]:
    """Return what stands in the square brackets of a letter, each once, in the order in which they stand."""
    return list(dict.fromkeys(_BLANK.findall(text)))


def unmarked_blank(text: str) -> str:
    """Return the first part of a letter that looks like a blank and has no square brackets around words; or ""."""
    rest = _BLANK.sub("", text)
    if found := _UNMARKED.search(rest):
        return found[0]
    return next((bracket for bracket in "[]" if bracket in rest), "")


def paragraphs(text: str) -> list[str]:
    """Return the paragraphs of a letter. Between them are empty lines; each may have several lines."""
    lines = "\n".join(line.strip() for line in text.splitlines())
    return [paragraph for part in re.split(r"\n{2,}", lines) if (paragraph := part.strip())]


def with_marked_blanks(paragraph: str, mark: Callable[[str], SafeString]) -> SafeString:
    """Return plain text, escaped, in which each blank is what `mark` makes of it with its brackets."""
    parts, end = [], 0
    for blank in _BLANK.finditer(paragraph):
        parts += [escape(paragraph[end : blank.start()]), mark(blank[0])]
        end = blank.end()
    return mark_safe("".join([*parts, escape(paragraph[end:])]))


def mail_address(subject: str, text: str = "") -> str:
    """Return the address that opens an email to nobody yet, with a subject and a text (RFC 6068)."""
    body = "\r\n\r\n".join(paragraph.replace("\n", "\r\n") for paragraph in paragraphs(text))
    return f"mailto:?subject={quote(subject, safe='')}" + (f"&body={quote(body, safe='')}" if body else "")


def is_too_long(address: str) -> bool:
    """Return whether some mail programs would cut the address of an email off."""
    return len(address) > LONGEST_ADDRESS
