"""Sites of their own, for the tests of backups."""

from collections.abc import Callable, Iterator

import pytest
from django.db import connection

from tests.databases import copy_database, drop_database
from tests.operations.backup_sites import BackupSite

# PostgreSQL has it in every cluster: nothing is in it.
EMPTY = "template0"


@pytest.fixture(scope="module")
def new_site(django_db_setup, django_db_blocker, tmp_path_factory, request) -> Iterator[Callable[..., BackupSite]]:
    """Return a function that makes a site: seeded, or without any table."""
    names = []

    def make(is_empty: bool = False) -> BackupSite:
        folder = tmp_path_factory.mktemp("site")
        name = f"backup_{request.module.__name__.rsplit('.', 1)[-1]}_{len(names)}"
        (folder / "var").mkdir()
        if connection.vendor == "sqlite" and is_empty:
            return BackupSite(folder, f"sqlite:///{folder}/{name}.sqlite3")
        names.append(name)
        template = django_db_setup.rpartition("/")[0] + f"/{EMPTY}" if is_empty else django_db_setup
        with django_db_blocker.unblock():
            return BackupSite(folder, copy_database(template, folder, name))

    yield make
    with django_db_blocker.unblock():
        for name in names:
            drop_database(name)
