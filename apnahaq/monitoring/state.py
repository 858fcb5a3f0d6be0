"""What this machine remembers of its emails about the health of the site: a small file in `VAR_DIR`.

It is in no database, because a database that is gone is one of the things to tell. All processes of the machine share
it.
"""

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path

from django.conf import settings

# Written in place, always of the same size: on a full disk, a new file could not be written.
FILE_BYTES = 4096


@dataclass
class State:
    """What was told and when. All times are seconds since 1970, 0 for never."""

    # When the checks last ran.
    checked_at: float = 0
    # What needed help then.
    problems: list[str] = field(default_factory=list)
    # What the last email told that still needs help, and until when errors were told.
    told: list[str] = field(default_factory=list)
    told_at: float = 0
    # Whether the last email told of a problem, so that one will tell that all is well again.
    is_troubled: bool = False
    # No email goes before that.
    next_email_at: float = 0
    # Since when emails fail, and why.
    failing_since: float = 0
    failure: str = ""


# What could not be written.
_unwritten: State | None = None


@contextmanager
def locked_state() -> Iterator[State]:
    """Yield the state for changing, to one process at a time.

    Where it cannot be written, this process remembers it.
    """
    global _unwritten
    try:
        file = os.open(_path(), os.O_RDWR | os.O_CREAT, 0o600)
    except OSError:
        _unwritten = _unwritten or State()
        yield _unwritten
        return
    try:
        fcntl.flock(file, fcntl.LOCK_EX)
        state = _unwritten or _parsed(os.pread(file, FILE_BYTES, 0))
        yield state
        try:
            os.pwrite(file, json.dumps(asdict(state)).ljust(FILE_BYTES).encode(), 0)
            _unwritten = None
        except OSError:
            _unwritten = state
    finally:
        os.close(file)


def read_state() -> State:
    """Return the state as it is now."""
    try:
        return _unwritten or _parsed(_path().read_bytes())
    except OSError:
        return State()


def _path() -> Path:
    return settings.VAR_DIR / "health-state.json"


def _parsed(content: bytes) -> State:
    """Return the state in a file; a new one if the file is empty, damaged or of another release."""
    try:
        return State(**json.loads(content))
    except (TypeError, ValueError):
        return State()
