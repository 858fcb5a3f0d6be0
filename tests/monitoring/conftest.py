"""Fixtures: a folder of its own for what the machine of a test remembers, and small disks."""

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from apnahaq.monitoring import state
from tests.browsers import REQUIRE_ALL


@pytest.fixture(autouse=True)
def var_dir(settings, tmp_path: Path, monkeypatch) -> Path:
    """Give the machine of each test its own folder, in which nothing has happened yet."""
    settings.VAR_DIR = tmp_path / "var"
    settings.VAR_DIR.mkdir()
    settings.BACKUP_DIR = settings.VAR_DIR / "backups"
    monkeypatch.setattr(state, "_unwritten", None)
    return settings.VAR_DIR


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Callable[[int], Path]]:
    """Return a function that mounts an empty disk of so many megabytes, or skips the test where that is not allowed."""
    mounted = []

    def mount(megabytes: int) -> Path:
        folder = tmp_path / f"disk-{len(mounted)}"
        folder.mkdir()
        command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(folder)]
        if os.geteuid() or subprocess.run(command, capture_output=True).returncode:
            (pytest.fail if REQUIRE_ALL else pytest.skip)("only root may mount a disk")
        mounted.append(folder)
        return folder

    yield mount
    for folder in mounted:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(disk: Path, free: int) -> None:
    """Write to a disk until so many bytes are free."""
    usage = os.statvfs(disk)
    with open(disk / "large", "wb") as file:
        os.posix_fallocate(file.fileno(), 0, usage.f_bavail * usage.f_frsize - free)
