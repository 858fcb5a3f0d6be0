"""What the tests share: one seeded database, no network, one real server, one real browser."""

import ctypes
import ipaddress
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from io import StringIO
from pathlib import Path
from urllib.error import URLError

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from playwright.sync_api import Browser, Page, sync_playwright

from pages.gathering import write_all_down
from tests.browsers import CHROMIUM_OPTIONS, NeutralSite, needed
from tests.databases import copied_again, copied_database, drop_database

ROOT = Path(__file__).resolve().parent.parent
SEEDED_DATABASE = "apnahaq_seeded"
SERVED_DATABASE = "apnahaq_served"

# Playwright keeps an event loop in this thread, and Django takes that for a mistake.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"


# No network


def _is_here(host: object) -> bool:
    if not isinstance(host, str) or host in {"", "localhost"}:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@pytest.fixture(scope="session", autouse=True)
def no_network() -> Iterator[None]:
    """Let tests talk to this machine alone; an attempt at more fails the test that made it."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX and not _is_here(address[0]):
            raise AssertionError(f"A test tried to reach {address[0]}.")
        connect(self, address)

    def guarded_look_up(host: object, *args: object, **options: object) -> list:
        if not _is_here(host):
            raise AssertionError(f"A test tried to look up {host}.")
        return look_up(host, *args, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", guarded_connect)
        patch.setattr(socket, "getaddrinfo", guarded_look_up)
        yield


# The database


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say of tests with the real server that they need the database: it is made only if a test says so."""
    for item in items:
        if {"site_url", "chromium", "own_server"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Seed the database once, and yield the address of a copy of it that nobody uses.

    Ordinary tests run in transactions on top of the seeded one; each server gets a copy of the copy. It is made
    here and now because PostgreSQL copies only what nobody is connected to: once Playwright's event loop runs,
    Django keeps connections where they cannot be closed from outside.
    """
    with django_db_blocker.unblock():
        call_command("seed_site", stdout=StringIO())
        write_all_down()  # as every start does: without it each test would gather what stands around pages
        address = copied_database(tmp_path_factory.mktemp("seeded"), SEEDED_DATABASE)
    yield address
    with django_db_blocker.unblock():
        drop_database(SEEDED_DATABASE)


@pytest.fixture(scope="session")
def served_database(
    django_db_setup: str, django_db_blocker: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the address of the database of the server that the browser tests share."""
    with django_db_blocker.unblock():
        address = copied_again(django_db_setup, tmp_path_factory.mktemp("served"), SERVED_DATABASE)
    yield address
    with django_db_blocker.unblock():
        drop_database(SERVED_DATABASE)


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Begin every test with nothing cached, and with the exit where it is by default."""
    (settings.VAR_DIR / "exit-address").unlink(missing_ok=True)
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """Give every test a place of its own for uploaded files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


# The real server


@pytest.fixture(scope="session")
def neutral_server() -> Iterator[NeutralSite]:
    """Run one harmless place for the whole session: the server's exit is pointed at it once."""
    neutral = NeutralSite()
    yield neutral
    neutral.close()


@pytest.fixture
def neutral_site(neutral_server: NeutralSite) -> Iterator[NeutralSite]:
    """Lend the place behind the exit; it answers at once until a test makes it hang."""
    neutral_server.recover()
    yield neutral_server
    neutral_server.recover()


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that holds everything the real server said."""
    return tmp_path_factory.mktemp("server") / "server.log"


@pytest.fixture(scope="session")
def site_url(served_database: str, neutral_server: NeutralSite, server_log: Path) -> Iterator[str]:
    """Serve a seeded database with gunicorn for the whole session, and yield its address, without a slash.

    The database is not the tests': what a test puts into its own is not seen there.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {
        "DATABASE_URL": served_database,
        "PORT": str(port),
        "STATIC_DIR": str(settings.STATIC_ROOT),
        "VAR_DIR": str(server_log.parent / "var"),
    }
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"} | own
    with open(server_log, "w") as log:
        server = subprocess.Popen(
            [sys.executable, str(ROOT / "tests" / "serve.py"), neutral_server.url],
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            preexec_fn=_end_with_parent if sys.platform == "linux" else None,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        _wait_for(address, server, server_log)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _end_with_parent() -> None:
    """Ask the kernel to end this process when the tests end, however they do."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Return when the server answers. Fails with what the server said, if it ends or takes too long."""
    until = time.monotonic() + 60
    while server.poll() is None and time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.1)
    pytest.fail(f"The server did not start:\n{log.read_text()}")


# The real browser


@pytest.fixture(scope="session")
def chromium(django_db_setup: str) -> Iterator[Browser]:
    """Run one Chromium for the whole session.

    The database is made before it and gone after it: while Playwright's event loop is there, Django keeps its
    connections in another place.
    """
    path = needed("chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
        connections.close_all()
        if connection.vendor == "postgresql":
            connection.close_pool()


@pytest.fixture
def visit(chromium: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Lend a function that opens a path of the real server in a fresh window, with nothing kept from before.

    `visit("/about/", width=360, scheme="dark", java_script_enabled=False)`
    """
    contexts = []

    def open_page(path: str, width: int = 1440, height: int = 900, scheme: str = "light", **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, base_url=site_url, **options
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
