"""The generation number of the public content."""

import threading
import time

import pytest
import time_machine
from django.core.cache import caches
from django.db import transaction

from pages.page_cache import generation
from pages.page_cache.fragments import cached
from pages.page_cache.generation import (
    GENERATION_KEY,
    LAST_PURGE_KEY,
    current_generation,
    get_with_generation,
    last_purge,
    renew,
)

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


class UnavailableCache:
    """A cache that does not respond."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: {} if name == "get_many" else None


@pytest.fixture
def unreachable(monkeypatch):
    monkeypatch.setattr(generation, "pages_cache", UnavailableCache)
    yield lambda: monkeypatch.setattr(generation, "pages_cache", lambda: caches["pages"])
    monkeypatch.setattr(generation, "_pending", generation._NONE)


def test_in_an_empty_cache_the_first_generation_is_the_time_and_counts_as_a_purge():
    before = time.time_ns()
    assert before < current_generation() < time.time_ns()
    assert last_purge() == current_generation()


def test_the_generation_is_later_after_the_cache_was_cleared():
    first = current_generation()
    caches["pages"].clear()
    assert current_generation() > first


def test_a_new_generation_is_later_even_if_the_clock_is_behind():
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        first = current_generation()
        clock.shift(-3600)
        renew()
        assert current_generation() > first
        renew(purge=True)
        assert last_purge() == current_generation()


def test_only_a_purge_changes_the_last_purge():
    first = current_generation()
    renew()
    assert last_purge() == first < current_generation()
    renew(purge=True)
    assert first < last_purge() == current_generation()


def test_a_purge_deletes_only_pages():
    current_generation()
    caches["pages"].set_many({"page:a": 1, "lock:1:page:a": 1})
    renew()
    assert caches["pages"].get("page:a") == 1
    renew(purge=True)
    assert caches["pages"].get_many(["page:a", "lock:1:page:a"]) == {"lock:1:page:a": 1}


def test_a_new_generation_is_stored_once_the_cache_is_available_again(unreachable):
    caches["pages"].set_many({GENERATION_KEY: 5, LAST_PURGE_KEY: 3, "page:a": 1})
    renew()
    assert (current_generation(), get_with_generation("page:a"), last_purge()) == (None, (None, {}), None)
    unreachable()
    assert current_generation() > 5
    assert last_purge() == 3
    assert caches["pages"].get("page:a") == 1


def test_a_pending_purge_is_not_replaced_by_a_later_renewal(unreachable):
    caches["pages"].set_many({GENERATION_KEY: 5, LAST_PURGE_KEY: 3, "page:a": 1})
    renew(purge=True)
    renew()
    unreachable()
    assert last_purge() is None
    assert current_generation() == last_purge() > 5
    assert caches["pages"].get("page:a") is None


def test_a_change_begins_one_generation_however_many_requests_read_it_meanwhile(monkeypatch):
    seen, is_storing = {current_generation()}, threading.Event()

    def slow_cache():
        is_storing.set()
        time.sleep(0.05)
        return caches["pages"]

    monkeypatch.setattr(generation, "pages_cache", slow_cache)
    threads = [threading.Thread(target=renew)]
    threads += [threading.Thread(target=lambda: seen.add(current_generation())) for _ in range(5)]
    for thread in threads:
        thread.start()
        is_storing.wait(60)
    for thread in threads:
        thread.join()
    seen.add(current_generation())
    assert len(seen) == 2


def test_an_unavailable_cache_has_no_generation(unreachable):
    assert current_generation() is None


def test_a_value_is_computed_once_for_each_generation(rf):
    made = []

    def make():
        made.append(1)
        return len(made)

    request = rf.get("/")
    assert [cached(request, "words", make) for _ in range(2)] == [1, 1]
    assert cached(rf.get("/"), "words", make) == 1
    renew()
    assert cached(request, "words", make) == 1
    assert cached(rf.get("/"), "words", make) == 2


def test_previews_and_uncommitted_changes_are_not_cached(rf):
    request = rf.get("/")
    request.is_preview = True
    assert [cached(request, "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]
    with transaction.atomic():
        generation.renew_on_commit()
        assert [cached(rf.get("/"), "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]


def test_without_the_cache_a_value_is_computed_each_time(rf, unreachable):
    assert [cached(rf.get("/"), "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]


def test_a_purge_in_a_transaction_includes_later_renewals(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        generation.renew_on_commit()
        generation.renew_on_commit()
        generation.renew_on_commit(purge=True)
        generation.renew_on_commit()
    assert len(waiting) == 2
