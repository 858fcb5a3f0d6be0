"""Names and words that the builders share."""

from itertools import count
from typing import Any

URDU_WORDS = "نمونہ متن"
_numbers = count(1)


def numbered(prefix: str) -> str:
    """Return a name that no other object has."""
    return f"{prefix} {next(_numbers)}"


def named(fields: dict[str, Any], name: str, prefix: str) -> dict[str, Any]:
    """Return the fields with a name of their own, where the test gave none."""
    return {name: numbered(prefix), **fields}
