"""Requests for one page at the same time, and changes while a page is rendered."""

import threading
import time

import pytest

from pages.page_cache.generation import current_generation, get_with_generation, pages_cache, renew
from tests.page_cache.visitors import SlowApplication, Visitor, key_of, together

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.mark.usefixtures("patient")
def test_a_hundred_visitors_after_a_purge_cause_one_rendering():
    visitor = Visitor(SlowApplication())
    visitor.get("/about/")
    renew(purge=True)
    visitor.rendered.clear()
    answers = together(visitor, 100)
    assert [answer.content for answer in answers] == [b"Words."] * 100
    assert len(visitor.rendered) == 1


def test_no_request_waits_longer_than_a_second_for_another():
    slow = SlowApplication(seconds=0)
    visitor = Visitor(slow)
    # No page is stored before all three are being rendered.
    slow.during = threading.Barrier(3, timeout=60).wait
    began = time.monotonic()
    assert len(together(visitor, 3)) == 3
    assert len(visitor.rendered) == 3
    assert time.monotonic() - began < 15


@pytest.mark.usefixtures("patient")
@pytest.mark.parametrize("path", ["/contact/", "/contact/?topic=support"])
def test_requests_for_a_response_that_is_not_cached_do_not_wait_for_each_other(path):
    slow = SlowApplication(seconds=0, is_allowed=False)
    visitor = Visitor(slow)
    visitor.get(path)
    # No response is sent before all five are being made.
    slow.during = threading.Barrier(5, timeout=60).wait
    assert [answer.status for answer in together(visitor, 5, path)] == [200] * 5


@pytest.mark.usefixtures("patient")
def test_waiting_requests_continue_at_once_after_an_error():
    visitor = Visitor(SlowApplication(status="404 Not Found"))
    began = time.monotonic()
    assert {answer.status for answer in together(visitor, 5)} == {404}
    assert time.monotonic() - began < 30


@pytest.mark.usefixtures("patient")
def test_requests_after_a_change_see_it_although_a_rendering_began_before():
    slow = SlowApplication()
    visitor = Visitor(slow)
    slow.during = lambda: renew() if len(visitor.rendered) == 1 else None
    together(visitor, 5)
    assert len(visitor.rendered) == 2
    assert not visitor.get("/about/").is_rendered
    assert len(visitor.rendered) == 2


@pytest.mark.usefixtures("patient")
def test_a_page_is_served_that_was_stored_while_a_waiting_request_read_the_cache(monkeypatch):
    def read_until_released(*keys: str) -> tuple[int | None, dict[str, object]]:
        """Read the entry first, and the lock once the other request has stored the page and released it."""
        generation, found = get_with_generation(*keys)
        while any(key.startswith("lock:") for key in found):
            time.sleep(0.01)
            found = get_with_generation(*keys[1:])[1]
        return generation, found

    monkeypatch.setattr("pages.page_cache.generation.get_with_generation", read_until_released)
    visitor = Visitor(SlowApplication())
    together(visitor, 2)
    assert len(visitor.rendered) == 1


def test_a_rendering_that_began_before_a_change_does_not_replace_a_newer_entry():
    slow = SlowApplication(seconds=0)
    visitor = Visitor(slow)

    def change_and_read() -> None:
        slow.during = lambda: None
        renew()
        slow.content = b"New words."
        visitor.get("/about/")
        slow.content = b"Old words."

    slow.during = change_and_read
    assert visitor.get("/about/").content == b"Old words."
    assert visitor.get("/about/").content == b"New words."


def test_the_lock_of_a_process_that_died_causes_only_a_short_delay(monkeypatch):
    visitor = Visitor(SlowApplication(seconds=0))
    pages_cache().add(f"lock:{current_generation()}:{key_of(visitor)}", "rendering", 15)
    began = time.monotonic()
    assert visitor.get("/about/").status == 200
    assert 0.9 < time.monotonic() - began < 10
