"""Catalogues of languages that the project does not have, as a translator elsewhere would make them."""

import calendar
import re
from pathlib import Path

from babel.messages import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.conf import settings

_PLACEHOLDER_OR_WORD = re.compile(r"%\(\w+\)s|%s|%%|[A-Za-z’']+")


def write_catalogue(
    folder: Path, code: str, word: str, known: dict[str, str], leave_out: int = 0, has_months: bool = False
) -> None:
    """Write and compile a catalogue with one word of a language in the place of each English one.

    Each message ends with a number of its own, and each form of a plural with the number of the form. `known` holds
    translations that a test reads. The last messages can be left out, and the names of months, which Django has in the
    languages that it knows.
    """
    source = read_po((settings.BASE_DIR / "locale" / "ur" / "LC_MESSAGES" / "django.po").open("rb"))
    messages = [message for message in source if message.id]
    catalogue = Catalog(locale=code)
    for position, message in enumerate(messages[: len(messages) - leave_out]):
        if message.pluralizable:
            words = _in_words(message.id[1], word)
            catalogue.add(message.id, tuple(f"{words} {number}" for number in range(catalogue.num_plurals)))
        else:
            catalogue.add(message.id, known.get(message.id) or f"{_in_words(message.id, word)} {position}")
    for number, month in enumerate(calendar.month_name[1:] if has_months else [], start=1):
        catalogue.add(month, f"{word} {number}")
    path = folder / code / "LC_MESSAGES" / "django.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalogue)


def _in_words(text: str, word: str) -> str:
    return _PLACEHOLDER_OR_WORD.sub(lambda found: found[0] if found[0].startswith("%") else word, text)
