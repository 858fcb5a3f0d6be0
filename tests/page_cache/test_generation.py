"""The number of the present state of the content: never used twice, and known before anything is served."""

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

pytestmark = pytest.mark.django_db


class UnreachableStore:
    """A store that does not answer."""

    def __getattr__(self, name):
        return lambda *args, **kwargs: {} if name == "get_many" else None


@pytest.fixture
def unreachable(monkeypatch):
    monkeypatch.setattr(generation, "pages_cache", UnreachableStore)
    yield lambda: monkeypatch.setattr(generation, "pages_cache", lambda: caches["pages"])
    monkeypatch.setattr(generation, "_pending", generation._NONE)


def test_an_empty_store_begins_with_the_time_and_with_nothing_to_fall_back_on():
    before = time.time_ns()
    assert before < current_generation() < time.time_ns()
    assert last_purge() == current_generation()


def test_a_store_that_was_emptied_never_comes_back_to_an_earlier_number():
    first = current_generation()
    caches["pages"].clear()
    assert current_generation() > first


def test_a_new_generation_is_later_also_where_the_clock_is_behind():
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        first = current_generation()
        clock.shift(-3600)
        renew()
        assert current_generation() > first
        renew(purge=True)
        assert last_purge() == current_generation()


def test_a_renewal_leaves_the_floor_and_a_purge_raises_it():
    first = current_generation()
    renew()
    assert last_purge() == first < current_generation()
    renew(purge=True)
    assert first < last_purge() == current_generation()


def test_a_purge_removes_pages_and_nothing_else():
    current_generation()
    caches["pages"].set_many({"page:a": 1, "lock:1:page:a": 1})
    renew()
    assert caches["pages"].get("page:a") == 1
    renew(purge=True)
    assert caches["pages"].get_many(["page:a", "lock:1:page:a"]) == {"lock:1:page:a": 1}


def test_a_change_that_could_not_be_stored_is_owed(unreachable):
    caches["pages"].set_many({GENERATION_KEY: 5, LAST_PURGE_KEY: 3, "page:a": 1})
    renew()
    assert (current_generation(), get_with_generation("page:a"), last_purge()) == (None, (None, {}), None)
    unreachable()
    assert current_generation() > 5
    assert last_purge() == 3
    assert caches["pages"].get("page:a") == 1


def test_a_purge_that_is_owed_stays_one(unreachable):
    caches["pages"].set_many({GENERATION_KEY: 5, LAST_PURGE_KEY: 3, "page:a": 1})
    renew(purge=True)
    renew()
    unreachable()
    assert last_purge() is None
    assert current_generation() == last_purge() > 5
    assert caches["pages"].get("page:a") is None


def test_a_store_that_never_answered_has_no_generation(unreachable):
    assert current_generation() is None


def test_a_value_is_made_once_for_each_generation(rf):
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


def test_nothing_is_stored_of_a_preview_or_of_a_change_that_is_not_committed(rf):
    request = rf.get("/")
    request.is_preview = True
    assert [cached(request, "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]
    with transaction.atomic():
        generation.renew_on_commit()
        assert [cached(rf.get("/"), "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]


def test_without_a_store_a_value_is_made_each_time(rf, unreachable):
    assert [cached(rf.get("/"), "words", lambda word=word: word) for word in ("one", "two")] == ["one", "two"]


def test_a_purge_in_a_transaction_counts_for_a_renewal_too(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as waiting:
        generation.renew_on_commit()
        generation.renew_on_commit()
        generation.renew_on_commit(purge=True)
        generation.renew_on_commit()
    assert len(waiting) == 2
