"""The names of uploaded files: random where they are stored, chosen by staff where visitors save them."""

import re
import secrets
from pathlib import PurePath

RANDOM_BYTES = 12
_RANDOM = re.compile(rf"[0-9a-f]{{{2 * RANDOM_BYTES}}}\.\w+")
# White space, and what an operating system or an address does not take in a name.
_NOT_IN_NAMES = re.compile(r"""[\s/\\:*?"'<>|%#&;]+""")


def random_file_name(name: str) -> str:
    """Return a random name with the extension of another.

    The name of a file can say who or what is in it, and when and where a camera took it.
    """
    return secrets.token_hex(RANDOM_BYTES) + PurePath(name).suffix.lower()


def is_random(name: str) -> bool:
    """Return whether `random_file_name` has made the name of a file."""
    return bool(_RANDOM.fullmatch(PurePath(name).name))


def download_name(chosen: str, stored: str) -> str:
    """Return the name under which visitors save a document: what was chosen, with the extension of the stored file."""
    extension = PurePath(stored).suffix.lower()
    name = "".join(character for character in chosen if character.isprintable())
    if name.lower().endswith(extension):
        name = name[: len(name) - len(extension)]
    name = _NOT_IN_NAMES.sub("-", name).strip(".-")
    return (name[:80] or "document") + extension
