"""Telephone numbers: what a telephone dials for a number as people read it."""

import re

_READABLE = re.compile(r"\+?[0-9\s().-]+")
_INTERNATIONAL = ("+", "00")
# A number among other words, with brackets in it and without.
_RUNS = (re.compile(r"[+(]?[0-9][0-9\s().-]*[0-9]"), re.compile(r"\+?[0-9][0-9\s.-]*[0-9]"))
# A decimal digit of any script.
_DIGIT = re.compile(r"\d")
# From 999 to the longest of ITU-T E.164, which has fifteen, after the prefix 00.
MIN_DIGITS, MAX_DIGITS = 3, 17


def dialled(number: str) -> str:
    """Return the digits of a number, with a + in front if it has one.

    In an international number (0) stands for the zero that is dialled only inside the country.
    """
    number = number.strip()
    if number.startswith(_INTERNATIONAL):
        number = number.replace("(0)", "")
    return re.sub(r"[^+0-9]", "", number)


def can_be_dialled(number: str) -> bool:
    """Return whether this is one telephone number, with nothing beside it."""
    number = number.strip()
    is_readable = _READABLE.fullmatch(number) is not None
    return is_readable and MIN_DIGITS <= len(dialled(number).lstrip("+")) <= MAX_DIGITS


def national(number: str) -> str:
    """Return what is dialled for a number inside the country: 0808… for +44 808…"""
    return re.sub(r"^(?:\+|00)44", "0", dialled(number))


def numbers_in(words: str) -> set[str]:
    """Return what is dialled inside the country for each telephone number that words may show.

    A bracket may belong to a number, as in (01709) 000000, or begin something else, as in 999 (free). The digits may be
    those of any script: Urdu keyboards write ۹۹۹.
    """
    words = _DIGIT.sub(lambda digit: str(int(digit[0])), words)
    found = (run for pattern in _RUNS for run in pattern.findall(words))
    return {national(run) for run in found if can_be_dialled(run)}
