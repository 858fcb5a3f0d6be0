"""Many senders at once, crashes, slow mail, a full disk, a database that has gone: with real servers."""

import html
import json
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path

import psycopg
import pytest
from django.db import connection

from pages.enquiries.crypto import encryption
from tests.databases import copy_database, drop_database, execute
from tests.enquiries.senders import WORDS, aged_token
from tests.enquiries.servers import OwnServer, comes_true, free_port, hanging_mail_server, mail_server

SENDERS = 200
_numbers = count(1)


@pytest.fixture
def own_server(django_db_setup: str, db: None, tmp_path: Path) -> Iterator[Callable[..., OwnServer]]:
    """Return a function that starts a server on a fresh copy of the seeded database, with one address to notify."""
    started: list[tuple[str, OwnServer]] = []

    def start(**options: object) -> OwnServer:
        name = f"apnahaq_own_{next(_numbers)}"
        address = copy_database(django_db_setup, tmp_path, name)
        execute(address, "UPDATE enquiries_enquirysettings SET notify = 'team@apnahaq.test'")
        server = OwnServer(address, tmp_path, **options)
        started.append((name, server))
        server.start()
        return server

    yield start
    for name, server in started:
        server.stop()
        drop_database(name)


def messages_in(server: OwnServer) -> list[str]:
    """Return the messages that a server's database holds."""
    rows = execute(server.database, "SELECT encrypted_content FROM enquiries_enquiry")
    texts = [encryption.decrypt(encrypted, purpose=encryption.MESSAGE) for (encrypted,) in rows]
    return [json.loads(text.partition("\n")[2])["message"] for text in texts]


def let_a_day_pass(server: OwnServer) -> None:
    """Make everything due that waits for its next attempt."""
    execute(server.database, "UPDATE enquiries_staffnotice SET next_attempt_at = '2020-01-01 00:00:00'")
    execute(server.database, "UPDATE jobs_jobrun SET next_run_at = '2020-01-01 00:00:00'")


def is_running(group: int) -> bool:
    """Tell whether anything of a group of processes still runs."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def only_on(vendor: str, reason: str) -> None:
    """Skip a test of what only one database does, with the reason that the test gives."""
    if connection.vendor != vendor:
        pytest.skip(f"only on {vendor}: {reason}")


@pytest.mark.each_database
def test_two_hundred_senders_at_once_are_each_stored_exactly_once(own_server):
    server = own_server()

    def write(number: int) -> list[int]:
        words = WORDS | {"message": f"Message {number} سلام"}
        token = aged_token()
        # Every fourth presses the button twice.
        return [server.send(words, token).status for _ in range(2 if number % 4 == 0 else 1)]

    with ThreadPoolExecutor(SENDERS) as pool:
        statuses = list(pool.map(write, range(SENDERS)))
    assert {status for each in statuses for status in each} == {303}
    assert sorted(messages_in(server)) == sorted(f"Message {number} سلام" for number in range(SENDERS))


@pytest.mark.each_database
def test_a_double_click_that_reaches_two_workers_at_once_is_one_message(own_server):
    server = own_server()
    with ThreadPoolExecutor(16) as pool:
        for number in range(5):
            words, token = WORDS | {"message": f"Message {number}"}, aged_token()
            statuses = list(pool.map(lambda _, words=words, token=token: server.send(words, token).status, range(16)))
            assert set(statuses) == {303}
    assert sorted(messages_in(server)) == [f"Message {number}" for number in range(5)]


@pytest.mark.each_database
def test_after_kill_9_between_saving_and_sending_the_mail_still_goes_once(own_server):
    port = free_port()
    with hanging_mail_server(port) as called:
        server = own_server(mail=f"smtp://127.0.0.1:{port}")
        assert server.send().status == 303
        assert called.wait(30)
        server.crash()
    (reference,) = execute(server.database, "SELECT reference FROM enquiries_enquiry")[0]
    with mail_server(port) as postbox:
        for _ in range(2):
            let_a_day_pass(server)
            server.manage("work", "--once")
    assert [message["Subject"] for message in postbox.messages] == [f"New website message {reference}"]
    assert [message["To"] for message in postbox.messages] == ["team@apnahaq.test"]
    assert "landlord" not in postbox.messages[0].as_string()
    assert "landlord" not in server.log.read_text()


def test_the_worker_beside_the_web_server_sends_the_mail(own_server):
    port = free_port()
    with mail_server(port) as postbox:
        server = own_server(mail=f"smtp://127.0.0.1:{port}")
        assert server.send().status == 303
        assert comes_true(lambda: postbox.messages)
    assert len(postbox.messages) == 1


def test_a_mail_server_that_hangs_or_is_down_does_not_slow_the_visitor(own_server):
    port = free_port()
    server = own_server(mail=f"smtp://127.0.0.1:{port}")
    down = [server.send(WORDS | {"message": f"down {number}"}) for number in range(5)]
    with hanging_mail_server(port) as called:
        assert called.wait(30)
        hanging = [server.send(WORDS | {"message": f"hanging {number}"}) for number in range(5)]
    assert {answer.status for answer in down + hanging} == {303}
    # Well below the ten seconds after which the worker gives up on a silent mail server.
    assert max(answer.seconds for answer in down + hanging) < 5
    assert len(messages_in(server)) == 10


@pytest.mark.each_database
def test_a_sender_sees_that_the_disk_is_full_and_keeps_what_was_typed(own_server):
    only_on("sqlite", "PostgreSQL writes its files in a process that no test limits")
    # The largest that any file may grow to: SQLite's log of changes fits a few pages, not a long message.
    server = own_server(largest_file=40_000)
    message = "My landlord’s son follows me home. " * 1000
    answer = server.send(WORDS | {"message": message[:19_000]})
    assert answer.status == 503
    assert "Your message has not reached us" in answer.body
    assert "0808 2000 247" in answer.body
    assert message[:19_000].strip() in html.unescape(answer.body)
    assert messages_in(server) == []
    assert "landlord" not in server.log.read_text()


def test_a_sender_sees_that_the_database_has_gone_and_keeps_what_was_typed(own_server):
    only_on("postgresql", "a file that is open does not go away")
    server = own_server()
    assert server.open("/contact/").status == 200
    name = server.database.rsplit("/", 1)[1]
    with psycopg.connect(server.database.replace(f"/{name}", "/postgres"), autocommit=True) as administration:
        administration.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS false")
        administration.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")
        gone = [server.send() for _ in range(2)]
        administration.execute(f"ALTER DATABASE {name} ALLOW_CONNECTIONS true")
    for answer in gone:
        assert answer.status == 503
        assert answer.seconds < 10
        assert "Your message has not reached us" in answer.body
        assert "0808 2000 247" in answer.body
        assert WORDS["message"] in html.unescape(answer.body)
    # A failed attempt is remembered for a second.
    assert comes_true(lambda: server.send().status == 303)
    assert messages_in(server) == [WORDS["message"]]
    assert "landlord" not in server.log.read_text()


def test_the_worker_ends_with_the_web_server_even_after_kill_9(own_server):
    server = own_server()
    server.process.kill()
    server.process.wait()
    assert comes_true(lambda: not is_running(server.process.pid))
