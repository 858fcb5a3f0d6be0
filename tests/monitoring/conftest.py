"""Fixtures: a folder of its own for what the machine of a test remembers, and small disks."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from itertools import count
from pathlib import Path

import pytest

from apnahaq.monitoring import state
from tests.disks import small_disk


@pytest.fixture(autouse=True)
def var_dir(settings, tmp_path: Path, monkeypatch) -> Path:
    """Give the machine of each test its own folder, in which nothing has happened yet."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.BACKUP_DIR = settings.VAR_DIR / "backups"
    monkeypatch.setattr(state, "_unwritten", None)
    return settings.VAR_DIR


@pytest.fixture
def new_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a function that mounts an empty disk of so many megabytes."""
    with ExitStack() as mounted:
        numbers = count()
        yield lambda megabytes: mounted.enter_context(small_disk(tmp_path / f"disk-{next(numbers)}", megabytes))
