"""Where does leaving lead? Known without the database and without the cache: nobody waits to leave.

The address that staff chose is kept in a file of this machine. A machine on which it was not changed learns of it
with the next page that is rendered there.
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
    """Return where leaving leads, as far as this machine knows."""
    try:
        address = _file().read_text()
    except OSError:
        return DEFAULT_EXIT
    # A file that was cut short by a full disk leads nowhere.
    return address.strip() if address.endswith("\n") and address.strip() else DEFAULT_EXIT


def remember_exit_address(address: str) -> None:
    """Write down where leaving leads, if that is not what is known. Where nothing can be written, nothing changes."""
    if address == exit_address():
        return
    path = _file()
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        with os.fdopen(handle, "w") as file:
            file.write(f"{address}\n")
        os.replace(temporary, path)
    except OSError:
        return


def _file() -> Path:
    return settings.VAR_DIR / "exit-address"


def _safety_saved(instance: VisitorSafety, **kwargs: Any) -> None:
    transaction.on_commit(partial(remember_exit_address, instance.exit_url))


def connect() -> None:
    """Learn at once when staff change the address. Called once, when the application starts."""
    post_save.connect(_safety_saved, sender=VisitorSafety, dispatch_uid="exit_address")
