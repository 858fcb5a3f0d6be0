"""Which words would tell somebody else why a visitor was here?

They stand in the history, in link cards and on the lock screen: the title, the address and the summary of
a discreet page must not contain them. A staff member can still use them in the text.
"""

import re

# Word beginnings, in the languages in which the site has pages.
RISK_WORDS = [
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

_RISKY = re.compile(rf"(?<!\w)(?:{'|'.join(RISK_WORDS)})\w*", re.IGNORECASE)


def risk_words_in(text: str) -> list[str]:
    """Return the words of a text that would tell too much, as they stand there. Address parts count as words."""
    return _RISKY.findall(text.replace("-", " ").replace("_", " "))
