"""The fingerprint of this release of the code."""

import hashlib
from pathlib import Path

# As in pyproject.toml, which the image does not hold.
VERSION = "1.0"
# What the pages in the cache are made of.
FOLDERS = ("apnahaq", "campaigns", "locale", "pages", "static", "templates")


def fingerprint(root: Path) -> str:
    """Return a fingerprint of the code, the same on every machine that runs this release.

    It is computed from the files: a version number would have to be raised by hand, and the image holds no
    repository. The pinned packages count too, since cached models are pickled as they define them.
    """
    files = [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
    digest = hashlib.sha256()
    for path in [root / "requirements.txt", *sorted(files)]:
        if path.suffix not in {".pyc", ".po"}:
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
