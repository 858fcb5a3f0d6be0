"""Copies of the static files where a proxy can read them, which serves them without asking the site."""

import os
import shutil
import tempfile
import time
from pathlib import Path

# Pages of the release before, which are open in a browser, may still ask for its files.
KEPT_SECONDS = 7 * 24 * 60 * 60
# The list of all files is for the site alone.
LEFT_OUT = {"staticfiles.json"}


def publish_static_files(source: Path, target: Path) -> int:
    """Copy the collected files that the target lacks, readable for everybody, and return their number.

    Their names contain a digest of their content, so a file that is there is the same. Each is put in place when it is
    complete. Files of earlier releases are deleted a week after the last one. Raises `OSError`.
    """
    target.mkdir(parents=True, exist_ok=True)
    target.chmod(0o755)
    copied, present = 0, set()
    for path in sorted(source.rglob("*")):
        copy = target / path.relative_to(source)
        present.add(copy)
        if path.is_dir():
            copy.mkdir(exist_ok=True)
            copy.chmod(0o755)
        elif path.name not in LEFT_OUT and not copy.exists():
            _copy(path, copy)
            copied += 1
    for copy in target.rglob("*"):
        if not copy.is_file() or copy in present:
            continue
        if copied:
            # The week begins with the release that replaces the file, however long ago it was published.
            os.utime(copy)
        elif copy.stat().st_mtime < time.time() - KEPT_SECONDS:
            copy.unlink()
    return copied


def _copy(path: Path, copy: Path) -> None:
    handle, temporary = tempfile.mkstemp(dir=copy.parent)
    os.close(handle)
    shutil.copyfile(path, temporary)
    os.chmod(temporary, 0o644)
    os.replace(temporary, copy)
