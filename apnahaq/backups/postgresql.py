"""How a PostgreSQL database gets into a backup and out of it, without PostgreSQL's own programs.

The rows are stored as COPY writes them; the tables are made by the migrations that the manifest names.
"""

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.conf import settings
from django.db import connection, transaction

from apnahaq.backups.archive import CHUNK, DATABASE, Archive, ArchiveWriter, Manifest, Table
from apnahaq.backups.errors import BackupError
from apnahaq.backups.schema import (
    WITHOUT_ROWS,
    applied_migrations,
    belongs_to_former_application,
    migrate_to,
    site_tables,
)
from apnahaq.start_locks import LOCK_NUMBER

OTHERS = (
    "SELECT count(*) FROM pg_stat_activity"
    " WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)
# The server takes a moment to notice that a process has ended.
ENDED_SECONDS = 3.0
COLUMNS = (
    "SELECT column_name FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = %s"
    " AND is_generated = 'NEVER' ORDER BY ordinal_position"
)
# The text search configuration that a migration makes: see `pages/migrations/0003_search_configuration.py`.
DROP_SEARCH_CONFIGURATION = "DROP TEXT SEARCH CONFIGURATION IF EXISTS apnahaq"


def store(archive: ArchiveWriter, manifest: Manifest) -> None:
    """Add the database as it is at one moment to a backup."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        manifest.migrations = applied_migrations()
        for name in site_tables():
            columns, rows = _columns(cursor, name), 0
            # The size of a member stands before its content.
            with tempfile.TemporaryFile(dir=settings.BACKUP_DIR) as file:
                if name not in WITHOUT_ROWS:
                    with cursor.copy(f"COPY {_list(name, columns)} TO STDOUT") as copy:
                        for block in copy:
                            file.write(block)
                    rows = cursor.rowcount
                size = file.tell()
                file.seek(0)
                archive.add(f"{DATABASE}{name}.copy", file, size)
            manifest.tables[name] = Table(columns, rows, _last_value(cursor, name))


def require_stopped() -> None:
    """Raise `BackupError` if anybody else is connected to the database."""
    _leave_pool()
    until = time.monotonic() + ENDED_SECONDS
    while _are_others_connected():
        if time.monotonic() < until:
            time.sleep(0.1)
            continue
        raise BackupError(
            "The site is still running: something else is connected to the database. Stop the site and its worker on "
            "every machine (docker compose stop site worker; or end make run), then run this again."
        )


def _are_others_connected() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(OTHERS)
        return bool(cursor.fetchone()[0])


@contextmanager
def replaced(archive: Archive, manifest: Manifest) -> Iterator[None]:
    """Replace the database by that of a backup, with its migrations; what is done meanwhile belongs to it.

    All of it is one transaction: if anything fails, the database is as it was. Tables of the same version stay, so that
    a site is soon back.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            # A site that starts now waits for this lock.
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK_NUMBER])
            require_stopped()
            if applied_migrations() != manifest.migrations:
                if tables := site_tables():
                    cursor.execute(f"DROP TABLE {', '.join(map(_quoted, tables))}")
                cursor.execute(DROP_SEARCH_CONFIGURATION)
                migrate_to(manifest.migrations, check_constraints)
            _load(cursor, archive, manifest)
        yield
        check_constraints()


def check_constraints() -> None:
    """Check the foreign keys of all rows, as the end of a transaction does.

    Until then PostgreSQL changes no table: it has “pending trigger events”.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def _load(cursor: Any, archive: Archive, manifest: Manifest) -> None:
    """Fill the tables with the rows of the backup, in place of those that are there."""
    made = {name: _columns(cursor, name) for name in site_tables()}
    stored = {
        name: table.columns
        for name, table in manifest.tables.items()
        if name in made or not belongs_to_former_application(name)
    }
    if {name: sorted(columns) for name, columns in made.items()} != {
        name: sorted(columns) for name, columns in stored.items()
    }:
        raise BackupError("This backup does not fit this version of the site: its tables have other columns.")
    check_constraints()
    # Sequences that are set do not follow a transaction that fails. Those that it has restarted come back with it.
    cursor.execute(f"TRUNCATE {', '.join(map(_quoted, made))} RESTART IDENTITY")
    for member, file in archive.files():
        name = member.removeprefix(DATABASE).removesuffix(".copy")
        if member.startswith(DATABASE) and name in stored:
            _load_table(cursor, name, manifest.tables[name], file)
    check_constraints()


def _load_table(cursor: Any, name: str, table: Table, file: IO[bytes]) -> None:
    with cursor.copy(f"COPY {_list(name, table.columns)} FROM STDIN") as copy:
        while block := file.read(CHUNK):
            copy.write(block)
    if cursor.rowcount != table.rows:
        raise BackupError(f"The table {name} of this backup is not complete.")
    if table.last_value is not None:
        cursor.execute("SELECT setval(pg_get_serial_sequence(%s, 'id'), %s)", [_quoted(name), table.last_value])


def _leave_pool() -> None:
    """Use one connection from now on: the pool keeps others open, which look like those of a running site."""
    if "pool" in connection.settings_dict["OPTIONS"] and not connection.in_atomic_block:
        connection.close()
        connection.close_pool()  # type: ignore[attr-defined]  # only the connection to PostgreSQL has a pool
        del connection.settings_dict["OPTIONS"]["pool"]


def _columns(cursor: Any, name: str) -> list[str]:
    cursor.execute(COLUMNS, [name])
    return [column for (column,) in cursor.fetchall()]


def _last_value(cursor: Any, name: str) -> int | None:
    """Return the last number of a table's sequence, or None where there is none yet."""
    cursor.execute(
        "SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, 'id')::regclass) FROM information_schema.columns"
        " WHERE table_schema = current_schema() AND table_name = %s AND column_name = 'id'",
        [_quoted(name), name],
    )
    found = cursor.fetchone()
    return found[0] if found else None


def _list(name: str, columns: list[str]) -> str:
    return f"{_quoted(name)} ({', '.join(map(_quoted, columns))})"


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)
