"""Languages: their names for themselves and the directions in which they are written."""

from django.utils.translation import get_language_info

# Languages in which the community may need a passage, beside those that have pages of their own.
# ISO 639 codes with the name that each uses for itself.
PASSAGE_LANGUAGES = [
    ("ar", "العربية"),
    ("bn", "বাংলা"),
    ("ckb", "کوردیی ناوەندی"),
    ("cs", "čeština"),
    ("en", "English"),
    ("fa", "فارسی"),
    ("fr", "français"),
    ("pa", "ਪੰਜਾਬੀ"),
    ("phr", "پہاڑی"),
    ("pl", "polski"),
    ("prs", "دری"),
    ("ps", "پښتو"),
    ("ro", "română"),
    ("rom", "romani čhib"),
    ("sk", "slovenčina"),
    ("so", "Soomaali"),
    ("ti", "ትግርኛ"),
    ("ur", "اردو"),
    ("zh", "中文"),
]

_RIGHT_TO_LEFT = {"ar", "ckb", "fa", "phr", "prs", "ps", "ur"}


def direction(code: str) -> str:
    """Return "rtl" or "ltr" for a language code such as ur or en-gb."""
    return "rtl" if code.split("-")[0] in _RIGHT_TO_LEFT else "ltr"


def own_name(code: str) -> str:
    """Return the name that a language gives itself: اردو for ur."""
    names = dict(PASSAGE_LANGUAGES)
    base = code.split("-")[0]
    return names.get(code) or names.get(base) or get_language_info(code)["name_local"]


# The scripts of languages that are not written in Latin letters, as Unicode names their letters.
_SCRIPTS = dict.fromkeys(_RIGHT_TO_LEFT, "ARABIC") | {"bn": "BENGALI", "pa": "GURMUKHI", "ti": "ETHIOPIC", "zh": "CJK"}


def script(code: str) -> str:
    """Return the script of a language as Unicode names its letters: ARABIC for ur, LATIN for en-gb."""
    return _SCRIPTS.get(code.split("-")[0], "LATIN")
