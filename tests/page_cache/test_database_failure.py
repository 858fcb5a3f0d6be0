"""Cached pages, forms and the exit while the database is unavailable."""

import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from apnahaq.postgresql.connection import DeadlineConnection
from tests.enquiries.senders import PATH, WORDS, aged_token
from tests.enquiries.servers import comes_true
from tests.own_postgresql import OwnPostgreSQL, own_postgresql
from tests.page_cache.processes import SiteProcess

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

RENEW = "from pages.page_cache.generation import renew; renew()"
PURGE = "from pages.page_cache.generation import renew; renew(purge=True)"
# Added to the limits of two and ten seconds, for busy machines.
SPARE = 6


class OwnDatabase:
    """A separate SQLite database that a test can remove."""

    def __init__(self, address: str) -> None:
        self.address = address

    def remove(self) -> None:
        """Remove the database for processes that are started later."""
        file = Path(self.address.removeprefix("sqlite:///"))
        for path in file.parent.glob(f"{file.name}*"):
            path.unlink()
        file.write_text("This was a database.")


@pytest.fixture
def own_database(seeded_copy: str, tmp_path: Path) -> Iterator[OwnDatabase | OwnPostgreSQL]:
    """Yield a seeded SQLite file, or a PostgreSQL server for this test only."""
    if connection.vendor == "sqlite":
        file = shutil.copy(seeded_copy.removeprefix("sqlite:///"), tmp_path / "own.sqlite3")
        yield OwnDatabase(f"sqlite:///{file}")
        return
    with own_postgresql(seeded_copy) as server:
        yield server


def submit_form(process: SiteProcess):
    """Submit the contact form."""
    return process.get(PATH, method="POST", body=urlencode({"token": aged_token(), **WORDS}, doseq=True))


def remove_database(process: SiteProcess, database: OwnDatabase | OwnPostgreSQL, start_process) -> SiteProcess:
    """Remove the database and return a process that runs without it.

    With SQLite this is a new process, because an open file can be used after it is deleted.
    """
    if connection.vendor == "sqlite":
        process.stop()
        database.remove()
        return start_process(database.address)
    database.remove()
    return process


def test_without_the_database_cached_pages_are_served_and_other_pages_show_an_error(own_database, start_process):
    process = start_process(own_database.address)
    process.run(PURGE)
    assert process.get("/about/").status == process.get("/contact/").status == 200
    assert process.get("/blog/").status == 200
    process = remove_database(process, own_database, start_process)

    fresh = process.get("/about/")
    assert (fresh.status, fresh.is_rendered) == (200, False)

    process.run(RENEW)
    earlier = process.get("/about/")
    assert (earlier.status, earlier.body) == (200, fresh.body)
    assert earlier.seconds < 2 + SPARE

    for answer in [process.get("/search/?q=racism"), process.get("/privacy/"), submit_form(process)]:
        assert answer.status == 503
        assert "0808 2000 247" in answer.body
        assert answer.seconds < 2 + SPARE
    assert process.get("/search/?q=racism").headers["Retry-After"] == "30"

    leaving = process.get("/exit/")
    assert (leaving.status, leaving.seconds < 2) == (303, True)

    process.run(PURGE)
    assert process.get("/about/").status == 503
    log = (process.folder / "process.log").read_text()
    assert "The database did not answer: " in log
    assert "Amina" not in log


def test_a_database_that_hangs_delays_a_response_by_less_than_ten_seconds(own_database, start_process):
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
            assert page.seconds < 10 + SPARE
        form, leaving = submit_form(process), process.get("/exit/")
        assert (form.status, form.seconds < 10 + SPARE) == (503, True)
        assert "0808 2000 247" in form.body
        assert (leaving.status, leaving.seconds < 2) == (303, True)
    finally:
        own_database.thaw()
    assert process.get("/about/").status == 200
    assert comes_true(lambda: not process.get("/about/").is_rendered)


def test_a_locked_sqlite_file_delays_a_response_by_less_than_ten_seconds(own_database, start_process):
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: PostgreSQL locks rows")
    process = start_process(own_database.address)
    process.get("/contact/")
    holder = sqlite3.connect(own_database.address.removeprefix("sqlite:///"), isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    form = submit_form(process)
    holder.execute("ROLLBACK")
    assert (form.status, form.seconds < 10 + SPARE) == (503, True)
    assert "0808 2000 247" in form.body


def test_a_slow_query_in_a_command_has_no_deadline(own_database, start_process):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: the deadline is for its connections")
    assert DeadlineConnection.seconds is None
    process = start_process(own_database.address)
    slow = (
        "from django.db import connection, OperationalError\n"
        "from apnahaq.postgresql.connection import DeadlineConnection\n"
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
