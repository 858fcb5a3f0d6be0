"""Making a backup."""

import platform
from pathlib import Path

import django
import wagtail
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from apnahaq.backups import media
from apnahaq.backups.archive import Manifest, new_archive
from apnahaq.backups.databases import database
from apnahaq.backups.errors import BackupError, reason
from apnahaq.backups.folder import new_path
from apnahaq.backups.schema import site_tables


def make_backup(folder: Path) -> Path:
    """Make a backup in a locked folder and return its path. Raises `BackupError`; then nothing is left of it.

    A file that the database names is in it: the files that there are come first, then the database, then the files
    that came meanwhile.
    """
    now = timezone.now()
    path = new_path(folder, now)
    manifest = Manifest(made_at=now.isoformat(), vendor=connection.vendor, versions=_versions(), migrations=[])
    try:
        if not site_tables():
            raise BackupError("There is nothing to back up: the database that DATABASE_URL names is empty.")
        with new_archive(path, settings.BACKUP_PUBLIC_KEY) as archive:
            media.add_settled(archive)
            database().store(archive, manifest)
            media.add_others(archive)
            archive.finish(manifest)
    except (OSError, DatabaseError) as error:
        raise BackupError(
            f"The backup could not be made in {folder}. {reason(error)} Nothing of it was kept, and the earlier "
            "backups are still there. Is there enough space?"
        ) from error
    return path


def _versions() -> dict[str, str]:
    return {
        "site": settings.RELEASE,
        "python": platform.python_version(),
        "django": django.get_version(),
        "wagtail": wagtail.__version__,
    }
