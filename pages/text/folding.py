"""Spellings of one word made equal, in what is indexed for the search and in what is looked for."""

import re
import unicodedata

# Letters that keyboards for Arabic, Persian, Pashto and Urdu write differently, and Latin ones that Unicode does not
# decompose. Marks such as madda, hamza, zer and zabar are left out like all others.
_SAME_LETTERS = {
    "ك": "ک",
    "ي": "ی",
    "ى": "ی",
    "ې": "ی",
    "ہ": "ه",
    "ھ": "ه",
    "ۃ": "ه",
    "ة": "ه",
    "ە": "ه",
    "ں": "ن",
    "ٱ": "ا",
    "ء": "",
    "ـ": "",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ı": "i",
}
# They stand inside a word, as hyphens do: with them it is written in two parts, without them in one.
_JOINERS = "\u200c\u200d"
_WORD = re.compile(r"[^\s-]+")
_COMPOUND = re.compile(r"[^\s-]+(?:-[^\s-]+)+")


class _Letters(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _folded(chr(code))
        return folded


def _folded(character: str) -> str:
    """Return what a decomposed small letter, or another character, becomes."""
    if character in _SAME_LETTERS:
        return _SAME_LETTERS[character]
    category = unicodedata.category(character)
    if category == "Pd" or character in _JOINERS:
        return "-"
    if category == "Cf" or unicodedata.combining(character):
        return ""
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return character if category[0] in "LMN" else " "


_LETTERS = _Letters()


def fold(text: str) -> str:
    """Return a text in small letters without marks, one letter for each sound of Urdu, and only words and hyphens."""
    return unicodedata.normalize("NFKD", text.casefold()).translate(_LETTERS)


def folded_words(text: str) -> list[str]:
    """Return the folded words of a text. A compound is several."""
    return _WORD.findall(fold(text))


def folded_for_index(text: str) -> str:
    """Return the folded words of a text, and its compounds also in one word: “anti-racism” is found by “antiracism”."""
    folded = fold(text)
    compounds = {compound.replace("-", "") for compound in _COMPOUND.findall(folded)}
    return " ".join([*_WORD.findall(folded), *sorted(compounds)])
