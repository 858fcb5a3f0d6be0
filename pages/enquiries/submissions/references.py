"""The reference of an enquiry, by which it is named instead of its sender."""

import re
import secrets

# Read over a telephone or copied by hand: no vowels, so no words, and no characters that look alike.
ALPHABET = "2346789CDFHJKMNPQRTVWXY"
LENGTH = 6
PREFIX = "AH-"
PATTERN = re.compile(rf"{PREFIX}[{ALPHABET}]{{{LENGTH}}}")


def new_reference() -> str:
    """Return a reference such as AH-7KQ2XM. It is random and carries no information."""
    return PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def reference_letters(text: str) -> str:
    """Return the letters of what staff typed as a reference or a part of one, without case, spaces and the prefix."""
    return re.sub(r"[\s\-]", "", text).upper().removeprefix(PREFIX.strip("-"))


def normal_reference(text: str) -> str:
    """Return what staff typed as a reference, or "" if it is none. Case, spaces and the prefix do not matter."""
    reference = PREFIX + reference_letters(text)
    return reference if PATTERN.fullmatch(reference) else ""
