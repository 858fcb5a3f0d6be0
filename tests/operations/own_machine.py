"""A site of a test's own, whose processes and rows a test may kill, freeze and lock."""

import os
import signal
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import psycopg

from tests.databases import copy_database, drop_database, execute
from tests.enquiries.senders import PATH, WORDS, aged_token
from tests.enquiries.servers import OwnServer, comes_true
from tests.operations.own_proxy import Proxy


@contextmanager
def own_site(template: str, folder: Path, name: str, **options: object) -> Iterator[OwnServer]:
    """Run the site on a copy of the seeded database, with one address to notify."""
    address = copy_database(template, folder, name)
    execute(address, "UPDATE enquiries_enquirysettings SET notify = 'team@apnahaq.test'")
    server = OwnServer(address, folder, **options)
    server.start()
    try:
        yield server
    finally:
        server.stop()
        drop_database(name)


def children_of(process: int) -> dict[int, str]:
    """Return the command lines of the processes that a process has started, by their ids."""
    done = subprocess.run(["ps", "-o", "pid=,args=", "--ppid", str(process)], capture_output=True, text=True)
    return {int(line.split()[0]): line.partition(" ")[2] for line in map(str.strip, done.stdout.splitlines())}


def worker_of(server: OwnServer) -> int:
    """Return the id of the worker for scheduled jobs, 0 if it does not run."""
    return next((pid for pid, command in children_of(server.process.pid).items() if " work " in command), 0)


def web_server_of(server: OwnServer) -> int:
    """Return the id of gunicorn, 0 if it does not run."""
    return next((pid for pid, command in children_of(server.process.pid).items() if "gunicorn" in command), 0)


@contextmanager
def frozen(*processes: int) -> Iterator[None]:
    """Suspend processes for a while."""
    for process in processes:
        os.kill(process, signal.SIGSTOP)
    try:
        yield
    finally:
        for process in processes:
            os.kill(process, signal.SIGCONT)


@contextmanager
def locked_messages(server: OwnServer) -> Iterator[None]:
    """Let everybody wait who stores a message."""
    if server.database.startswith("sqlite"):
        link = sqlite3.connect(server.database.removeprefix("sqlite:///"), isolation_level=None)
        link.execute("BEGIN IMMEDIATE")
    else:
        link = psycopg.connect(server.database)
        link.execute("LOCK TABLE enquiries_enquiry")
    with closing(link):
        yield
        link.rollback()


def messages_wait(server: OwnServer, number: int) -> bool:
    """Wait until so many messages wait for `locked_messages`; False if it takes too long."""
    if server.database.startswith("sqlite"):
        # A file does not tell who waits. They do so for eight seconds.
        time.sleep(3)
        return True
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%form_digest%'"
    return comes_true(lambda: len(execute(server.database, waiting)) >= number)


def count_messages(server: OwnServer) -> int:
    """Return how many messages the database holds."""
    return execute(server.database, "SELECT count(*) FROM enquiries_enquiry")[0][0]


def send_through(proxy: Proxy, words: str) -> SimpleNamespace:
    """Send a message through the proxy."""
    body = urlencode({"token": aged_token(), **WORDS, "message": words})
    return proxy.get(PATH, "POST", body, **{"Content-Type": "application/x-www-form-urlencoded"})
