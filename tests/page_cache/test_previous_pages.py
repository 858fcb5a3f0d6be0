"""Which earlier pages are served while the database is unavailable, and which never again."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from pages.page_cache.generation import current_generation, pages_cache, renew
from pages.page_cache.permission import ENVIRON_PERMISSION, Permission
from tests.page_cache.visitors import SlowApplication, Visitor, key_of, together

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def fail_database(visitor: Visitor) -> SlowApplication:
    """Let the application respond as Django does without a database."""
    slow = visitor.django = SlowApplication(seconds=0, status="503 Service Unavailable", is_allowed=False)
    return slow


def test_without_the_database_a_page_of_the_previous_generation_is_served():
    visitor = Visitor(SlowApplication(seconds=0))
    visitor.get("/about/")
    renew()
    fail_database(visitor)
    answer = visitor.get("/about/")
    assert (answer.status, answer.content, answer.is_rendered) == (200, b"Words.", True)
    assert visitor.get("/about/", method="HEAD").status == 200
    assert visitor.get("/never-read/").status == 503


def test_without_the_database_purged_pages_are_not_served():
    visitor = Visitor(SlowApplication(seconds=0))
    visitor.get("/about/")
    renew(purge=True)
    fail_database(visitor)
    assert visitor.get("/about/").status == 503


def test_a_page_whose_rendering_began_before_a_purge_is_never_served(monkeypatch):
    visitor = Visitor(SlowApplication(seconds=0))
    # The purge may also happen between the last check and the write.
    monkeypatch.setattr(
        "pages.page_cache.wsgi.generations.current_generation", lambda: monkeypatch.undo() or current_generation()
    )
    generation = current_generation()
    visitor.get("/about/")
    stored = pages_cache().get(key_of(visitor))
    assert stored.generation == generation
    renew(purge=True)
    pages_cache().set(key_of(visitor), stored, 300)
    fail_database(visitor)
    assert visitor.get("/about/").status == 503
    assert visitor.get("/about/").content == b"Words."


@pytest.mark.usefixtures("patient")
def test_waiting_requests_get_the_previous_page_when_the_database_fails():
    visitor = Visitor(SlowApplication(seconds=0))
    visitor.get("/about/")
    renew()
    fail_database(visitor).seconds = 0.5
    visitor.rendered.clear()
    assert {answer.status for answer in together(visitor, 6)} == {200}
    assert len(visitor.rendered) == 1


def test_no_stale_page_is_served_once_the_database_is_back():
    slow = SlowApplication(seconds=0)
    visitor = Visitor(slow)
    visitor.get("/about/")
    renew()
    fail_database(visitor)
    visitor.get("/about/")
    visitor.django = slow
    time.sleep(0.15)
    assert visitor.get("/about/").is_rendered
    assert not visitor.get("/about/").is_rendered


def test_while_the_database_is_unavailable_only_one_request_waits_for_it():
    status, waiting, may_end = "200 OK", threading.Event(), threading.Event()
    may_end.set()

    def application(environ: dict[str, Any], start_response: Any) -> list[bytes]:
        environ[ENVIRON_PERMISSION] = Permission(time.time() + 300, frozenset())
        waiting.set()
        may_end.wait(60)
        start_response(status, [("Content-Type", "text/html")])
        return [b"A sample page"]

    visitor = Visitor(application)
    visitor.get("/about/")
    renew()
    status = "503 Service Unavailable"
    assert visitor.get("/about/").is_rendered
    # Those who waited for a rendering that failed do not try again at once.
    time.sleep(0.15)
    waiting.clear()
    may_end.clear()
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(visitor.get, "/about/")
        assert waiting.wait(60)
        started = len(visitor.rendered)
        answers = [visitor.get("/about/") for _ in range(5)]
        assert len(visitor.rendered) == started
        assert [answer.content for answer in answers] == [b"A sample page"] * 5
        may_end.set()
        assert first.result().status == 200
