"""What is removed from text that people type and paste: what nobody can see, and what breaks feeds and spreadsheets."""

import re
import unicodedata
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# As a soft return in slides and a page break arrive.
_SPACES = re.compile("[\x0b\x0c]")
_LINE_BREAKS = re.compile("\r\n|[\r\x85\u2028\u2029]")
# Control characters; surrogates and noncharacters, of which XML 1.0 cannot hold most
# (https://www.w3.org/TR/xml/#charsets); and the byte order mark, which means nothing inside a text.
_NONCHARACTERS = "\ufdd0-\ufdef" + "".join(
    chr(plane + 0xFFFE) + chr(plane + 0xFFFF) for plane in range(0, 0x110000, 0x10000)
)
# Overrides and embeddings of direction turn around what stands behind them; Unicode advises isolates, which stay
# (https://www.unicode.org/reports/tr9/).
_REMOVED = re.compile(f"[\u202a-\u202e\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff{_NONCHARACTERS}]")
# Persian and Urdu write them inside words; search engines split words there.
_JOINERS = re.compile("[\u200c\u200d]")
# The longest run of combining marks in any language, with room to spare (UAX #15, Stream-Safe Text Format).
MAX_MARKS = 30


def clean_text(text: str) -> str:
    """Return running text without control characters, with line breaks of one character, in Unicode's form NFC.

    Direction marks and zero-width characters stay: Urdu and Persian need them, and so do many emoji.
    """
    text = _LINE_BREAKS.sub("\n", _SPACES.sub(" ", text))
    return _normalised(_REMOVED.sub("", text))


def clean_identifier(text: str) -> str:
    """Return an address, a number or a name that is compared letter by letter, without any invisible character."""
    visible = "".join(character for character in clean_text(text) if unicodedata.category(character) != "Cf")
    return _normalised(visible)


def _normalised(text: str) -> str:
    """Return a text in NFC. Runs of combining marks are cut: a long one would take the normalisation minutes."""
    marks = 0
    kept = []
    for character in text:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MAX_MARKS:
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def clean_search_words(text: str) -> str:
    """Return search words without invisible characters. Words end at a joiner, as they do in the search index."""
    return clean_identifier(_JOINERS.sub(" ", text))


class SearchWordsMiddleware:
    """Cleans the search words in the addresses of the public search and of all search boxes of the admin."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Replace the words of `?q=`. A request without parameters is not parsed."""
        if request.META.get("QUERY_STRING") and "q" in request.GET:
            parameters = request.GET.copy()
            parameters["q"] = clean_search_words(str(parameters["q"]))
            request.GET = parameters  # type: ignore[assignment]  # the stubs take it for immutable
        return self.get_response(request)
