"""Words that would tell somebody else why a visitor was here.

Titles, addresses and summaries show in the browser's history, in link cards and on lock screens, so those of a
discreet page must not contain them. Its text may.
"""

import re

# The beginnings of words, in the languages of the site.
SENSITIVE_TERMS = [
    "abus",
    "assault",
    "beat",
    "coerc",
    "cse",
    "danger",
    "divorc",
    "domestic",
    "escap",
    "exploit",
    "fgm",
    "forced",
    "harass",
    "honour",
    "perpetrat",
    "rape",
    "refuge",
    "sexual",
    "stalk",
    "surviv",
    "vawg",
    "victim",
    "violen",
    "تشدد",
    "خطر",
    "زیادتی",
    "جنسی",
]

_PATTERN = re.compile(rf"(?<!\w)(?:{'|'.join(SENSITIVE_TERMS)})\w*", re.IGNORECASE)


def find_sensitive_terms(text: str) -> list[str]:
    """Return the sensitive words of a text, as they are written in it. The parts of an address count as words."""
    return _PATTERN.findall(text.replace("-", " ").replace("_", " "))
