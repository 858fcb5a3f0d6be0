"""The web server and the worker are started again when one dies, and end together."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from tests.databases import execute
from tests.enquiries.senders import WORDS
from tests.enquiries.servers import ROOT, OwnServer, Postbox, comes_true, free_port, mail_server
from tests.operations.own_machine import children_of, own_site, web_server_of, worker_of

pytestmark = pytest.mark.each_database

STARTS = 10


@pytest.fixture(scope="module")
def postbox() -> Iterator[tuple[int, Postbox]]:
    """Run a mail server, and yield its port and what arrives."""
    port = free_port()
    with mail_server(port) as box:
        yield port, box


@pytest.fixture(scope="module")
def server(
    django_db_setup: str,
    django_db_blocker: DjangoDbBlocker,
    tmp_path_factory: pytest.TempPathFactory,
    postbox: tuple[int, Postbox],
) -> Iterator[OwnServer]:
    """Run the site for this module."""
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: the processes are the same on both")
    folder, mail = tmp_path_factory.mktemp("supervised"), f"smtp://127.0.0.1:{postbox[0]}"
    with django_db_blocker.unblock(), own_site(django_db_setup, folder, "apnahaq_supervised", mail=mail) as running:
        yield running


def make_due(server: OwnServer) -> None:
    """Make every job due now."""
    execute(server.database, "UPDATE jobs_jobrun SET next_run_at = '2020-01-01 00:00:00'")


def log_lines(server: OwnServer, words: str) -> list[str]:
    """Return the lines of the log with these words."""
    return [line for line in server.log.read_text().splitlines() if words in line]


def kill_the_worker_and_wait_for_the_next(server: OwnServer) -> None:
    """Kill the worker as soon as there is one."""
    assert comes_true(lambda: worker_of(server))
    killed = worker_of(server)
    os.kill(killed, signal.SIGKILL)
    assert comes_true(lambda: worker_of(server) not in {0, killed})


def test_the_site_without_a_proxy_says_that_it_is_for_one_person(server):
    assert log_lines(server, "It is for one person at this machine")


def test_a_worker_that_was_killed_is_back_and_sends_what_is_due(server, postbox):
    before = len(postbox[1].messages)
    kill_the_worker_and_wait_for_the_next(server)
    assert server.send().status == 303
    make_due(server)
    assert comes_true(lambda: len(postbox[1].messages) == before + 1)
    [line] = log_lines(server, "The worker was killed by SIGKILL. It is started again.")
    assert line.startswith("[20")


def test_a_web_server_that_was_killed_is_back(server):
    killed = web_server_of(server)
    os.kill(killed, signal.SIGKILL)
    assert comes_true(lambda: web_server_of(server) not in {0, killed})
    assert comes_true(lambda: is_ready(server), 60)
    assert len(log_lines(server, "The web server was killed by SIGKILL. It is started again.")) == 1


def is_ready(server: OwnServer) -> bool:
    """Tell whether the site answers and its database too."""
    try:
        return server.open("/health/ready").status == 200
    except OSError:
        return False


def test_nothing_is_left_after_an_orderly_stop(server):
    everything = [server.process.pid, *children_of(server.process.pid), *children_of(web_server_of(server))]
    assert len(everything) == 5
    server.stop()
    assert server.process.returncode == 0
    assert not [pid for pid in everything if Path(f"/proc/{pid}").exists()]
    server.start()


def test_a_wrong_setting_ends_the_start_with_a_sentence_and_an_exit_code(server):
    done = subprocess.run(
        [sys.executable, "-m", "apnahaq.supervisor"],
        cwd=ROOT,
        env=server.environment | {"PORT": "none"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 1
    assert "The site cannot start. PORT takes a whole number" in done.stderr


def test_a_port_in_use_ends_the_start(server):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        done = subprocess.run(
            [sys.executable, "-m", "apnahaq.supervisor"],
            cwd=ROOT,
            env=server.environment | {"PORT": str(taken.getsockname()[1])},
            capture_output=True,
            timeout=60,
        )
    assert done.returncode == 1


@pytest.mark.minutes
@pytest.mark.parametrize("start", range(STARTS))
def test_at_each_start_a_killed_worker_is_back_and_sends_what_is_due(server, postbox, start):
    server.stop()
    # Beyond five emails in an hour, staff are told later.
    execute(server.database, "DELETE FROM enquiries_staffnotice")
    server.start()
    before = len(postbox[1].messages)
    kill_the_worker_and_wait_for_the_next(server)
    assert server.send(WORDS | {"message": f"Message {start}"}).status == 303
    make_due(server)
    assert comes_true(lambda: len(postbox[1].messages) > before)
