"""Fixtures: visitors in this process, and processes of the site with a separate database."""

import shutil
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest
from pytest_django import DjangoDbBlocker

from tests.databases import copy_database, drop_database
from tests.page_cache.processes import SiteProcess
from tests.page_cache.visitors import Visitor

_numbers = count(1)


@pytest.fixture(scope="module")
def seeded_copy(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the URL of a seeded database for the processes of a test module."""
    name = f"apnahaq_page_cache_{next(_numbers)}"
    with django_db_blocker.unblock():
        address = copy_database(django_db_setup, tmp_path_factory.mktemp("database"), name)
    yield address
    with django_db_blocker.unblock():
        drop_database(name)


@pytest.fixture(scope="module")
def start_process(seeded_copy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., SiteProcess]]:
    """Yield a function that starts a process. The processes of a module share a folder and therefore the cache."""
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
    """Return the path of a cache file that does not exist yet."""
    return tmp_path / "cache" / "pages.sqlite3"


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let requests wait for each other for as long as a busy machine needs."""
    monkeypatch.setattr("pages.page_cache.wsgi.MAX_WAIT_SECONDS", 60)
    monkeypatch.setattr("pages.page_cache.wsgi.FAILED_SECONDS", 60)


@pytest.fixture
def visitor() -> Visitor:
    """Return a visitor whose requests reach Django itself."""
    return Visitor()
