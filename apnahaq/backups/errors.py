"""What stops a backup or a restore."""

from django.db import Error as DatabaseError


class BackupError(Exception):
    """A backup cannot be made or restored. The message is one sentence or two for the person who runs the command."""


class AtWorkError(BackupError):
    """Another process makes a backup or restores one."""


def reason(error: OSError | DatabaseError | BackupError) -> str:
    """Return why something failed as one line that ends in one full stop: databases write several lines and none."""
    text = str(error)
    if isinstance(error, OSError):
        text = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
    line = " ".join(text.split()).rstrip(".")
    return f"{line[:1].upper()}{line[1:]}."
