"""How a SQLite database gets into a backup and out of it: as a file."""

import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from apnahaq.backups.archive import DATABASE, PARTIAL_PREFIX, Archive, ArchiveWriter, Manifest
from apnahaq.backups.errors import BackupError
from apnahaq.backups.schema import WITHOUT_ROWS, applied_migrations, site_tables

MEMBER = f"{DATABASE}db.sqlite3"
DRAFT_PREFIX = ".restore-"
RUNNING = (
    "The site is still running: something else has the database open. Stop the site and its worker (docker compose "
    "stop site worker; or end make run), then run this again."
)


def store(archive: ArchiveWriter, manifest: Manifest) -> None:
    """Add the database as it is at one moment to a backup."""
    site_tables()
    with tempfile.TemporaryDirectory(dir=settings.BACKUP_DIR, prefix=PARTIAL_PREFIX) as folder:
        copy = Path(folder) / "db.sqlite3"
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        with closing(sqlite3.connect(copy, isolation_level=None)) as database:
            tables = {name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            for name in WITHOUT_ROWS & tables:
                database.execute(f"DELETE FROM {name}")  # noqa: S608 (a name of ours)
            # Deleted rows are still in the file.
            database.execute("VACUUM")
            rows = database.execute("SELECT app, name FROM django_migrations")
            manifest.migrations = sorted(f"{app}.{name}" for app, name in rows)
        with open(copy, "rb") as file:
            archive.add(MEMBER, file, copy.stat().st_size)


def require_stopped() -> None:
    """Raise `BackupError` if another process has the database open."""
    connection.close()
    if _path().exists():
        with _held():
            pass


@contextmanager
def replaced(archive: Archive, manifest: Manifest) -> Iterator[None]:
    """Replace the database by that of a backup; what is done meanwhile belongs to it.

    The new one is prepared in a file beside the database and copied into that at the end, in one transaction.
    """
    connection.close()
    path = _path()
    delete_drafts()
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=DRAFT_PREFIX) as folder:
        draft = Path(folder) / path.name
        _extract(archive, manifest, draft)
        connection.settings_dict["NAME"] = draft
        try:
            if applied_migrations() != manifest.migrations:
                raise BackupError("This backup does not fit its own description: it has other migrations.")
            yield
        finally:
            connection.close()
            connection.settings_dict["NAME"] = path
        with _held() as database, closing(sqlite3.connect(draft)) as source:
            source.execute("PRAGMA journal_mode = DELETE")
            source.backup(database)


def delete_drafts() -> None:
    """Delete what a restore has left that was killed: a whole database, which nobody else would ever delete."""
    for folder in _path().parent.glob(f"{DRAFT_PREFIX}*"):
        shutil.rmtree(folder)


def check_constraints() -> None:
    """Nothing to check between two migrations: each is a transaction of its own."""


def _extract(archive: Archive, manifest: Manifest, draft: Path) -> None:
    for name, file in archive.files():
        if name == MEMBER:
            with open(draft, "wb") as target:
                shutil.copyfileobj(file, target)
    with suppress(sqlite3.DatabaseError), closing(sqlite3.connect(draft)) as database:
        if database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]:
            return
    raise BackupError("The database in this backup is damaged.")


@contextmanager
def _held() -> Iterator[sqlite3.Connection]:
    """Hold the database for this process alone. Raises `BackupError` if another process has it open.

    No process can leave the mode that they share, write-ahead logging, while another one is in it.
    """
    with closing(sqlite3.connect(_path(), timeout=1, isolation_level=None)) as database:
        try:
            database.execute("PRAGMA locking_mode = EXCLUSIVE")
            database.execute("PRAGMA journal_mode = DELETE")
            database.execute("BEGIN EXCLUSIVE")
            database.execute("COMMIT")
        except sqlite3.OperationalError as error:
            raise BackupError(RUNNING) from error
        yield database


def _path() -> Path:
    return Path(settings.DATABASES["default"]["NAME"])
