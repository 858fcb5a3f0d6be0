"""Languages: their names for themselves, their scripts and directions, and the words of other languages on a page."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeVar

from django.conf import settings
from django.db.models import Model
from django.utils.html import conditional_escape, escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _
from wagtail.models import TranslatableMixin

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise

Record = TypeVar("Record", bound=TranslatableMixin)

# Languages in which the community may need a passage, beside those that have pages of their own.
PASSAGE_LANGUAGES: list[tuple[str, str]] = settings.PASSAGE_LANGUAGES


def base(code: str) -> str:
    """Return a language code without its region: en for en-gb."""
    return code.split("-")[0]


def known_own_name(code: str) -> str:
    """Return the name that a language gives itself, or "" if neither the settings nor Django know it."""
    names = dict(settings.PASSAGE_LANGUAGES)
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
    scripts = Counter(script_of_letter(first) for first in firsts if first)
    return scripts.most_common(1)[0][0] if scripts else ""


# Words of another language than the page's


def language_of(words: str, written_in: str | Model | None = None) -> str:
    """Return the language of words that are not in the active language; "" if they are, or have no letters.

    `written_in` is the code that an editor chose for them, or the record that they belong to: one that has no language
    of its own is in the main language. Where the letters say otherwise, or nothing is known, it is the first language
    that is written in them: of those of the site, then of those for passages.
    """
    active = get_language() or settings.LANGUAGE_CODE
    letters = script_of(words)
    if not letters:
        return ""
    if isinstance(written_in, Model):
        written_in = (
            written_in.locale.language_code if isinstance(written_in, TranslatableMixin) else settings.LANGUAGE_CODE
        )
    if written_in and script(written_in) == letters:
        return "" if base(written_in) == base(active) else written_in
    if script(active) == letters:
        return ""
    codes = [code for code, _name in (*settings.LANGUAGES, *settings.PASSAGE_LANGUAGES)]
    return next((code for code in codes if script(code) == letters), "")


def in_its_language(words: object, written_in: str | Model | None = None) -> SafeString:
    """Return words, escaped, in an element that names their language if it is not the active one (WCAG 3.1.2)."""
    code = language_of(str(words), written_in)
    if not code:
        return conditional_escape(str(words))
    return format_html('<span lang="{}" dir="{}">{}</span>', code, direction(code), words)


def fill_in(message: "str | StrPromise", **words: object) -> SafeString:
    """Return a translated message, escaped, with marked or plain words in the place of its %(name)s."""
    return mark_safe(escape(str(message)) % {name: conditional_escape(str(each)) for name, each in words.items()})


def listed(words: Iterable[object]) -> SafeString:
    """Return words in one line as the active language lists them: a, b and c."""
    *before, last = [conditional_escape(str(each)) for each in words] or [conditional_escape("")]
    if not before:
        return last
    return fill_in(_("%(names)s and %(last)s"), names=mark_safe(escape(_(", ")).join(before)), last=last)


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
