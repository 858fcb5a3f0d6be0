"""The exit works whatever the site does: the proxy answers it itself after a second."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from urllib.request import urlopen

import pytest
from django.db import connection
from pytest_django import DjangoDbBlocker

from pages.models.site_settings import DEFAULT_EXIT
from tests.enquiries.servers import OwnServer, comes_true
from tests.operations.own_machine import (
    children_of,
    frozen,
    locked_messages,
    own_site,
    send_through,
    web_server_of,
)
from tests.operations.own_proxy import Proxy, run_proxy

pytestmark = pytest.mark.each_database

# The second that the proxy waits, and what a busy machine adds.
EXIT_SECONDS = 1 + 4
# So many that every thread has one to wait for, and more are waiting.
WRITERS = 16
EXITS = ["/exit/", "/exit/form/", "/exit/clear/"]
HEADERS = [
    "Cache-Control",
    "Clear-Site-Data",
    "Content-Security-Policy",
    "Cross-Origin-Embedder-Policy",
    "Cross-Origin-Opener-Policy",
    "Cross-Origin-Resource-Policy",
    "Location",
    "Permissions-Policy",
    "Referrer-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
]


@pytest.fixture(scope="module")
def machine(
    django_db_setup: str, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[OwnServer, Proxy]]:
    """Run a site with the proxy in front of it, for this module."""
    if connection.vendor != "sqlite":
        pytest.skip("only on SQLite: the exit uses no database")
    folder = tmp_path_factory.mktemp("left")
    with (
        django_db_blocker.unblock(),
        # Of several processes, one could take all messages and leave the other free.
        own_site(django_db_setup, folder, "apnahaq_left", workers=1) as server,
        run_proxy(f"127.0.0.1:{server.port}", folder, patience="1s") as proxy,
    ):
        yield server, proxy


@pytest.fixture(scope="module")
def answers(machine: tuple[OwnServer, Proxy]) -> dict[str, SimpleNamespace]:
    """Return what the site answers itself. A busy machine may need more than the second that the proxy waits for it."""
    found = {}

    def are_the_sites() -> bool:
        found.update({path: machine[1].get(path) for path in EXITS})
        return all("Via" in answer.headers for answer in found.values())

    assert comes_true(are_the_sites)
    return found


def expect_the_exit(proxy: Proxy, answers: dict[str, SimpleNamespace]) -> None:
    """Check that each exit is answered in time, as by the site itself."""
    for path in EXITS:
        answer = proxy.get(path)
        assert answer.seconds < EXIT_SECONDS
        assert answer.status == answers[path].status
        for name in HEADERS:
            assert answer.headers[name] == answers[path].headers[name], f"{path} {name}"
        assert answer.headers["Location"] == (None if path == "/exit/form/" else DEFAULT_EXIT)
    form = proxy.get("/exit/form/").content
    assert b'http-equiv="refresh" content="0; url=/exit/clear/"' in form
    assert b"<title>www.bbc.co.uk</title>" in form


def answers_soon(server: OwnServer) -> bool:
    """Tell whether the site has a thread that answers."""
    try:
        urlopen(f"{server.url}/health/live", timeout=3).close()
    except OSError:
        return False
    return True


def test_the_site_answers_the_exit_while_it_runs(answers):
    assert {path: answer.status for path, answer in answers.items()} == {
        "/exit/": 303,
        "/exit/form/": 200,
        "/exit/clear/": 303,
    }
    assert all("Via" in answer.headers for answer in answers.values())


def test_the_exit_works_while_the_site_is_frozen(machine, answers):
    server, proxy = machine
    with frozen(web_server_of(server), *children_of(web_server_of(server))):
        expect_the_exit(proxy, answers)
        assert "Via" not in proxy.get("/exit/").headers
        for path in ("/exit", "/exit/form", "/exit/clear"):
            answer = proxy.get(path)
            assert answer.seconds < EXIT_SECONDS
            assert answer.status in {200, 303}


def test_the_exit_works_while_all_threads_are_busy(machine, answers):
    server, proxy = machine
    with ThreadPoolExecutor(WRITERS + 1) as pool, locked_messages(server):
        for number in range(WRITERS):
            pool.submit(send_through, proxy, f"Message {number}")
        assert comes_true(lambda: not answers_soon(server))
        health = pool.submit(server.open, "/health/live")
        expect_the_exit(proxy, answers)
        assert "Via" not in proxy.get("/exit/").headers
        # The site was not merely slow: it had no thread for anybody all this time.
        assert not health.done()


def test_the_exit_and_an_error_page_work_while_the_site_is_stopped(machine, answers):
    server, proxy = machine
    server.stop()
    expect_the_exit(proxy, answers)
    assert proxy.get("/exit").headers["Location"] == DEFAULT_EXIT
    page = proxy.get("/about/")
    assert page.status == 502
    assert page.headers["Retry-After"] == "30"
    assert b'href="/exit/"' in page.content
    assert b"0808 2000 247" in page.content
    # Members of staff keep their session, as they do while the site runs.
    cookie = {"Cookie": "a=1; sessionid=abc"}
    assert proxy.get("/exit/", **cookie).headers["Clear-Site-Data"] is None
    assert proxy.get("/exit/clear/", **cookie).headers["Clear-Site-Data"] == '"cache"'
