"""The names of uploaded files: random where they are stored, chosen by staff where visitors save them."""

import re
import secrets
from pathlib import PurePath

from django.conf import settings

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
    """Return the name under which visitors save a document: what was chosen, with the extension of the stored file.

    The extension of another kind of document, which the file may have had before, is taken away.
    """
    extension = PurePath(stored).suffix.lower()
    name = "".join(character for character in chosen if character.isprintable()).strip()
    chosen_extension = PurePath(name).suffix
    if chosen_extension.lower() in {extension, *(f".{known}" for known in settings.WAGTAILDOCS_EXTENSIONS)}:
        name = name.removesuffix(chosen_extension)
    name = _NOT_IN_NAMES.sub("-", name).strip(".-")
    return (name[:80] or "document") + extension
