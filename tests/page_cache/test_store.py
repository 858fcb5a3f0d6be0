"""The cache in an SQLite file: shared by processes, limited in size, private, and never the cause of an error."""

import os
import sqlite3
import stat
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import time_machine

from apnahaq import cache as module
from apnahaq.cache import SQLiteCache
from tests.conftest import ROOT


def opened(path: Path, most: int = 100, prefix: str = "pages:127.0.0.1") -> SQLiteCache:
    """Return a cache that uses a file."""
    return SQLiteCache(path, {"KEY_PREFIX": prefix, "OPTIONS": {"MAX_ENTRIES": most}})


@pytest.fixture
def cache(store_file: Path) -> SQLiteCache:
    return opened(store_file)


def in_another_process(path: Path, source: str) -> str:
    """Run Python with the same cache in another process, and return its output."""
    script = (
        "from django.conf import settings; settings.configure(USE_TZ=True)\n"
        "from apnahaq.cache import SQLiteCache\n"
        f"cache = SQLiteCache({str(path)!r}, {{'KEY_PREFIX': 'pages:127.0.0.1'}})\n{source}"
    )
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_processes_share_values(cache, store_file):
    cache.set("a", {"number": 1})
    assert in_another_process(store_file, "print(cache.get('a')); cache.set('a', 2)") == "{'number': 1}"
    assert cache.get("a") == 2


def test_the_cache_follows_the_api_of_django(cache):
    assert cache.get("a") is None and cache.get("a", "default") == "default"
    cache.set("a", 1)
    assert cache.set_many({"b": None, "c": "text"}) == []
    assert cache.get_many(["a", "b", "c", "d"]) == {"a": 1, "b": None, "c": "text"}
    assert not cache.add("a", 2) and cache.add("e", 2)
    assert cache.delete("a") and not cache.delete("a")
    assert "b" in cache and "a" not in cache
    assert cache.get_or_set("f", lambda: 5) == cache.get("f") == 5
    assert cache.incr("f") == 6
    cache.clear()
    assert cache.get_many(["a", "b", "c", "e", "f"]) == {}


def test_values_expire(cache):
    with time_machine.travel(1_800_000_000, tick=False) as clock:
        cache.set("short", 1, 10)
        cache.set("for ever", 1, None)
        cache.set("never", 1, 0)
        assert cache.get_many(["short", "for ever", "never"]) == {"short": 1, "for ever": 1}
        assert cache.touch("short", 20) and not cache.touch("never")
        clock.shift(15)
        assert cache.get("short") == 1
        clock.shift(10)
        assert cache.get_many(["short", "for ever"]) == {"for ever": 1}
        assert not cache.delete("short")
        assert cache.add("short", 2, 10)


def test_only_one_of_several_concurrent_adds_succeeds(store_file):
    with ThreadPoolExecutor(8) as pool:
        added = list(pool.map(lambda number: opened(store_file).add("lock", number, 10), range(40)))
    assert added.count(True) == 1


def test_a_pattern_deletes_only_matching_keys(store_file):
    cache = opened(store_file, prefix="pages:[::1]:8000")
    other = opened(store_file, prefix="pages:2:8000")
    for each in (cache, other):
        each.set_many({"page:1": 1, "page:2": 2, "generation": 3})
    assert cache.delete_pattern("page:*") == 2
    assert cache.get_many(["page:1", "page:2", "generation"]) == {"generation": 3}
    assert other.get("page:1") == 1


def test_other_users_cannot_read_the_files(cache, store_file):
    cache.set("a", 1)
    for path in store_file.parent.iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    assert stat.S_IMODE(store_file.parent.stat().st_mode) == 0o700


def test_culling_deletes_the_oldest_entries_but_none_without_expiry(store_file, monkeypatch):
    monkeypatch.setattr(module, "WRITES_PER_CULL", 1)
    cache = opened(store_file, most=10)
    cache.set("generation", 1, None)
    cache.set("over", 1, -1)
    for number in range(30):
        cache.set(f"page:{number}", number, 100)
    left = cache.get_many(["generation", *(f"page:{number}" for number in range(30))])
    assert left == {"generation": 1, **{f"page:{number}": number for number in range(20, 30)}}
    rows = sqlite3.connect(store_file).execute("SELECT count(*) FROM entries").fetchone()
    assert rows == (11,)


def test_a_full_file_is_replaced(store_file, monkeypatch):
    monkeypatch.setattr(module, "MAX_BYTES", 200_000)
    cache = opened(store_file)
    for number in range(40):
        cache.set(f"page:{number}", os.urandom(20_000))
    cache.set("small", 1)
    assert cache.get("small") == 1
    assert store_file.stat().st_size <= 200_704


@pytest.mark.parametrize("content", [b"not a database", b"", b"SQLite format 3\x00" + b"\xff" * 9000])
def test_a_corrupt_file_is_a_miss_and_is_replaced(store_file, content):
    store_file.parent.mkdir()
    store_file.write_bytes(content)
    cache = opened(store_file)
    assert cache.get("a") is None
    cache.set("a", 1)
    cache.set("a", 1)
    assert cache.get("a") == 1


def test_a_file_that_is_corrupted_during_use_is_replaced_for_all_processes(cache, store_file):
    cache.set_many({f"page:{number}": os.urandom(9000) for number in range(50)})
    # Empty the write-ahead log, from which the content could still be read.
    sqlite3.connect(store_file).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    with open(store_file, "r+b") as file:
        file.write(b"broken" * 5000)
    assert in_another_process(store_file, "print(cache.get('page:1')); cache.set('a', 1)") == "None"
    cache.set("b", 2)
    assert cache.get_many(["a", "b", "page:1"]) == {"a": 1, "b": 2}
    assert in_another_process(store_file, "print(cache.get('b'))") == "2"


def test_a_file_that_another_process_deleted_is_not_used(cache, store_file):
    cache.set("a", 1)
    for path in store_file.parent.glob("pages*"):
        path.unlink()
    assert cache.get("a") is None
    cache.set("a", 2)
    assert in_another_process(store_file, "print(cache.get('a'))") == "2"


def test_a_locked_file_causes_only_a_short_delay(cache, store_file):
    cache.set("a", 1)
    holder = sqlite3.connect(store_file, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    # Each waits for BUSY_SECONDS; with SQLite's own five seconds the three would take fifteen.
    began = time.monotonic()
    cache.set("a", 2)
    assert cache.add("b", 2) is False
    assert cache.set_many({"c": 1}) == ["c"]
    assert time.monotonic() - began < 14
    assert cache.get("a") == 1
    holder.execute("ROLLBACK")
    cache.set("a", 2)
    assert cache.get("a") == 2


def test_a_folder_that_cannot_be_written_is_a_miss(tmp_path):
    (tmp_path / "file").write_text("in the way")
    cache = opened(tmp_path / "file" / "pages.sqlite3")
    cache.set("a", 1)
    assert cache.get("a", "nothing") == "nothing"
    assert cache.add("a", 1) is False
    assert cache.delete("a") is False
    cache.clear()


def test_a_path_that_is_a_folder_is_a_miss(store_file):
    store_file.mkdir(parents=True)
    cache = opened(store_file)
    cache.set("a", 1)
    assert cache.get("a") is None


def test_a_value_that_cannot_be_unpickled_is_a_miss(cache, store_file):
    cache.set("a", 1)
    sqlite3.connect(store_file, isolation_level=None).execute("UPDATE entries SET value = x'00'")
    assert cache.get("a", "nothing") == "nothing"


def test_a_forked_process_opens_its_own_connection(cache):
    cache.set("a", 1)
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        inherited = module._connections.by_path[cache.path][0]
        cache.set("b", cache.get("a") + 1)
        is_own = module._connections.by_path[cache.path][0] is not inherited
        os.write(writing, b"1" if is_own else b"0")
        os._exit(0)
    os.waitpid(child, 0)
    assert os.read(reading, 1) == b"1"
    os.close(reading), os.close(writing)
    assert cache.get("b") == 2


def test_a_read_is_one_query_that_uses_the_index(cache):
    cache.set("page", os.urandom(15_000))
    connection = module._connections.by_path[cache.path][0]
    queries: list[str] = []
    connection.set_trace_callback(queries.append)
    assert cache.get("page")
    connection.set_trace_callback(None)
    [query] = queries
    assert "USING INDEX" in str(connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())


def test_a_process_with_several_threads_sees_what_processes_that_have_ended_wrote(cache, store_file):
    barrier = Barrier(2)

    def read() -> object:
        barrier.wait()
        return cache.get("word")

    with ThreadPoolExecutor(2) as pool:
        for word in ("first", "second", "third"):
            in_another_process(store_file, f"cache.set('word', {word!r})")
            assert [future.result() for future in [pool.submit(read), pool.submit(read)]] == [word, word]
