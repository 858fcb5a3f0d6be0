"""The database goes while the site serves: read pages still come, forms say what is wrong, and leaving works."""

import os
import shutil
import signal
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

import pytest
from django.db import connection

from apnahaq.postgresql import DeadlineConnection
from tests.enquiries.senders import PATH, WORDS, aged_token
from tests.page_cache.processes import SiteProcess
from tests.postgresql import find_server_programs, temporary_server

pytestmark = pytest.mark.django_db

RENEW = "from pages.page_cache.generation import renew; renew()"
PURGE = "from pages.page_cache.generation import renew; renew(purge=True)"
# Beside the two and the ten seconds that are promised, what a busy machine may take.
SPARE = 2


class OwnDatabase:
    """A database of a test's own, which it can take away and freeze."""

    def __init__(self, address: str) -> None:
        self.address = address

    def go(self) -> None:
        """Take the database away, as far as the process that is started next can tell."""
        file = Path(self.address.removeprefix("sqlite:///"))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        file.write_text("This was a database.")


class OwnServer(OwnDatabase):
    """A PostgreSQL server that is thrown away."""

    @property
    def processes(self) -> list[int]:
        folder = Path(unquote(urlsplit(self.address).netloc.rpartition("@")[2]))
        first = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True).stdout
        return [first, *map(int, children.split())]

    def go(self) -> None:
        """Kill the server."""
        for process in self.processes:
            try:
                os.kill(process, signal.SIGKILL)
            except ProcessLookupError:
                continue

    def freeze(self) -> None:
        """Let the server hang."""
        for process in self.processes:
            os.kill(process, signal.SIGSTOP)

    def thaw(self) -> None:
        """Let the server go on."""
        for process in self.processes:
            os.kill(process, signal.SIGCONT)


@pytest.fixture
def own_database(seeded_copy: str, tmp_path: Path) -> Iterator[OwnDatabase]:
    """Yield a seeded database: a file, or a server that is this test's alone."""
    if connection.vendor == "sqlite":
        file = shutil.copy(seeded_copy.removeprefix("sqlite:///"), tmp_path / "own.sqlite3")
        yield OwnDatabase(f"sqlite:///{file}")
        return
    programs = find_server_programs()
    # A server that the test has killed cannot be stopped any more.
    with suppress(RuntimeError), temporary_server(programs) as address:
        dump = subprocess.run(
            [programs / "pg_dump", "--no-owner", seeded_copy.replace("postgres:", "postgresql:")],
            capture_output=True,
            check=True,
        )
        subprocess.run(
            [programs / "psql", "-q", address.replace("postgres:", "postgresql:")],
            input=dump.stdout,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        yield OwnServer(address)


def sent(process: SiteProcess):
    """Send a message."""
    return process.get(PATH, method="POST", body=urlencode({"token": aged_token(), **WORDS}, doseq=True))


def after_it_has_gone(process: SiteProcess, database: OwnDatabase, start_process) -> SiteProcess:
    """Take the database away and return a process that serves without it.

    SQLite's open files outlive their name, so there it is one that was started afterwards.
    """
    if connection.vendor == "sqlite":
        process.stop()
        database.go()
        return start_process(database.address)
    database.go()
    return process


def test_pages_that_were_read_still_come_and_the_rest_says_what_is_wrong(own_database, start_process):
    process = start_process(own_database.address)
    process.run(PURGE)
    assert process.get("/about/").status == process.get("/contact/").status == 200
    assert process.get("/blog/").status == 200
    process = after_it_has_gone(process, own_database, start_process)

    fresh = process.get("/about/")
    assert (fresh.status, fresh.is_rendered) == (200, False)

    process.run(RENEW)
    earlier = process.get("/about/")
    assert (earlier.status, earlier.body) == (200, fresh.body)
    assert earlier.seconds < 2 + SPARE

    for answer in [process.get("/search/?q=racism"), process.get("/privacy/"), sent(process)]:
        assert answer.status == 503
        assert "0808 2000 247" in answer.body
        assert answer.seconds < 2 + SPARE
    assert process.get("/search/?q=racism").headers["Retry-After"] == "30"

    leaving = process.get("/exit/")
    assert (leaving.status, leaving.seconds < 0.5) == (303, True)

    process.run(PURGE)
    assert process.get("/about/").status == 503
    log = (process.folder / "process.log").read_text()
    assert "The database did not answer: " in log
    assert "Amina" not in log


def test_a_database_that_hangs_is_waited_for_less_than_ten_seconds(own_database, start_process):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: a file does not hang")
    process = start_process(own_database.address)
    process.run(PURGE)
    process.get("/about/")
    process.run(RENEW)
    own_database.freeze()
    try:
        for _ in range(2):
            page = process.get("/about/")
            assert page.status == 200
            assert page.seconds < 10
        form, leaving = sent(process), process.get("/exit/")
        assert (form.status, form.seconds < 10) == (503, True)
        assert "0808 2000 247" in form.body
        assert (leaving.status, leaving.seconds < 0.5) == (303, True)
    finally:
        own_database.thaw()
    answers = [process.get("/about/") for _ in range(3)]
    assert {answer.status for answer in answers} == {200}
    assert not answers[-1].is_rendered


def test_a_sqlite_file_that_somebody_holds_is_waited_for_less_than_ten_seconds(own_database, start_process):
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: PostgreSQL locks rows")
    process = start_process(own_database.address)
    process.get("/contact/")
    holder = sqlite3.connect(own_database.address.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    form = sent(process)
    holder.execute("ROLLBACK")
    assert (form.status, form.seconds < 10) == (503, True)
    assert "0808 2000 247" in form.body


def test_a_query_that_takes_long_in_a_command_is_not_cut_short(own_database, start_process):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: the deadline is for its connections")
    assert DeadlineConnection.seconds is None
    process = start_process(own_database.address)
    slow = (
        "from django.db import connection, OperationalError\n"
        "from apnahaq.postgresql import DeadlineConnection\n"
        "DeadlineConnection.seconds = {seconds}\n"
        "try:\n"
        "    with connection.cursor() as cursor: cursor.execute('SELECT pg_sleep(1)')\n"
        "    result = 'done'\n"
        "except OperationalError:\n"
        "    result = 'given up'\n"
        "connection.close()"
    )
    assert process.run(slow.format(seconds=None)) == "done"
    assert process.run(slow.format(seconds=0.3)) == "given up"
    assert process.run(slow.format(seconds=8)) == "done"
