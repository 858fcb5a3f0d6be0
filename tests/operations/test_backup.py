"""The commands for a backup in docs/operations.md work as they are written, and what they make is private."""

import os
import re
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.contrib.sessions.models import Session
from django.db import connection

from tests.operations.test_starting import start_apart

ROOT = Path(__file__).resolve().parents[2]
KEY = "a-digest-of-a-session"


def documented(section: str) -> list[str]:
    """Return the commands in a section of the document, one string for each block."""
    text = (ROOT / "docs" / "operations.md").read_text()
    [body] = re.findall(rf"^## {section}$(.*?)^## ", text, re.MULTILINE | re.DOTALL)
    return re.findall(r"^```\n(.*?)^```$", body, re.MULTILINE | re.DOTALL)


def run_block(block: str, folder: Path, **variables: str) -> subprocess.CompletedProcess:
    """Run a block of commands in a folder, as from the shell of a person who lets everybody read new files."""
    environment = {"PATH": os.environ["PATH"], **variables}
    return subprocess.run(
        ["bash"], input=block, cwd=folder, env=environment, capture_output=True, text=True, umask=0o022
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory) -> Path:
    """The folder of a site on SQLite in which somebody is logged in."""
    folder = tmp_path_factory.mktemp("site")
    (folder / ".venv").mkdir()
    (folder / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    started = start_apart(VAR_DIR=str(folder / "var"))
    assert started.returncode == 0, started.stderr
    (folder / "var" / "media").mkdir(exist_ok=True)
    (folder / "var" / "media" / "report.txt").write_text("A report.")
    with sqlite3.connect(folder / "var" / "db.sqlite3") as database:
        database.execute("INSERT INTO django_session VALUES (?, 'signed', '2099-01-01')", [KEY])
    return folder


def test_the_backup_of_a_site_on_sqlite_is_whole_and_private_and_holds_no_sessions(site):
    backup = documented("Back up")[1]
    done = run_block(backup, site)
    assert (done.returncode, done.stderr) == (0, "")
    copy = site / "apnahaq.sqlite3"
    with sqlite3.connect(copy) as database:
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
        assert database.execute("SELECT count(*) FROM wagtailcore_page").fetchone()[0] > 1
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert KEY.encode() not in copy.read_bytes()
    with sqlite3.connect(site / "var" / "db.sqlite3") as database:
        assert database.execute("SELECT count(*) FROM django_session").fetchone() == (1,)
    assert "media/report.txt" in subprocess.check_output(["tar", "-tf", site / "media.tar"], text=True)
    for name in ("apnahaq.sqlite3", "media.tar"):
        assert stat.S_IMODE((site / name).stat().st_mode) == 0o600


def test_a_second_backup_says_that_the_first_is_still_there_and_leaves_it_alone(site):
    (site / "media.tar").unlink(missing_ok=True)
    copy = site / "apnahaq.sqlite3"
    copy.unlink(missing_ok=True)
    with sqlite3.connect(copy) as database:
        database.execute("CREATE TABLE another_backup (id integer)")
    before = copy.read_bytes()
    done = run_block(documented("Back up")[1], site)
    assert done.returncode != 0
    assert "already exists" in done.stderr
    assert not (site / "media.tar").exists()
    assert copy.read_bytes() == before


@pytest.mark.django_db(transaction=True)
def test_the_dump_of_postgresql_holds_no_sessions(tmp_path):
    if connection.vendor != "postgresql":
        pytest.skip("This is about PostgreSQL.")
    Session.objects.create(pk=KEY, session_data="signed", expire_date="2099-01-01T00:00Z")
    connected = connection.get_connection_params()
    block = documented("Back up")[0].splitlines(keepends=True)
    command = "".join(line for line in block if "exec -T site" not in line)
    command = command.replace("docker compose exec -T database ", "").replace("-U apnahaq", f"-U {connected['user']}")
    command = command.replace(" apnahaq >", f" {connected['dbname']} >")
    done = run_block(command, tmp_path, PGHOST=str(connected["host"]))
    assert (done.returncode, done.stderr) == (0, "")
    dump = tmp_path / "apnahaq.dump"
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600
    rows = subprocess.check_output(["pg_restore", "--file=-", "--data-only", dump], text=True)
    assert "COPY public.wagtailcore_site " in rows
    assert KEY not in rows
    assert "CREATE TABLE public.django_session" in subprocess.check_output(["pg_restore", "--file=-", dump], text=True)
