"""Real workers tell a real mail server what needs help: also without the database, after kill -9, and never twice."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.db import connection

from tests.databases import copy_database, drop_database, execute
from tests.enquiries.servers import free_port, hanging_mail_server, mail_server
from tests.monitoring.machines import WATCH, Machine
from tests.postgresql import find_server_programs, temporary_server

pytestmark = pytest.mark.django_db

_numbers = count(1)


@pytest.fixture(scope="module")
def address(django_db_setup: str, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """Yield a copy of the seeded database, in which no job has run, and no email about problems was sent."""
    name = f"apnahaq_watched_{next(_numbers)}"
    with django_db_blocker.unblock():
        address = copy_database(django_db_setup, tmp_path_factory.mktemp("watched"), name)
    yield address
    with django_db_blocker.unblock():
        drop_database(name)


@pytest.fixture
def machine(address: str, tmp_path: Path) -> Callable[..., Machine]:
    """Return a function that makes a machine; the machines of a test share the database and the mail server."""
    execute(address, "DELETE FROM jobs_jobrun")
    port = free_port()

    def make(name: str = "machine", database: str = "") -> Machine:
        return Machine(database or address, tmp_path / name, mail=f"smtp://127.0.0.1:{port}")

    make.port = port
    return make


def subjects(postbox) -> list[str]:
    """Return the subjects of the emails that arrived."""
    return [message["Subject"] for message in postbox.messages]


def test_a_worker_that_does_not_run_is_told_once_and_that_all_is_well_again_once(machine):
    one = machine()
    with mail_server(machine.port) as postbox:
        one.watch()
        one.watch()
        assert subjects(postbox) == ["127.0.0.1 needs help: Scheduled jobs"]
        # The jobs run first, then the checks.
        one.manage("work", "--once")
        one.let_an_hour_pass()
        one.watch()
        one.watch()
    assert subjects(postbox)[1:] == ["127.0.0.1 is well again"]
    text = postbox.messages[0].get_payload(decode=True).decode()
    assert "No scheduled job runs" in text and f"{one.url}/admin/health/" in text


def test_two_machines_with_two_workers_each_send_one_email(machine):
    machines = [machine("one"), machine("two")]
    with mail_server(machine.port) as postbox:
        started = [each.begin(*WATCH) for each in machines for _ in range(2)]
        assert [process.wait(120) for process in started] == [0, 0, 0, 0]
    assert len(postbox.messages) == 1


def test_after_kill_9_while_the_email_is_sent_the_next_one_waits_for_its_hour(machine):
    one = machine()
    with hanging_mail_server(machine.port) as called:
        process = one.begin(*WATCH)
        assert called.wait(60)
        process.kill()
        process.wait()
    with mail_server(machine.port) as postbox:
        one.watch()
        assert postbox.messages == []
        one.let_an_hour_pass()
        one.watch()
        one.watch()
    assert len(postbox.messages) == 1


def test_a_mail_server_that_hangs_delays_no_scheduled_job(machine):
    one = machine()
    with hanging_mail_server(machine.port) as called:
        # The checks run at once and wait for the mail server; the jobs run every five seconds.
        run_at_once = (
            "from datetime import timedelta; from dataclasses import replace; from pages.jobs.registry import "
            "machine_jobs; machine_jobs['watch'] = replace(machine_jobs['watch'], every=timedelta(0)); "
            "from django.core.management import call_command; call_command('work')"
        )
        process = one.begin("shell", "-v", "0", "-c", run_at_once)
        try:
            assert called.wait(60)
            began = time.monotonic()
            execute(one.database, "UPDATE jobs_jobrun SET succeeded_at = NULL, next_run_at = '2020-01-01 00:00:00'")
            late = "SELECT count(*) FROM jobs_jobrun WHERE succeeded_at IS NULL AND name = 'notices'"
            while execute(one.database, late) != [(0,)]:
                assert time.monotonic() - began < 9, "the mail server gives up after ten seconds"
                time.sleep(0.2)
        finally:
            process.terminate()
        assert process.wait(20) == 0


class OwnDatabase:
    """A database that a test can freeze and remove."""

    def __init__(self, address: str) -> None:
        self.address = address

    @property
    def processes(self) -> list[int]:
        """The processes of a PostgreSQL server."""
        folder = Path(unquote(urlsplit(self.address).netloc.rpartition("@")[2]))
        first = int((folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True).stdout
        return [first, *map(int, children.split())]

    def signal(self, number: int) -> None:
        """Send a signal to each process of the server."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def remove(self) -> None:
        """Take the database away."""
        if self.address.startswith("sqlite"):
            Path(self.address.removeprefix("sqlite:///")).write_text("This was a database.")
        else:
            self.signal(signal.SIGKILL)


@pytest.fixture
def own_database(address: str, tmp_path: Path) -> Iterator[OwnDatabase]:
    """Yield a SQLite file, or a PostgreSQL server without tables, for this test only."""
    if connection.vendor == "sqlite":
        yield OwnDatabase(f"sqlite:///{shutil.copy(address.removeprefix('sqlite:///'), tmp_path / 'own.sqlite3')}")
        return
    # Stopping a server that the test has killed fails.
    with suppress(RuntimeError), temporary_server(find_server_programs()) as own:
        yield OwnDatabase(own)


def test_a_database_that_is_gone_is_told_by_the_machine_alone(machine, own_database):
    one = machine(database=own_database.address)
    own_database.remove()
    with mail_server(machine.port) as postbox:
        one.watch()
        one.watch()
    assert subjects(postbox) == ["127.0.0.1 needs help: Database"]
    assert "Database needs help: The database does not answer." in one.log.read_text()


def test_a_database_that_is_frozen_is_told_too(machine, own_database):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: a file does not freeze")
    one = machine(database=own_database.address)
    own_database.signal(signal.SIGSTOP)
    try:
        with mail_server(machine.port) as postbox:
            one.watch()
    finally:
        own_database.signal(signal.SIGCONT)
    assert subjects(postbox) == ["127.0.0.1 needs help: Database"]
