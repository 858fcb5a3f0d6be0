"""The page cache in front of Django in one process."""

import gzip
import io
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import brotli
import pytest
import time_machine
from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from wagtail.models import Site

from pages.models.site_settings import Announcement
from pages.page_cache.generation import current_generation, pages_cache, renew
from pages.page_cache.permission import ENVIRON_PERMISSION, Permission, allow_caching
from pages.page_cache.wsgi import PageCache
from tests import builders

pytestmark = pytest.mark.django_db


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


@pytest.fixture
def visitor() -> Visitor:
    return Visitor()


# Which responses are cached


@pytest.mark.parametrize(
    "path",
    ["/", "/about/", "/blog/", "/blog/?page=1", "/glossary/", "/ur/", "/blog/feed/", "/sitemap.xml", "/sitemap-1.xml"]
    + ["/.well-known/security.txt"],
)
def test_the_second_visitor_gets_the_same_response_from_the_cache(visitor, path):
    first, second = visitor.get(path), visitor.get(path)
    assert first.status == second.status == 200
    assert (first.is_rendered, second.is_rendered) == (True, False)
    assert first.content == second.content
    assert first.headers == second.headers
    assert second.headers["content-length"] == str(len(second.content))


@pytest.mark.parametrize(
    "path", ["/contact/", "/search/?q=racism", "/exit/", "/contact/sent/", "/health/live", "/nothing-here/", "/admin/"]
)
def test_forms_search_exit_and_errors_are_not_cached(visitor, path):
    assert not visitor.is_stored(path)
    assert not visitor.is_stored(path)


def test_a_cached_page_has_the_headers_that_django_sent(visitor, client):
    plain, stored = client.get("/about/", HTTP_HOST="127.0.0.1:8000"), [visitor.get("/about/") for _ in range(2)][1]
    for name, value in plain.headers.items():
        if name.lower() not in {"content-length", "vary"}:
            assert stored.headers[name.lower()] == value
    assert stored.content == plain.content
    assert "Accept-Encoding" in stored.headers["vary"]
    assert len(stored.names) == len(set(stored.names))


def test_a_private_page_is_not_cached(visitor):
    builders.lock(builders.standard_page(slug="private"))
    assert visitor.get("/private/").status == 302
    assert visitor.get("/private/").status == 302
    assert all("private" not in str(answer.content) for answer in [visitor.get("/sitemap-1.xml")])


def test_a_private_page_is_not_cached_for_those_who_may_read_it(visitor, client):
    builders.lock(builders.standard_page(slug="private", title="For few"))
    client.force_login(builders.superuser())
    cookie = f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"
    assert b"For few" in visitor.get("/private/", HTTP_COOKIE=cookie).content
    assert b"For few" not in visitor.get("/private/").content


@pytest.mark.parametrize("value", ["abc", "", '"odd"'])
def test_a_request_with_any_session_cookie_bypasses_the_cache(visitor, value):
    visitor.get("/about/")
    assert visitor.get("/about/", HTTP_COOKIE=f"a=b; {settings.SESSION_COOKIE_NAME}={value}").is_rendered
    assert not visitor.get("/about/", HTTP_COOKIE=f"another={value}").is_rendered


def test_a_preview_is_not_cached(visitor, rf):
    page = builders.standard_page(slug="previewed", title="As published")
    visitor.get("/previewed/")
    draft = page.specific
    draft.title = "Not published yet"
    response = draft.make_preview_request(rf.get("/admin/"), draft.default_preview_mode)
    assert "Not published yet" in response.content.decode()
    assert b"Not published yet" not in visitor.get("/previewed/").content


def uncacheable(request: HttpRequest, name: str) -> HttpResponse:
    """Return a response that must not be cached although the view allows it."""
    allow_caching(request)
    response = HttpResponse("Words.")
    if name == "cookie":
        response.set_cookie("who", "you")
    elif name == "varies":
        response.headers["Vary"] = "Cookie"
    elif name == "private":
        response.headers["Cache-Control"] = "private"
    elif name == "packed":
        response.headers["Content-Encoding"] = "gzip"
    elif name == "streaming":
        response = StreamingHttpResponse([b"Words."])
    elif name == "missing":
        response.status_code = 404
    elif name == "broken":
        raise RuntimeError
    return response


def silent(request: HttpRequest) -> HttpResponse:
    """Return a response without allowing the cache to store it."""
    return HttpResponse("Words.")


urlpatterns = [path("uncacheable/<name>", uncacheable), path("silent", silent)]
handler500 = "apnahaq.error_pages.server_error"


@override_settings(ROOT_URLCONF="tests.page_cache.test_stored_pages", MIDDLEWARE=[])
@pytest.mark.parametrize("name", ["cookie", "varies", "private", "packed", "streaming", "missing", "broken"])
def test_a_response_that_is_not_the_same_for_all_visitors_is_not_cached_even_if_allowed(visitor, name):
    assert visitor.is_stored("/uncacheable/plain")
    assert not visitor.is_stored(f"/uncacheable/{name}")


@override_settings(ROOT_URLCONF="tests.page_cache.test_stored_pages", MIDDLEWARE=[])
def test_a_response_is_not_cached_unless_the_view_allows_it(visitor):
    assert not visitor.is_stored("/silent")


# Keys


@pytest.mark.parametrize("query", ["utm_source=x", "fbclid=1", "q=words", "&&", "topic2=x"])
def test_an_unknown_parameter_has_no_effect_on_key_or_page(visitor, query):
    visitor.get("/blog/")
    answer = visitor.get(f"/blog/?{query}")
    assert not answer.is_rendered
    poisoned = visitor.get(f"/interviews/?{query}").content
    assert b"utm_source" not in poisoned and b"fbclid" not in poisoned and b"words" not in poisoned
    assert visitor.get("/interviews/").content == poisoned


def test_the_order_of_parameters_has_no_effect(visitor):
    post = builders.blog_page(topics=[builders.topic(slug="schools")])
    assert post.live
    visitor.get("/blog/?topic=schools&page=1")
    assert not visitor.get("/blog/?x=y&page=1&topic=schools").is_rendered
    assert visitor.get("/blog/?topic=schools").is_rendered


@pytest.mark.parametrize(
    "query", ["page=01", "page=+1", "page=1&page=1", "page=", "topic=a/b", f"topic={'x' * 81}", f"x={'y' * 301}"]
)
def test_an_invalid_parameter_value_bypasses_the_cache(visitor, query):
    assert not visitor.is_stored(f"/blog/?{query}")


def test_overlong_paths_and_post_requests_bypass_the_cache(visitor):
    assert visitor.get(f"/{'a' * 400}/").is_rendered
    visitor.get("/about/")
    assert visitor.get("/about/", method="POST", CONTENT_LENGTH="0").is_rendered
    assert visitor.get("/about/", SCRIPT_NAME="/below").is_rendered


@pytest.mark.parametrize("path", ["/about/?page=2", "/about/?topic=x", "/blog/?p=2", "/robots.txt?p=1"])
def test_a_parameter_of_another_page_is_not_cached_separately(visitor, path):
    assert not visitor.is_stored(path)


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8001", "LOCALHOST:8000", "localhost.:8000"])
def test_another_spelling_of_the_host_bypasses_the_cache(visitor, host):
    assert not visitor.is_stored("/about/", HTTP_HOST=host)


def test_each_host_and_scheme_has_separate_entries(visitor):
    visitor.get("/about/")
    assert visitor.get("/about/", HTTP_HOST="localhost:8000").is_rendered
    assert visitor.get("/about/", **{"wsgi.url_scheme": "https"}).is_rendered
    assert visitor.get("/about/", HTTP_HOST="elsewhere.example").status == 400


@pytest.mark.parametrize(("header", "is_stored"), [("https", True), ("https, http", True), ("http", False)])
def test_the_scheme_is_taken_from_the_header_of_the_proxy(header, is_stored):
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        visitor = Visitor()
        visitor.get("/about/", HTTP_X_FORWARDED_PROTO="https")
        assert visitor.get("/about/", HTTP_X_FORWARDED_PROTO=header).is_rendered is not is_stored


def test_without_a_proxy_header_the_scheme_is_taken_from_the_server():
    with override_settings(SECURE_PROXY_SSL_HEADER=("HTTP_X_FORWARDED_PROTO", "https")):
        visitor = Visitor()
        visitor.get("/about/")
        assert not visitor.get("/about/").is_rendered
        assert visitor.get("/about/", HTTP_X_FORWARDED_PROTO="https").is_rendered


# Encodings


@pytest.mark.parametrize(
    ("accepted", "form"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0.4", "gzip"),
        ("br;q=0, gzip;q=0", None),
        ("*", "br"),
        ("*;q=0.1, br;q=0", "gzip"),
        ("identity, br;q=0.5", None),
        ("identity;q=0", None),
        ("br;q=odd", None),
        ("br;level=1", "br"),
        ("", None),
    ],
)
def test_a_response_has_an_encoding_that_the_browser_accepts(visitor, accepted, form):
    plain = visitor.get("/about/").content
    answer = visitor.get("/about/", HTTP_ACCEPT_ENCODING=accepted)
    assert not answer.is_rendered
    assert answer.headers.get("content-encoding") == form
    unpacked = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}[form](answer.content)
    assert unpacked == plain


def test_the_first_visitor_gets_a_compressed_response_too(visitor):
    assert visitor.get("/about/", HTTP_ACCEPT_ENCODING="br").headers["content-encoding"] == "br"


def test_a_head_request_gets_the_headers_of_the_page(visitor):
    first = visitor.get("/about/", method="HEAD")
    page = visitor.get("/about/")
    again = visitor.get("/about/", method="HEAD")
    assert first.content == again.content == b""
    assert first.headers == again.headers == page.headers
    assert not page.is_rendered
    assert visitor.get("/contact/", method="HEAD").content == b""


# Lifetime


def test_a_page_expires_after_five_minutes(visitor):
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        visitor.get("/about/")
        clock.shift(299)
        assert not visitor.get("/about/").is_rendered
        clock.shift(2)
        assert visitor.get("/about/").is_rendered


@pytest.mark.parametrize("page", ["/", "/ur/"])
def test_an_announcement_begins_and_ends_on_time(visitor, django_capture_on_commit_callbacks, page):
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        with django_capture_on_commit_callbacks(execute=True):
            Announcement.objects.update_or_create(
                site=Site.objects.get(),
                defaults={
                    "text": "Closed at noon",
                    "starts_at": "2027-01-10 12:01:00Z",
                    "ends_at": "2027-01-10 12:02:00Z",
                },
            )
        assert b"Closed at noon" not in visitor.get(page).content
        clock.shift(61)
        assert b"Closed at noon" in visitor.get(page).content
        clock.shift(60)
        assert b"Closed at noon" not in visitor.get(page).content


# Concurrent requests


class Slow:
    """A slow application that counts requests and returns the response that a test sets."""

    def __init__(self, seconds: float = 0.2, status: str = "200 OK", is_allowed: bool = True) -> None:
        self.seconds, self.status, self.is_allowed = seconds, status, is_allowed
        self.during: Callable[[], None] = lambda: None

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        time.sleep(self.seconds)
        self.during()
        if self.is_allowed:
            environ[ENVIRON_PERMISSION] = Permission(time.time() + 300, ())
        start_response(self.status, [("Content-Type", "text/html")])
        return [b"Words."]


def together(visitor: Visitor, count: int, path: str = "/about/") -> list[SimpleNamespace]:
    """Send concurrent requests for a path."""
    answers: list[SimpleNamespace] = []
    threads = [threading.Thread(target=lambda: answers.append(visitor.get(path))) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def test_a_hundred_visitors_after_a_purge_cause_one_rendering():
    visitor = Visitor(Slow())
    visitor.get("/about/")
    renew(purge=True)
    visitor.rendered.clear()
    answers = together(visitor, 100)
    assert [answer.content for answer in answers] == [b"Words."] * 100
    assert len(visitor.rendered) == 1


def test_no_request_waits_longer_than_a_second_for_another():
    visitor = Visitor(Slow(seconds=1.5))
    began = time.monotonic()
    assert len(together(visitor, 3)) == 3
    assert len(visitor.rendered) == 3
    assert time.monotonic() - began < 4


def test_requests_for_a_response_that_is_not_cached_do_not_wait_for_each_other():
    visitor = Visitor(Slow(is_allowed=False))
    visitor.get("/about/")
    began = time.monotonic()
    together(visitor, 5)
    assert time.monotonic() - began < 1
    assert len(visitor.rendered) == 6


def test_waiting_requests_continue_at_once_after_an_error():
    visitor = Visitor(Slow(status="404 Not Found"))
    began = time.monotonic()
    assert {answer.status for answer in together(visitor, 5)} == {404}
    assert time.monotonic() - began < 0.9


def test_requests_after_a_change_see_it_although_a_rendering_began_before():
    slow = Slow()
    visitor = Visitor(slow)
    slow.during = lambda: renew() if len(visitor.rendered) == 1 else None
    together(visitor, 5)
    assert len(visitor.rendered) == 2
    assert not visitor.get("/about/").is_rendered
    assert len(visitor.rendered) == 2


def test_a_rendering_that_began_before_a_change_does_not_replace_a_newer_entry():
    slow = Slow(seconds=0)
    visitor = Visitor(slow)
    slow.during = renew
    visitor.get("/about/")
    slow.during = lambda: None
    assert visitor.is_stored("/about/")
    slow.during = renew
    assert current_generation()


def test_the_lock_of_a_process_that_died_causes_only_a_short_delay(monkeypatch):
    visitor = Visitor(Slow(seconds=0))
    key = visitor.cache.keys.key(
        {"REQUEST_METHOD": "GET", "PATH_INFO": "/about/", "wsgi.url_scheme": "http", "HTTP_HOST": "127.0.0.1:8000"}
    )
    pages_cache().add(f"lock:{current_generation()}:{key}", "rendering", 15)
    began = time.monotonic()
    assert visitor.get("/about/").status == 200
    assert 0.9 < time.monotonic() - began < 2


# The database is unavailable


def fail_database(visitor: Visitor) -> Slow:
    """Let the application respond as Django does without a database."""
    slow = visitor.django = Slow(seconds=0, status="503 Service Unavailable", is_allowed=False)
    return slow


def test_without_the_database_a_page_of_the_previous_generation_is_served():
    visitor = Visitor(Slow(seconds=0))
    visitor.get("/about/")
    renew()
    fail_database(visitor)
    answer = visitor.get("/about/")
    assert (answer.status, answer.content, answer.is_rendered) == (200, b"Words.", True)
    assert visitor.get("/about/", method="HEAD").status == 200
    assert visitor.get("/never-read/").status == 503


def test_without_the_database_purged_pages_are_not_served():
    visitor = Visitor(Slow(seconds=0))
    visitor.get("/about/")
    renew(purge=True)
    fail_database(visitor)
    assert visitor.get("/about/").status == 503


def test_a_page_whose_rendering_began_before_a_purge_is_never_served(monkeypatch):
    slow = Slow(seconds=0)
    visitor = Visitor(slow)
    # The purge may also happen between the last check and the write.
    monkeypatch.setattr(
        "pages.page_cache.wsgi.generations.current_generation", lambda: monkeypatch.undo() or current_generation()
    )
    slow.during = lambda: None
    generation = current_generation()
    visitor.get("/about/")
    stored = [entry for entry in [pages_cache().get(key) for key in keys_of(visitor)] if entry][0]
    assert stored.generation == generation
    renew(purge=True)
    pages_cache().set(keys_of(visitor)[0], stored, 300)
    fail_database(visitor)
    assert visitor.get("/about/").status == 503
    assert visitor.get("/about/").content == b"Words."


def keys_of(visitor: Visitor) -> list[str]:
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": "/about/",
        "wsgi.url_scheme": "http",
        "HTTP_HOST": "127.0.0.1:8000",
    }
    return [visitor.cache.keys.key(environ)]


def test_waiting_requests_get_the_previous_page_when_the_database_fails():
    visitor = Visitor(Slow(seconds=0))
    visitor.get("/about/")
    renew()
    fail_database(visitor).seconds = 0.5
    visitor.rendered.clear()
    assert {answer.status for answer in together(visitor, 6)} == {200}
    assert len(visitor.rendered) == 1


def test_no_stale_page_is_served_once_the_database_is_back():
    slow = Slow(seconds=0)
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
        may_end.wait(10)
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
        assert waiting.wait(10)
        started = len(visitor.rendered)
        answers = [visitor.get("/about/") for _ in range(5)]
        assert len(visitor.rendered) == started
        assert [answer.content for answer in answers] == [b"A sample page"] * 5
        may_end.set()
        assert first.result().status == 200


@pytest.mark.parametrize("cookie", ["\u2003sessionid=x", "a=b;sessionid=x", 'sessionid="x"'])
def test_a_session_cookie_bypasses_the_cache_however_it_is_written(visitor, cookie):
    visitor.get("/about/")
    assert visitor.get("/about/", HTTP_COOKIE=cookie.encode().decode("latin-1")).is_rendered
    assert not visitor.get("/about/").is_rendered
