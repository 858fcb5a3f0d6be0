"""Replacing words in the text of HTML, outside its tags."""

import re
from collections.abc import Callable, Collection

_TAG = re.compile(r"(<[^>]+>)")


def replace_in_text(
    html: str, pattern: re.Pattern[str], replacement: Callable[[re.Match[str]], str], excluded: Collection[str]
) -> str:
    """Return HTML in which what matches a pattern is replaced, except in tags and inside the excluded elements."""
    parts = []
    depth = 0
    for part in _TAG.split(html):
        if part.startswith("<"):
            name = part.strip("</>").split()[0].lower() if part.strip("</>") else ""
            if name in excluded:
                depth += -1 if part.startswith("</") else 1
        elif not depth:
            part = pattern.sub(replacement, part)
        parts.append(part)
    return "".join(parts)
