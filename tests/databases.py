"""Copies of the seeded test database, for servers and processes that are not the tests' own."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg
from django.conf import settings
from django.db import connection


def copied_database(folder: Path, name: str) -> str:
    """Copy the test database as it is now, and return the copy's DATABASE_URL."""
    if connection.vendor == "sqlite":
        file = folder / f"{name}.sqlite3"
        copy = sqlite3.connect(file)
        connection.ensure_connection()
        connection.connection.backup(copy)
        copy.close()
        return f"sqlite:///{file}"
    original = connection.settings_dict["NAME"]
    connection.close()
    connection.close_pool()
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f'CREATE DATABASE {name} TEMPLATE "{original}"')
    return urlunsplit(urlsplit(settings.DATABASE_URL)._replace(path=f"/{name}"))


def copied_again(address: str, folder: Path, name: str) -> str:
    """Copy a copy that nobody uses, and return the new one's DATABASE_URL."""
    if address.startswith("sqlite"):
        file = shutil.copy(address.removeprefix("sqlite:///"), folder / f"{name}.sqlite3")
        return f"sqlite:///{file}"
    original = urlsplit(address).path.removeprefix("/")
    with connection._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {original}")
    return urlunsplit(urlsplit(address)._replace(path=f"/{name}"))


def drop_database(name: str) -> None:
    """Drop a copy, whoever still uses it. A copy that is a file goes with its folder."""
    if connection.vendor == "postgresql":
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def asked(address: str, sql: str) -> list[tuple[Any, ...]]:
    """Send one statement to a copy, from outside of Django, and return the rows, if it has any."""
    if address.startswith("sqlite"):
        door = sqlite3.connect(address.removeprefix("sqlite:///"), timeout=20)
    else:
        door = psycopg.connect(address)
    with closing(door), door:
        cursor = door.execute(sql)
        return cursor.fetchall() if cursor.description else []
