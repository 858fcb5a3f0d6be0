"""The seeded database that every test starts from, and copies of it for each process and each server."""

import fcntl
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from tests.optional_pages import publish_optional_pages
from tests.version_1_0 import migrate_to_1_0

TEMPLATE, TEMPLATE_OF_1_0 = "apnahaq_template", "apnahaq_template_of_1_0"
IN_MEMORY = "file:memorydb_default?mode=memory&cache=shared"


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Let one process at a time past this line. The system releases the lock of a process that dies."""
    with open(path, "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def template_database(folder: Path) -> str:
    """Return the DATABASE_URL of the migrated and seeded database, which the first process of a run creates.

    On the way it leaves a copy of what version 1.0 had, without content. Nobody stays connected to either: PostgreSQL
    copies only what nobody uses.
    """
    address = _address(folder, TEMPLATE)
    done = folder / f"{connection.vendor}.done"
    with locked(folder / f"{connection.vendor}.lock"):
        if not done.exists():
            if connection.vendor == "postgresql":
                _execute_on_server(f"DROP DATABASE IF EXISTS {TEMPLATE}", f"CREATE DATABASE {TEMPLATE}")
            _switch_to(address)
            migrate_to_1_0()
            _disconnect()
            _copy(address, TEMPLATE_OF_1_0, template_of_1_0(folder))
            call_command("migrate", interactive=False, verbosity=0)
            call_command("seed_site", stdout=StringIO())
            publish_optional_pages()
            _disconnect()
            done.touch()
    return address


def template_of_1_0(folder: Path) -> str:
    """Return the DATABASE_URL of the database of version 1.0, which exists once there is a template."""
    return _address(folder, TEMPLATE_OF_1_0)


def use_copy(template: str, folder: Path, name: str) -> None:
    """Make this process use a copy of the template from now on, in memory where that is possible."""
    if connection.vendor == "postgresql":
        _switch_to(copy_database(template, folder, name))
        return
    _switch_to(IN_MEMORY)
    connection.ensure_connection()
    with closing(sqlite3.connect(template.removeprefix("sqlite:///"))) as source:
        source.backup(connection.connection)


def copy_database(address: str, folder: Path, name: str) -> str:
    """Copy a database that nobody uses, and return the DATABASE_URL of the copy, which is this process's own."""
    name = _own(name)
    copy = _address(folder, name)
    _copy(address, name, copy)
    return copy


def drop_database(name: str) -> None:
    """Drop a copy, whoever still uses it. A copy that is a file goes with its folder."""
    if connection.vendor == "postgresql":
        _execute_on_server(f"DROP DATABASE IF EXISTS {_own(name)} WITH (FORCE)")


def execute(address: str, sql: str) -> list[tuple[Any, ...]]:
    """Execute one statement in a database, from outside of Django, and return the rows, if it has any."""
    if address.startswith("sqlite"):
        link = sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20)
    else:
        link = psycopg.connect(address)
    with closing(link), link:
        cursor = link.execute(sql)
        return cursor.fetchall() if cursor.description else []


def _own(name: str) -> str:
    """Return a name that no other process of the run uses on the same server."""
    return f"{name}_{settings.PROCESS}".replace("-", "_")


def _copy(address: str, name: str, copy: str) -> None:
    if connection.vendor == "sqlite":
        shutil.copy(address.removeprefix("sqlite:///"), copy.removeprefix("sqlite:///"))
    else:
        original = urlsplit(address).path.removeprefix("/")
        _execute_on_server(f"DROP DATABASE IF EXISTS {name}", f"CREATE DATABASE {name} TEMPLATE {original}")


def _address(folder: Path, name: str) -> str:
    """Return the DATABASE_URL of a database of this name: a file in the folder, or one on the same server."""
    if connection.vendor == "sqlite":
        return f"sqlite:///{folder / name}.sqlite3"
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))


def _switch_to(address: str) -> None:
    _disconnect()
    name = address if address == IN_MEMORY else urlsplit(address).path
    if connection.vendor == "postgresql":
        name = name.removeprefix("/")
    connection.settings_dict["NAME"] = name


def _disconnect() -> None:
    connection.close()
    if connection.vendor == "postgresql":
        connection.close_pool()


def _execute_on_server(*statements: str) -> None:
    with connection._nodb_cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
