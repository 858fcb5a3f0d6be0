"""System checks: each language of the site has a name for itself, a direction, months, and words for public pages."""

import gettext
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django import conf
from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.dates import MONTHS
from django.utils.translation import override, to_locale

from pages.languages import base, direction, known_own_name

# This catalogue has every word that stands on public pages: a test holds that.
COMPLETE_CATALOGUE = "ur"


def check_languages(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Return what the languages of the settings lack. A site does not start with one of which visitors see a part."""
    complete = _messages(settings.BASE_DIR / "locale", COMPLETE_CATALOGUE)
    if not complete:
        return [
            Error(
                "It cannot be checked whether the languages of the site are complete: the compiled catalogue of "
                f"“{COMPLETE_CATALOGUE}” is missing or empty.",
                hint="Compile the catalogues in locale/: pybabel compile -d locale -D django",
                id="pages.E004",
            )
        ]
    codes = dict.fromkeys(code for code, _name in (*settings.LANGUAGES, *settings.WAGTAIL_CONTENT_LANGUAGES))
    problems = [(_own_name(code) or _direction(code), _catalogue(code, complete), _months(code)) for code in codes]
    return [problem for of_language in problems for problem in of_language if problem]


def _own_name(code: str) -> Error | None:
    if known_own_name(code):
        return None
    return Error(
        f"It is not known what the language “{code}” calls itself.",
        hint="Add a line for it to KNOWN_LANGUAGES in the settings, or take it out of LANGUAGES.",
        id="pages.E001",
    )


def _direction(code: str) -> Error | None:
    """Compare the direction that the settings name with that of the letters in the language's own name."""
    letter = next(filter(str.isalpha, known_own_name(code)))
    of_letters = "rtl" if unicodedata.bidirectional(letter) in {"R", "AL"} else "ltr"
    if of_letters == direction(code):
        return None
    where = "Add it to" if of_letters == "rtl" else "Take it out of"
    return Error(
        f"The language “{code}” would be shown in the wrong direction.",
        hint=f"{where} LANGUAGES_BIDI in the settings.",
        id="pages.E002",
    )


def _catalogue(code: str, complete: set[str]) -> Error | None:
    """Look for words that visitors would see, or hear read aloud, in English inside this language."""
    if base(code) == base(settings.LANGUAGE_CODE):
        return None
    missing = sorted(complete - _translated(code))
    if not missing:
        return None
    return Error(
        f"The language “{code}” does not translate {len(missing)} texts of public pages, for example “{missing[0]}”.",
        hint="Complete and compile its catalogue in a folder of LOCALE_PATHS, or take it out of LANGUAGES until then.",
        id="pages.E003",
    )


def _months(code: str) -> Error | None:
    """Look for names of months: dates would be in English in a language that Django does not have."""
    if base(code) == base(settings.LANGUAGE_CODE):
        return None
    translated = _translated(code)
    # As they stand in the code.
    with override(None):
        missing = [str(month) for month in MONTHS.values() if str(month) not in translated]
    if not missing:
        return None
    return Error(
        f"The language “{code}” has no names for {len(missing)} months, for example “{missing[0]}”: dates would be in "
        "English.",
        hint="Django does not have this language. Add the names of the months to its catalogue in a folder of "
        "LOCALE_PATHS.",
        id="pages.E005",
    )


def _translated(code: str) -> set[str]:
    """Return what our catalogues of a language translate, and Django's, which has months and sizes of files."""
    folders = [Path(conf.__file__).parent / "locale", *map(Path, settings.LOCALE_PATHS)]
    return set[str]().union(*(_messages(folder, code) for folder in folders))


def _messages(folder: Path, code: str) -> set[str]:
    """Return what the compiled catalogues of a language in a folder translate; nothing where there are none."""
    try:
        catalogue = gettext.translation("django", folder, [to_locale(code)])
    except OSError:
        return set()
    messages = getattr(catalogue, "_catalog")  # noqa: B009 (without stubs, and Python offers no other way to list them)
    return {key if isinstance(key, str) else key[0] for key in messages if key}


def connect() -> None:
    """Register the checks."""
    register(check_languages, Tags.translation)
