"""Real workers tell a real mail server what needs help: also without the database, after kill -9, and never twice."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from django.conf import settings as project_settings
from django.db import connection

from tests.databases import copy_database, drop_database, execute
from tests.enquiries.servers import ROOT, free_port, hanging_mail_server, mail_server
from tests.monitoring.machines import WATCH, Machine, kill
from tests.own_postgresql import OwnPostgreSQL
from tests.page_cache.processes import SiteProcess
from tests.postgresql import find_server_programs, temporary_server

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NO_WORKER, NO_DATABASE = "127.0.0.1 needs help: Scheduled jobs", "127.0.0.1 needs help: Database"
# The program of the worker, which checks at once instead of after a minute, and waits longer for the mail server than
# the test does for the job. A request has failed before.
WORK = """
import django, dataclasses, datetime
django.setup()
from django.conf import settings
from django.core.management import call_command
from apnahaq.monitoring.server_errors import record
from pages.jobs.registry import machine_jobs
record(500)
settings.EMAIL_TIMEOUT = 120
machine_jobs["watch"] = dataclasses.replace(machine_jobs["watch"], every=datetime.timedelta(0))
call_command("work")
"""


@pytest.fixture(scope="module")
def mail_port() -> Iterator[int]:
    """Let the workers of the module send emails to a port of this machine."""
    port = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EMAIL_URL", f"smtp://127.0.0.1:{port}")
        patch.setenv("TECHNICAL_EMAIL", "technical@apnahaq.test")
        yield port


@pytest.fixture(scope="module")
def address(django_db_setup: str, django_db_blocker, tmp_path_factory) -> Iterator[str]:
    """Yield a copy of the seeded database."""
    with django_db_blocker.unblock():
        address = copy_database(django_db_setup, tmp_path_factory.mktemp("watched"), "apnahaq_watched")
    yield address
    with django_db_blocker.unblock():
        drop_database("apnahaq_watched")


@pytest.fixture(scope="module")
def machines(address: str, tmp_path_factory) -> list[Machine]:
    """Return two machines with one database."""
    folder = tmp_path_factory.mktemp("machines")
    return [Machine(address, folder / name) for name in ("one", "two")]


@pytest.fixture(scope="module")
def workers(machines: list[Machine], mail_port: int) -> Iterator[list[SiteProcess]]:
    """Start two workers on the first machine and one on the second."""
    started = [machine.start() for machine in (machines[0], *machines)]
    yield started
    for worker in started:
        if worker.process.poll() is None:
            worker.stop()


@pytest.fixture(autouse=True)
def no_job_has_run(address: str, machines: list[Machine]) -> None:
    """Begin with workers that did nothing, of which nobody was told: the jobs are late."""
    execute(address, "DELETE FROM jobs_jobrun")
    for machine in machines:
        machine.state.unlink(missing_ok=True)


def let_an_hour_pass(machine: Machine) -> None:
    """Let the last email be as old as it must be for the next."""
    machine.state.write_text(machine.state.read_text().replace('"next_email_at": ', '"next_email_at": -'))
    execute(machine.database, "UPDATE jobs_jobrun SET next_run_at = '2020-01-01 00:00:00' WHERE name LIKE 'tech%'")


def subjects(postbox) -> list[str]:
    """Return the subjects of the emails that arrived."""
    return [message["Subject"] for message in postbox.messages]


def test_a_worker_that_did_nothing_is_told_once_and_that_all_is_well_again_once(workers, machines, mail_port):
    with mail_server(mail_port) as postbox:
        workers[0].run(WATCH)
        workers[0].run(WATCH)
        assert subjects(postbox) == [NO_WORKER]
        workers[0].run("from pages.jobs.runner import run_due_jobs; run_due_jobs()")
        workers[0].run(WATCH)
        let_an_hour_pass(machines[0])
        workers[0].run(WATCH)
        workers[0].run(WATCH)
    assert subjects(postbox)[1:] == ["127.0.0.1 is well again"]
    text = postbox.messages[0].get_payload(decode=True).decode()
    assert "No scheduled job runs" in text and "http://127.0.0.1:8000/admin/health/" in text


def test_two_workers_of_a_machine_and_one_of_another_at_once_send_one_email(workers, mail_port):
    with mail_server(mail_port) as postbox:
        for worker in workers:
            worker.begin(run=WATCH)
        for worker in workers:
            worker.answer()
    assert subjects(postbox) == [NO_WORKER]


def test_a_dead_worker_is_told_by_the_process_that_a_health_check_reaches(workers, mail_port):
    with mail_server(mail_port) as postbox:
        assert workers[0].get("/health/ready").status == 200
        workers[0].run("from apnahaq.monitoring import stand_in; stand_in.started -= 301")
        until = time.monotonic() + 30
        while not postbox.messages and time.monotonic() < until:
            assert workers[0].get("/health/ready").status == 200
            time.sleep(0.1)
        assert subjects(postbox) == [NO_WORKER]
        workers[0].run("stand_in.started += 301")


def test_a_mail_server_that_is_down_is_named_in_the_log_without_the_address(workers, machines):
    workers[0].run(WATCH)
    assert "The email about the health of the site was not sent: ConnectionRefusedError" in machines[0].log
    assert "technical@" not in machines[0].log


def test_a_request_that_failed_is_told_without_a_word_of_it(workers, machines, mail_port):
    workers[0].run("from pages.jobs.runner import run_due_jobs; run_due_jobs()")
    workers[1].run(
        "from pages.search import views\n"
        "def find(*args): raise ValueError('zaubergarten')\n"
        "found, views.look_for = views.look_for, find"
    )
    answer = workers[1].get("/search/?q=zaubergarten", headers={"HTTP_X_FORWARDED_FOR": "203.0.113.77"})
    workers[1].run("views.look_for = found")
    assert answer.status == 500
    with mail_server(mail_port) as postbox:
        workers[0].run(WATCH)
    assert subjects(postbox) == ["127.0.0.1 needs help: Errors"]
    texts = [postbox.messages[0].as_string(), postbox.messages[0].get_payload(decode=True).decode(), machines[0].log]
    texts += [path.read_text() for path in machines[0].folder.glob("var/*") if path.name.startswith(("health", "serv"))]
    assert len(texts) == 5 and "one request could not be answered" in texts[1]
    for text in texts:
        assert not [word for word in ("zaubergarten", "203.0.113.77", "/search/?") if word in text]
    machines[0].folder.joinpath("var", "server-errors").unlink()


def test_a_mail_server_that_hangs_delays_no_scheduled_job(address, mail_port, tmp_path):
    own = {
        "DATABASE_URL": address,
        "DJANGO_SETTINGS_MODULE": "apnahaq.settings",
        "SECRET_KEY": project_settings.SECRET_KEY,
        "ENQUIRY_KEYS": project_settings.ENQUIRY_KEYS[0],
        "VAR_DIR": str(tmp_path),
    }
    with hanging_mail_server(mail_port) as called:
        worker = subprocess.Popen([sys.executable, "-c", WORK], cwd=ROOT, env=os.environ | own)
        try:
            assert called.wait(60)
            began = time.monotonic()
            execute(address, "UPDATE jobs_jobrun SET succeeded_at = NULL, next_run_at = '2020-01-01 00:00:00'")
            while execute(address, "SELECT 1 FROM jobs_jobrun WHERE name = 'notices' AND succeeded_at IS NULL"):
                assert time.monotonic() - began < 60
                time.sleep(0.2)
        finally:
            worker.terminate()
        assert worker.wait(20) == 0


class OwnFile:
    """A SQLite database of a test's own."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.address = f"sqlite:///{path}"

    def remove(self) -> None:
        """Take the database away."""
        self.path.write_text("This was a database.")


@pytest.fixture
def own_database(address: str, tmp_path: Path) -> Iterator[OwnFile | OwnPostgreSQL]:
    """Yield a SQLite file, or a PostgreSQL server without tables, for this test only."""
    if connection.vendor == "sqlite":
        yield OwnFile(Path(shutil.copy(address.removeprefix("sqlite:///"), tmp_path / "own.sqlite3")))
        return
    # Stopping a server that the test has killed fails.
    with suppress(RuntimeError), temporary_server(find_server_programs()) as own:
        yield OwnPostgreSQL(own)


@pytest.fixture
def own_worker(
    own_database: OwnFile | OwnPostgreSQL, mail_port: int, tmp_path: Path
) -> Iterator[Callable[[], SiteProcess]]:
    """Return a function that starts a worker with that database."""
    machine = Machine(own_database.address, tmp_path / "own machine")
    started = []

    def start() -> SiteProcess:
        started.append(machine.start())
        return started[0]

    yield start
    for worker in started:
        worker.stop()


def test_a_database_that_is_gone_is_told_by_the_machine_alone(own_database, own_worker, mail_port):
    own_database.remove()
    worker = own_worker()
    with mail_server(mail_port) as postbox:
        worker.run(WATCH)
        worker.run(WATCH)
    assert subjects(postbox) == [NO_DATABASE]


def test_a_database_that_is_frozen_is_told_too(own_database, own_worker, mail_port):
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: a file does not freeze")
    worker = own_worker()
    own_database.freeze()
    try:
        with mail_server(mail_port) as postbox:
            worker.run(WATCH)
    finally:
        own_database.thaw()
    assert subjects(postbox) == [NO_DATABASE]


def test_after_kill_9_while_the_email_is_sent_the_next_one_waits_for_its_hour(workers, machines, mail_port):
    with hanging_mail_server(mail_port) as called:
        workers[1].begin(run=WATCH)
        assert called.wait(60)
        kill(workers[1])
    with mail_server(mail_port) as postbox:
        workers[0].run(WATCH)
        assert postbox.messages == []
        let_an_hour_pass(machines[0])
        workers[0].run(WATCH)
        workers[0].run(WATCH)
    assert subjects(postbox) == [NO_WORKER]
