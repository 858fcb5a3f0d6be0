"""Many visitors while PostgreSQL is stopped, frozen or restarted: answers in time, one line each, and nothing lost."""

import re
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager

import psycopg
import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.databases import execute
from tests.enquiries.senders import WORDS
from tests.enquiries.servers import OwnServer, comes_true
from tests.operations.own_machine import count_messages
from tests.own_postgresql import OwnPostgreSQL, own_postgresql

# Nine for each of the eight threads. If the site remembered no outage, the last would wait nine times for the two
# seconds after which the pool gives up: 18 seconds.
VISITORS = 72
# It waits once. A busy machine needs longer for everything.
ANSWER_SECONDS = 12
LINE = re.compile(r"\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d{4}\] \[\d+\] \[ERROR\] ")


@pytest.fixture(scope="module")
def database(django_db_setup: str, django_db_blocker: DjangoDbBlocker) -> Iterator[OwnPostgreSQL]:
    """Run a database server for this module."""
    if connection.vendor != "postgresql":
        pytest.skip("only on PostgreSQL: a file neither stops nor freezes")
    with django_db_blocker.unblock(), own_postgresql(django_db_setup) as running:
        execute(running.address, "UPDATE enquiries_enquirysettings SET notify = 'team@apnahaq.test'")
        yield running


@pytest.fixture(scope="module")
def server(database: OwnPostgreSQL, tmp_path_factory: pytest.TempPathFactory) -> Iterator[OwnServer]:
    """Run the site on it."""
    running = OwnServer(database.address, tmp_path_factory.mktemp("outage"))
    running.start()
    running.open("/about/")
    running.open("/contact/")
    yield running
    running.stop()


@contextmanager
def outage(database: OwnPostgreSQL, kind: str) -> Iterator[None]:
    """Stop or freeze the database for a while."""
    begin, end = (database.freeze, database.thaw) if kind == "frozen" else (database.remove, database.start)
    begin()
    try:
        yield
    finally:
        end()


@pytest.mark.parametrize("kind", ["stopped", "frozen"])
def test_everybody_is_answered_in_time_with_one_line_in_the_log_each(server, database, kind):
    logged = len(server.log.read_text())
    with outage(database, kind), ThreadPoolExecutor(VISITORS + 2) as pool:
        searches = [pool.submit(server.open, f"/search/?q=racism{number}") for number in range(VISITORS)]
        time.sleep(0.2)
        others = [pool.submit(server.open, path) for path in ("/about/", "/exit/")]
        answers = [each.result() for each in searches]
        page, leaving = [each.result() for each in others]
        assert {answer.status for answer in answers} == {503}
        assert max(answer.seconds for answer in answers) < ANSWER_SECONDS
        assert all("0808 2000 247" in answer.body for answer in answers)
        assert (page.status, leaving.status) == (200, 303)
        assert max(page.seconds, leaving.seconds) < ANSWER_SECONDS
        assert server.open("/exit/").seconds < 2
        lines = [line for line in server.log.read_text()[logged:].splitlines() if "pages.jobs" not in line]
        assert len(lines) == VISITORS
        assert all(LINE.match(line) and "The database did not answer" in line for line in lines)
    assert comes_true(lambda: server.open("/search/?q=racism").status == 200, 20)


def test_the_error_page_names_the_number_of_the_organisation_if_it_is_known(server, database):
    execute(database.address, "UPDATE pages_organisationidentity SET telephone = '01709 000000'")
    server.manage("shell", "-c", "from pages.page_cache.generation import renew; renew()")
    assert "01709 000000" in server.open("/contact/").body
    with outage(database, "stopped"):
        assert "01709 000000" in server.open("/search/?q=racism").body
    assert comes_true(lambda: server.open("/search/?q=racism").status == 200, 20)


def test_a_sender_is_told_with_one_line_in_the_log_and_sends_again(server, database):
    before = count_messages(server)
    with outage(database, "stopped"):
        logged = len(server.log.read_text())
        answer = server.send()
        assert answer.status == 503
        assert "Your message has not reached us" in answer.body
        lines = [line for line in server.log.read_text()[logged:].splitlines() if "pages.jobs" not in line]
        assert len(lines) == 1
        assert LINE.match(lines[0])
    # Each process of the site finds by itself that the database is back.
    assert comes_true(lambda: server.send().status == 303, 20)
    assert count_messages(server) == before + 1


def test_a_job_that_loses_the_database_leaves_one_line_a_round_in_the_log(server, database):
    with closing(psycopg.connect(database.address)) as holder:
        holder.execute("LOCK TABLE enquiries_enquiry")
        execute(database.address, "UPDATE jobs_jobrun SET next_run_at = now()")
        assert comes_true(lambda: execute(database.address, "SELECT 1 FROM pg_locks WHERE NOT granted"), 30)
        logged = len(server.log.read_text())
        with outage(database, "stopped"):
            assert comes_true(lambda: "pages.jobs" in server.log.read_text()[logged:], 20)
            lines = server.log.read_text()[logged:].splitlines()
            assert all(LINE.match(line) and "The database does not answer" in line for line in lines), lines
    assert comes_true(lambda: server.open("/search/?q=racism").status == 200, 20)


def test_a_database_that_restarts_under_load_loses_nothing_that_was_confirmed(server, database):
    before, began = count_messages(server), time.monotonic()

    def send(number: int) -> list[int]:
        statuses = []
        while time.monotonic() < began + 8:
            statuses.append(server.send(WORDS | {"message": f"Message {number} {len(statuses)}"}).status)
        return statuses

    with ThreadPoolExecutor(4) as pool:
        sent = [pool.submit(send, number) for number in range(4)]
        time.sleep(1)
        with outage(database, "stopped"):
            time.sleep(1)
        statuses = [status for each in sent for status in each.result()]
    assert set(statuses) <= {303, 429, 503}
    assert count_messages(server) - before >= statuses.count(303)
    assert comes_true(lambda: server.open("/search/?q=racism").status == 200, 20)
