"""The page cache in Redis, and the site while Redis is unavailable."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from redis import Redis

from tests.page_cache.processes import SiteProcess
from tests.page_cache.redis_server import RedisServer

pytestmark = pytest.mark.django_db

RENEW = "from pages.page_cache.generation import renew; renew()"
PURGE = "from pages.page_cache.generation import renew; renew(purge=True)"
CURRENT_GENERATION = "from pages.page_cache.generation import current_generation; result = current_generation()"
# As long as a busy machine may need for what happens during a pause.
LONG_PAUSE = "from apnahaq.cache import PausingRedis; PausingRedis.PAUSE_SECONDS = 600"
RESUME = "from apnahaq.cache import PausingRedis; PausingRedis.resumes_at = 0"


@pytest.fixture
def redis(tmp_path: Path) -> Iterator[RedisServer]:
    server = RedisServer(tmp_path)
    yield server
    server.process.send_signal(signal.SIGCONT)
    server.kill()


@pytest.fixture
def start(start_process: Callable, redis: RedisServer) -> Callable:
    """Return a function that starts a process, which pauses until it is told to resume."""

    def start_with_long_pauses() -> SiteProcess:
        process = start_process(cache=redis.url)
        process.run(LONG_PAUSE)
        return process

    return start_with_long_pauses


def test_processes_share_pages_and_a_purge_keeps_the_keys_of_other_sites(start, redis):
    processes = [start(), start()]
    others = Redis(port=redis.port)
    others.set("pages:another.example:1:page:x", "theirs")
    assert processes[0].get("/about/").is_rendered
    assert not processes[1].get("/about/").is_rendered
    processes[1].run(RENEW)
    assert processes[0].get("/about/").is_rendered
    assert [key for key in others.keys("*page:*") if b"/about/" in key]
    processes[0].run(PURGE)
    assert not [key for key in others.keys("*page:*") if b"/about/" in key]
    assert others.get("pages:another.example:1:page:x") == b"theirs"
    assert processes[1].get("/about/").is_rendered
    assert not processes[0].get("/about/").is_rendered


def test_pages_are_rendered_without_redis_and_cached_once_it_is_back(start, redis):
    process = start()
    process.get("/about/")
    before = process.run(CURRENT_GENERATION)
    redis.kill()
    answers = [process.get("/about/") for _ in range(3)]
    assert [(answer.status, answer.is_rendered) for answer in answers] == [(200, True)] * 3
    assert process.get("/exit/").status == 303
    redis.start()
    process.run(RESUME)
    assert process.get("/about/").is_rendered
    assert not process.get("/about/").is_rendered
    assert process.run(CURRENT_GENERATION) > before


def test_a_redis_server_that_hangs_delays_only_one_page(start, redis):
    process = start()
    process.get("/about/")
    redis.process.send_signal(signal.SIGSTOP)
    first, second = process.get("/about/"), process.get("/about/")
    assert first.status == second.status == 200
    assert first.seconds < 10
    assert second.seconds < 3
    redis.process.send_signal(signal.SIGCONT)
    process.run(RESUME)
    assert not process.get("/about/").is_rendered


def test_a_generation_that_redis_did_not_store_is_stored_before_cached_pages_are_served(start, redis):
    process = start()
    process.get("/about/")
    redis.process.send_signal(signal.SIGSTOP)
    process.run("from tests import builders; builders.blog_page(title='While it hung')")
    assert "While it hung" in process.get("/blog/").body
    redis.process.send_signal(signal.SIGCONT)
    assert process.get("/about/").is_rendered
    process.run(RESUME)
    assert process.get("/about/").is_rendered
    assert not process.get("/about/").is_rendered
