"""Who may read the files of the site: its own user, and of the pictures on pages the group of a proxy that serves them.

New files are private because of the umask, and uploads because of the storages, both in the settings. This module makes
the folders, and mends what an earlier version or another program left.
"""

import grp
import os
import stat
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

EVERYONE_ELSE = stat.S_IRWXG | stat.S_IRWXO


def protect_files() -> None:
    """Make everything in `VAR_DIR` private, and share the renditions with `MEDIA_GROUP` if it is set.

    With `MEDIA_STORAGE_URL` there are none here to share. Raises `ImproperlyConfigured` if there is no such group or
    the site's user is not in it.
    """
    for folder, _folders, names in os.walk(settings.VAR_DIR):
        for path in (Path(folder), *(Path(folder) / name for name in names)):
            _make_private(path)
    if settings.MEDIA_STORAGE_URL:
        return
    renditions = settings.MEDIA_ROOT / "images"
    renditions.mkdir(parents=True, exist_ok=True)
    if settings.MEDIA_GROUP:
        _share(renditions, _group_number(settings.MEDIA_GROUP))


def _make_private(path: Path) -> None:
    # Another process may delete a file meanwhile, and what belongs to another user is theirs to protect.
    with suppress(FileNotFoundError, PermissionError):
        mode = path.lstat().st_mode
        if mode & EVERYONE_ELSE and not stat.S_ISLNK(mode):
            path.chmod(stat.S_IMODE(mode) & ~EVERYONE_ELSE)


def _group_number(group: str) -> int:
    try:
        return int(group) if group.isdecimal() else grp.getgrnam(group).gr_gid
    except KeyError as error:
        raise ImproperlyConfigured(f"MEDIA_GROUP names a group that this machine does not have: {group}") from error


def _share(renditions: Path, group: int) -> None:
    """Let a group read the renditions, and pass through the folders above them without listing these."""
    try:
        for folder in (settings.VAR_DIR, settings.MEDIA_ROOT):
            os.chown(folder, -1, group)
            folder.chmod(0o710)
        os.chown(renditions, -1, group)
        # New files in it get its group.
        renditions.chmod(0o2750)
        for path in renditions.iterdir():
            # The worker may delete one meanwhile.
            with suppress(FileNotFoundError):
                os.chown(path, -1, group)
                path.chmod(0o640)
    except PermissionError as error:
        raise ImproperlyConfigured("MEDIA_GROUP names a group of which the site's user is not a member.") from error
