"""A visitor of the page cache in this process, and an application whose slowness and responses a test sets."""

import io
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from pages.page_cache.permission import ENVIRON_PERMISSION, Permission
from pages.page_cache.wsgi import PageCache


class Visitor:
    """Sends requests to a page cache, and records those that reach Django."""

    def __init__(self, application: Callable[..., Any] | None = None) -> None:
        self.django = application or WSGIHandler()
        self.rendered: list[str] = []
        self.cache = PageCache(self._counted)

    def _counted(self, environ: dict[str, Any], start_response: Any) -> Any:
        self.rendered.append(environ["PATH_INFO"])
        return self.django(environ, start_response)

    def get(self, path: str, method: str = "GET", **headers: str) -> SimpleNamespace:
        path, _, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "8000",
            "HTTP_HOST": "127.0.0.1:8000",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            **headers,
        }
        started: list[Any] = []
        count = len(self.rendered)
        with kept_connection():
            response = self.cache(environ, lambda *values: started.extend(values[:2]))
            content = b"".join(response)
            if hasattr(response, "close"):
                response.close()
        return SimpleNamespace(
            status=int(started[0][:3]),
            headers={name.lower(): value for name, value in started[1]},
            names=[name.lower() for name, _ in started[1]],
            content=content,
            is_rendered=len(self.rendered) > count,
        )

    def is_stored(self, path: str, **headers: str) -> bool:
        """Return whether a second request is served from the cache."""
        self.get(path, **headers)
        return not self.get(path, **headers).is_rendered


@contextmanager
def kept_connection() -> Iterator[None]:
    """Keep Django from closing the connection, and with it the test's transaction, as its test client does."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


class SlowApplication:
    """A slow application that returns the response that a test sets."""

    def __init__(self, seconds: float = 0.2, status: str = "200 OK", is_allowed: bool = True) -> None:
        self.seconds, self.status, self.is_allowed = seconds, status, is_allowed
        self.content = b"Words."
        self.during: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        time.sleep(self.seconds)
        self.during()
        if self.is_allowed:
            environ[ENVIRON_PERMISSION] = Permission(time.time() + 200, ())
        start_response(self.status, [("Content-Type", "text/html")])
        return [self.content]


def together(visitor: Visitor, count: int, path: str = "/about/") -> list[SimpleNamespace]:
    """Send concurrent requests for a path."""
    answers: list[SimpleNamespace] = []
    threads = [threading.Thread(target=lambda: answers.append(visitor.get(path))) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def key_of(visitor: Visitor) -> str:
    """Return the key of the entry that `/about/` has without its generation."""
    return visitor.cache.keys.key(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/about/", "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8000"}
    )
