"""Copies of the static files where a proxy can read them, which serves them without asking the site."""

import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

# Pages of the release before, which are open in a browser, may still ask for its files.
KEPT_SECONDS = 7 * 24 * 60 * 60
# The list of all files is for the site alone.
LEFT_OUT = {"staticfiles.json"}
IN_USE = 0o644
# Read-only: a file of an earlier release, whose time says when a start first found that it is not used any more.
OUT_OF_USE = 0o444


def publish_static_files(source: Path, target: Path) -> int:
    """Copy the collected files that the target lacks, readable for everybody, and return their number.

    Their names contain a digest of their content, so a file that is there is the same. Each is put in place when it is
    complete. A file that is no longer collected is deleted a week after the first start that finds that. Raises
    `OSError`.
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
        elif path.name in LEFT_OUT:
            continue
        elif not copy.exists():
            _copy(path, copy)
            copied += 1
        elif _mode(copy) != IN_USE:
            copy.chmod(IN_USE)
    for copy in target.rglob("*"):
        if not copy.is_file() or copy in present:
            continue
        if _mode(copy) != OUT_OF_USE:
            # The week begins now, however long ago it was published. Marked last: a start may be interrupted.
            os.utime(copy)
            copy.chmod(OUT_OF_USE)
        elif copy.stat().st_mtime < time.time() - KEPT_SECONDS:
            copy.unlink()
    return copied


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def _copy(path: Path, copy: Path) -> None:
    handle, temporary = tempfile.mkstemp(dir=copy.parent)
    os.close(handle)
    shutil.copyfile(path, temporary)
    os.chmod(temporary, IN_USE)
    os.replace(temporary, copy)
