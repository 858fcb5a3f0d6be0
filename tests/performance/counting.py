"""Counting the queries of a page, and the most that it may make."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

MOST = 15
# The site context, the feeds and the glossary are read once after each change of content, and so is what is new on a
# page about our work.
MOST_AFTER_A_CHANGE = MOST + 17


def queries(client: Client, path: str) -> tuple[list[str], list[str]]:
    """Return the queries of a page after another page was read, and with empty caches."""
    client.get("/accessibility/")
    client.get(path)
    warm = queries_of(client, path)
    cache.clear()
    return warm, queries_of(client, path)


def assert_few(counted: tuple[list[str], list[str]]) -> None:
    """Fail, with the queries, if there are more than a page may make."""
    warm, cold = counted
    assert len(warm) <= MOST, "\n".join(warm)
    assert len(cold) <= MOST_AFTER_A_CHANGE, "\n".join(cold)


@contextmanager
def committed(capture_on_commit_callbacks: Callable[..., AbstractContextManager]) -> Iterator[None]:
    """Treat changes of content as committed: until then, no value that depends on content is cached."""
    with capture_on_commit_callbacks(execute=True):
        yield
    connection.run_on_commit.clear()


def queries_of(client: Client, path: str) -> list[str]:
    """Return the queries that a page makes now."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"][:300] for query in captured.captured_queries]
