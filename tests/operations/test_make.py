"""What `make` starts, seen by a substitute for Python that records its calls."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def make(tmp_path):
    """Return a function that makes a target in a new folder, and returns what was printed and called."""

    def run(
        target: str, environment: str, fails_at: str = "nothing", wagtail: str = "99.0", code: int = 0
    ) -> tuple[str, list[str]]:
        for name in ("Makefile", "requirements.txt", "requirements-dev.txt"):
            shutil.copy(ROOT / name, tmp_path)
        python = tmp_path / environment / "bin" / "python"
        python.parent.mkdir(parents=True, exist_ok=True)
        python.write_text(
            "#!/bin/sh\n"
            'echo "$$ $*" >> calls\n'
            f'case "$*" in *{fails_at}*) exit 1;; *__version__*) echo {wagtail};; *runserver*) sleep 1;; esac\n'
        )
        python.chmod(0o755)
        (tmp_path / "installed").touch()
        command = ["make", target, "RUN=installed", "NEXT=installed"]
        done = subprocess.run(
            command, cwd=tmp_path, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        assert done.returncode == code, done.stdout
        calls = tmp_path / "calls"
        return done.stdout, calls.read_text().splitlines() if calls.exists() else []

    return run


def test_make_dev_starts_a_worker_that_ends_with_the_server(make):
    _, calls = make("dev", ".venv")
    [server] = [call for call in calls if "manage.py runserver" in call]
    [worker] = [call for call in calls if "manage.py work" in call]
    assert re.search(r"--parent-pid (\d+)", worker)[1] == server.split()[0]


def test_make_backs_up_and_restores_by_the_commands_that_the_container_has(make, monkeypatch):
    _, calls = make("backup", ".venv")
    assert calls[-1].endswith(" manage.py backup")
    monkeypatch.setenv("FILE", "var/backups/apnahaq 1.tar.gz")
    _, calls = make("restore", ".venv")
    assert calls[-1].endswith(" manage.py restore var/backups/apnahaq 1.tar.gz")
    monkeypatch.setenv("IDENTITY", "key.txt")
    _, calls = make("restore", ".venv")
    assert calls[-1].endswith("apnahaq 1.tar.gz --identity key.txt")


def test_make_restore_without_a_file_says_what_is_missing(make):
    printed, calls = make("restore", ".venv", code=2)
    assert "make restore FILE=" in printed
    assert calls == []


def test_the_next_release_is_tested_and_a_failure_blocks_nothing(make):
    printed, calls = make("test-next", ".venv-next", fails_at="pytest")
    assert "pip install" in calls[0]
    assert "-m pytest" in calls[-1]
    assert "The next Wagtail needs work." in printed


def test_where_there_is_no_next_release_the_pinned_one_is_not_reported_in_its_place(make):
    [pinned] = re.findall(r"^wagtail==(\S+)", (ROOT / "requirements.txt").read_text(), re.MULTILINE)
    printed, calls = make("test-next", ".venv-next", wagtail=pinned)
    assert "No newer Wagtail than the pinned one could be installed: nothing was tested." in printed
    assert not any("pytest" in call for call in calls)


def test_where_the_next_release_cannot_be_installed_nothing_is_reported(make):
    printed, calls = make("test-next", ".venv-next", fails_at="install")
    assert "No newer Wagtail than the pinned one could be installed: nothing was tested." in printed
    assert not any("pytest" in call for call in calls)
