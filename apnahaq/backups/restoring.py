"""Restoring a site from a backup."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import Error as DatabaseError
from django.db import connection

from apnahaq.backups import media
from apnahaq.backups.archive import DATABASE, Archive, Manifest
from apnahaq.backups.creation import make_backup
from apnahaq.backups.databases import database
from apnahaq.backups.deletions import record_deletions
from apnahaq.backups.encryption import decrypted
from apnahaq.backups.errors import BackupError, reason
from apnahaq.backups.folder import only_one
from apnahaq.backups.history import Repeated, read_history, repeat
from apnahaq.backups.schema import migrate_forward, require_known, site_tables
from apnahaq.backups.sqlite import MEMBER
from apnahaq.start_locks import machine_lock
from pages.enquiries.data_requests import count_undecryptable
from pages.enquiries.models.enquiry import Enquiry
from pages.page_cache.generation import renew

# A file in `VAR_DIR` that is there during a restore, and afterwards if that was killed.
INTERRUPTED = "restore-interrupted"
NAMES = {"postgresql": "PostgreSQL", "sqlite": "SQLite"}


@dataclass
class Restored:
    """What a restore has done."""

    made_at: datetime
    migrations: int
    messages: int
    undecryptable: int
    # Files that are not in the backup: deleted, or left where there was no database and so no backup of them.
    other_files: int
    are_others_deleted: bool
    repeated: Repeated


def restore(path: Path, identity: Path | None, report: Callable[[str], None]) -> Restored:
    """Restore the site from a backup, over what there is. `report` is called with the path of the backup of that.

    Raises `BackupError`. Unless its message says otherwise, the site is as it was.
    """
    with only_one() as folder:
        try:
            with open(path, "rb") as file, decrypted(file, identity, folder) as plain:
                archive = Archive(plain)
                manifest = archive.verify()
                _require_fitting(manifest)
                with machine_lock():
                    return _replace(archive, manifest, folder, report)
        except (OSError, DatabaseError) as error:
            raise BackupError(
                f"The backup could not be restored, and the site is as it was. {reason(error)}"
            ) from error


def _replace(archive: Archive, manifest: Manifest, folder: Path, report: Callable[[str], None]) -> Restored:
    """Replace the site by a backup that was verified."""
    database().require_stopped()
    is_empty = not site_tables()
    history = read_history()
    if not is_empty:
        report(str(make_backup(folder)))
    interrupted = settings.VAR_DIR / INTERRUPTED
    was_interrupted = interrupted.exists()
    interrupted.touch()
    try:
        # Files are added first and taken away last: whatever happens in between, none is missing.
        with media.added(archive) as differing, database().replaced(archive, manifest):
            migrations = migrate_forward(database().check_constraints)
            repeated = repeat(history)
            messages, undecryptable = Enquiry.objects.count(), count_undecryptable()
            os.sync()
    except BaseException:
        # What was done is undone by now, but not what one that was killed before has left.
        if not was_interrupted:
            interrupted.unlink()
        raise
    try:
        record_deletions()
        media.replace(archive, differing)
        other_files = media.others(manifest.files)
        if not is_empty:
            media.delete(other_files)
    except (OSError, DatabaseError, BackupError) as error:
        raise BackupError(
            f"The database is restored, but the restore did not finish. {reason(error)} "
            "Run this again before the site starts."
        ) from error
    interrupted.unlink()
    _empty_caches()
    made_at = datetime.fromisoformat(manifest.made_at)
    return Restored(made_at, migrations, messages, undecryptable, len(other_files), not is_empty, repeated)


def _empty_caches() -> None:
    """Delete what is cached of the site before, and no key of others in a Redis server."""
    for name in settings.CACHES:
        caches[name].delete_pattern("*")  # type: ignore[attr-defined]  # both our backends have it
    renew(purge=True)


def _require_fitting(manifest: Manifest) -> None:
    """Raise `BackupError` for a backup of another kind of database or a newer version, or without a database."""
    if manifest.vendor != connection.vendor:
        raise BackupError(
            f"This backup is of a site on {NAMES.get(manifest.vendor, 'another database')}, and DATABASE_URL names "
            f"{NAMES[connection.vendor]}: restore it where the same kind of database is used."
        )
    require_known(manifest.migrations)
    members = {name for name in manifest.files if name.startswith(DATABASE)}
    tables = {f"{DATABASE}{name}.copy" for name in manifest.tables}
    if members != (tables if connection.vendor == "postgresql" else {MEMBER}):
        raise BackupError("This backup is not complete: it lacks the database or a part of it.")
