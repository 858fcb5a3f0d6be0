"""What the tests share: a seeded database for each process, no network, one real server, one real browser.

`pytest` runs everything on SQLite, in this process. `pytest --dist=each` runs everything on the last database that
DATABASES names (`sqlite,postgresql`), in four processes, and on the others the tests that are marked `each_database`.
"""

import ctypes
import gc
import math
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
from typing import Any
from urllib.error import URLError
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.cache import caches
from django.core.management import call_command
from django.db import connection, connections
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, Page, Response, expect, sync_playwright
from pytest_django import DjangoDbBlocker, Settings

from apnahaq.monitoring import stand_in
from tests.browsers import CHROMIUM_OPTIONS, NeutralSite, find_program_or_skip
from tests.databases import copy_database, drop_database, locked, template_database, use_copy
from tests.processes import choose_tests, start_databases

ROOT = Path(__file__).resolve().parent.parent
TESTS_DATABASE, SERVED_DATABASE = "apnahaq_tests", "apnahaq_served"
NO_POSTGRESQL = "This machine lacks a PostgreSQL server: the tests ran on SQLite only."

# Playwright keeps an event loop in this thread, in which Django would refuse to query the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
# How long one example takes depends on what else the machine does.
hypothesis_settings.register_profile("no-deadline", deadline=None)
hypothesis_settings.load_profile("no-deadline")
# Nor does how long a browser takes.
expect.set_options(timeout=20_000)


# The run: processes, databases, static files


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Prepare what all processes of a run share: the static files, and the processes themselves."""
    if hasattr(config, "workerinput"):
        return
    # A plain end (of a job, of a shell) cleans up as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    static = Path(settings.STATIC_ROOT)
    static.parent.mkdir(parents=True, exist_ok=True)
    with locked(static.with_name(f"{static.name}.lock")):
        call_command("prepare", static_only=True, stdout=StringIO())
    if config.option.dist == "each" and not config.option.tx:
        config.option.tx = [f"popen//id={name}" for name in start_databases(config)]


@pytest.hookimpl(trylast=True)
def pytest_sessionstart(session: pytest.Session) -> None:
    """Measure no coverage where the tests for each database run on PostgreSQL.

    It takes up to half of the time, and the same tests run the same code in the process of SQLite.
    """
    coverage = session.config.pluginmanager.getplugin("_cov")
    if settings.PROCESS == "postgresql-each" and coverage and coverage.cov_controller:
        coverage.cov_controller.cov.stop()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Name the database that could not be tested; `-rs` names the other tests that were skipped."""
    if getattr(config.option, "lacks_postgresql", False):
        terminalreporter.write_line(NO_POSTGRESQL)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose the tests of this process, mark those with a real server, and try those in a browser twice.

    A browser waits for a machine that does other things too. The summary names what passed only the second time.
    """
    chosen, others = choose_tests(items)
    for item in chosen:
        if item.get_closest_marker("browser"):
            item.add_marker(pytest.mark.flaky(reruns=1))
    items[:] = chosen
    config.hook.pytest_deselected(items=others)


def pytest_collection_finish() -> None:
    """Let the garbage collector leave alone what the modules hold, and look less often at what the tests make."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


# The database


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give this process a copy of the seeded database, and yield the address of the template.

    Ordinary tests run in transactions on top of the copy; each server gets another copy of the template.
    """
    with django_db_blocker.unblock():
        template = template_database(settings.RUN_DIR)
        use_copy(template, tmp_path_factory.mktemp("database"), TESTS_DATABASE)
    yield template
    with django_db_blocker.unblock():
        drop_database(TESTS_DATABASE)


@pytest.fixture(scope="session")
def served_database(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[str]:
    """Yield the address of the database of the server that the browser tests share."""
    with django_db_blocker.unblock():
        address = copy_database(django_db_setup, tmp_path_factory.mktemp("served"), SERVED_DATABASE)
    yield address
    with django_db_blocker.unblock():
        drop_database(SERVED_DATABASE)


@pytest.fixture(autouse=True)
def empty_caches() -> None:
    """Begin every test with nothing cached, and with the exit where it is by default."""
    (settings.VAR_DIR / "exit-address").unlink(missing_ok=True)
    for cache in caches.all(initialized_only=True):
        cache.clear()


@pytest.fixture(autouse=True, scope="session")
def no_health_checks_in_threads() -> None:
    """Let no request for /health/ready run the checks in a thread, which would outlive its test."""
    stand_in.started = math.inf


@pytest.fixture(autouse=True)
def media_folder(tmp_path: Path, settings: Settings) -> Path:
    """Give every test its own folder for uploaded files."""
    settings.MEDIA_ROOT = tmp_path / "media"
    return settings.MEDIA_ROOT


# The real server


@pytest.fixture(scope="session")
def neutral_server() -> Iterator[NeutralSite]:
    """Run one neutral site for the whole session; the exit of the server leads to it."""
    neutral = NeutralSite()
    yield neutral
    neutral.close()


@pytest.fixture
def neutral_site(neutral_server: NeutralSite) -> Iterator[NeutralSite]:
    """Return the site that the exit leads to; it answers at once until a test makes it hang."""
    neutral_server.recover()
    yield neutral_server
    neutral_server.recover()


@pytest.fixture(scope="session")
def server_log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the file that holds everything the real server logged."""
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
    """Have the kernel end this process when the tests end, however they do."""
    set_parent_death_signal = 1
    ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    """Return when the server answers. Fails with its log if it ends or takes too long."""
    until = time.monotonic() + 180
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
    """Run one Chromium for the whole session: its shell without a window, where there is one, takes half the time.

    The database exists before it and after it: while Playwright's event loop runs, Django keeps its connections
    apart.
    """
    path = find_program_or_skip("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=CHROMIUM_OPTIONS)
        yield browser
        browser.close()
        connections.close_all()
        if connection.vendor == "postgresql":
            connection.close_pool()


@pytest.fixture
def attempt() -> str:
    """Return what tells the words of a test from those that an earlier try of it has saved."""
    return uuid4().hex[:4]


def _with_fonts(page: Page) -> Callable[..., Response | None]:
    """Return a `goto` that waits for the fonts of a page as well, since they change its layout when they come."""
    go = page.goto

    def goto(path: str, **options: Any) -> Response | None:
        response = go(path, **options)
        page.evaluate("document.fonts.ready.then(() => null)")
        return response

    return goto


@pytest.fixture
def visit(chromium: Browser, site_url: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a path of the real server in a new browser context.

    `visit("/about/", width=360, scheme="dark", java_script_enabled=False)`
    """
    contexts = []

    def open_page(path: str, width: int = 1440, height: int = 900, scheme: str = "light", **options: object) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": height}, color_scheme=scheme, base_url=site_url, **options
        )
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.goto = _with_fonts(page)
        page.goto(path)
        return page

    yield open_page
    for context in contexts:
        context.close()
