"""Languages: their names, scripts and directions, and the translations of records into that of the reader."""

import unicodedata
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from django.conf import settings
from django.utils.translation import get_language_info
from wagtail.models import TranslatableMixin

Record = TypeVar("Record", bound=TranslatableMixin)

# Languages in which the community may need a passage, beside those that have pages of their own, by their own names.
PASSAGE_LANGUAGES = [(code, own_name) for code, own_name, _name, _territory in settings.KNOWN_LANGUAGES]
# The same by the names that the reader's language has for them.
SPOKEN_LANGUAGES = [(code, name) for code, _own_name, name, _territory in settings.KNOWN_LANGUAGES]
# The territory that is usual with a language, for those that have one.
TERRITORIES = {code: territory for code, _own_name, _name, territory in settings.KNOWN_LANGUAGES if territory}


def base(code: str) -> str:
    """Return a language code without its region: en for en-gb."""
    return code.split("-")[0]


def known_own_name(code: str) -> str:
    """Return the name that a language gives itself, or "" if neither the settings nor Django know it."""
    names = dict(PASSAGE_LANGUAGES)
    if name := names.get(code) or names.get(base(code)):
        return name
    try:
        return get_language_info(code)["name_local"]
    except KeyError:
        return ""


def own_name(code: str) -> str:
    """Return the name that a language gives itself: اردو for ur."""
    return known_own_name(code) or code


def name_for_reader(code: str) -> str:
    """Return the name of a language of the site in the active language: انگریزی for en-gb on an Urdu page."""
    return str(dict(settings.LANGUAGES).get(code, own_name(code)))


def direction(code: str) -> str:
    """Return "rtl" or "ltr" for a language code such as ur or en-gb."""
    return "rtl" if {code, base(code)} & set(settings.LANGUAGES_BIDI) else "ltr"


@cache
def script(code: str) -> str:
    """Return the script of a language as Unicode names its letters: ARABIC for ur, LATIN for en-gb."""
    return script_of(own_name(code))


@cache
def script_of_letter(letter: str) -> str:
    """Return the script of a letter: the first word of its name in Unicode."""
    return unicodedata.name(letter, "").split(" ")[0]


def script_of(words: str) -> str:
    """Return the script in which most of the words begin, or "" if there is no letter."""
    firsts = (next(filter(str.isalpha, word), "") for word in words.split())
    scripts = [script_of_letter(first) for first in firsts if first]
    return max(dict.fromkeys(scripts), key=scripts.count, default="")


def translated(records: Sequence[Record], code: str | None) -> list[Record]:
    """Return the translations of records of one type into a language, and those that have none as they are.

    One query, and none if all are in that language. Expects their locales to be fetched.
    """
    keys = [record.translation_key for record in records if record.locale.language_code != code]
    if not keys:
        return list(records)
    model = type(records[0])
    found = model._default_manager.filter(translation_key__in=keys, locale__language_code=code)
    by_key = {each.translation_key: each for each in found.select_related("locale")}
    return [by_key.get(record.translation_key, record) for record in records]
