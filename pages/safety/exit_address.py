"""The address to which "Leave this site" redirects, kept in a file so that it needs neither database nor cache.

The address is chosen by staff and stored in a file on each machine. Other machines than the one on which it was changed
store it when they next render a page.
"""

import os
import tempfile
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.signals import post_save

from pages.models.site_settings import DEFAULT_EXIT, VisitorSafety


def exit_address() -> str:
    """Return the exit address stored on this machine, or the default."""
    try:
        address = _file().read_text()
    except OSError:
        return DEFAULT_EXIT
    # A file without its line feed is incomplete, for instance because the disk was full.
    return address.strip() if address.endswith("\n") and address.strip() else DEFAULT_EXIT


def save_exit_address(address: str) -> None:
    """Store the exit address if it has changed. If the file cannot be written, the previous address stays in use."""
    if address == exit_address():
        return
    path = _file()
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    except OSError:
        return
    try:
        with os.fdopen(handle, "w") as file:
            file.write(f"{address}\n")
        os.replace(temporary, path)
    except OSError:
        Path(temporary).unlink(missing_ok=True)


def _file() -> Path:
    return settings.VAR_DIR / "exit-address"


def _safety_saved(instance: VisitorSafety, **kwargs: Any) -> None:
    transaction.on_commit(partial(save_exit_address, instance.exit_url))


def connect() -> None:
    """Connect the signal handler. Called once, when the application starts."""
    post_save.connect(_safety_saved, sender=VisitorSafety, dispatch_uid="exit_address")
