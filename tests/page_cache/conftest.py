"""Processes of the site on a database of their own."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.databases import copied_again, drop_database
from tests.page_cache.processes import SiteProcess

_numbers = count(1)


@pytest.fixture(scope="module")
def seeded_copy(
    django_db_setup: str, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the address of a database that the processes of one module share."""
    name = f"apnahaq_page_cache_{next(_numbers)}"
    with django_db_blocker.unblock():
        address = copied_again(django_db_setup, tmp_path_factory.mktemp("database"), name)
    yield address
    with django_db_blocker.unblock():
        drop_database(name)


@pytest.fixture(scope="module")
def start_process(seeded_copy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., SiteProcess]]:
    """Lend a function that starts a process; those of one module share their folder, and so their store."""
    folder = tmp_path_factory.mktemp("machine")
    started: list[SiteProcess] = []

    def start(database: str = "", **options: str) -> SiteProcess:
        process = SiteProcess(database or seeded_copy, folder, **options)
        started.append(process)
        return process

    yield start
    for process in started:
        process.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def store_file(tmp_path: Path) -> Path:
    """Return the path of a store that does not exist yet."""
    return tmp_path / "cache" / "pages.sqlite3"
