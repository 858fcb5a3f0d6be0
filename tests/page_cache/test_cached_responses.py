"""Which responses the page cache stores, in which encodings, and for how long."""

import gzip

import brotli
import pytest
import time_machine
from django.conf import settings
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.test import override_settings
from django.urls import path
from wagtail.models import Site

from pages.models.site_settings import Announcement, OrganisationIdentity
from pages.page_cache.permission import allow_caching
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    ["/", "/about/", "/blog/", "/blog/?page=1", "/glossary/", "/ur/", "/interviews/feed/", "/sitemap.xml"]
    + ["/blog/feed/", "/sitemap-1.xml", "/.well-known/security.txt"],
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


def test_a_process_keeps_a_limited_number_of_pages_in_memory(visitor, monkeypatch):
    monkeypatch.setattr("pages.page_cache.wsgi.MAX_RECENT", 2)
    assert all(visitor.is_stored(address) for address in ("/", "/about/", "/blog/", "/glossary/"))
    assert len(visitor.cache.recent) <= 2


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
    assert visitor.get("/private/").status == 404
    assert visitor.get("/private/").status == 404
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


@override_settings(ROOT_URLCONF="tests.page_cache.test_cached_responses", MIDDLEWARE=[])
@pytest.mark.parametrize("name", ["cookie", "varies", "private", "packed", "streaming", "missing", "broken"])
def test_a_response_that_is_not_the_same_for_all_visitors_is_not_cached_even_if_allowed(visitor, name):
    assert visitor.is_stored("/uncacheable/plain")
    assert not visitor.is_stored(f"/uncacheable/{name}")


@override_settings(ROOT_URLCONF="tests.page_cache.test_cached_responses", MIDDLEWARE=[])
def test_a_response_is_not_cached_unless_the_view_allows_it(visitor):
    assert not visitor.is_stored("/silent")


@pytest.mark.parametrize("cookie", ["\u2003sessionid=x", "a=b;sessionid=x", 'sessionid="x"'])
def test_a_session_cookie_bypasses_the_cache_however_it_is_written(visitor, cookie):
    visitor.get("/about/")
    assert visitor.get("/about/", HTTP_COOKIE=cookie.encode().decode("latin-1")).is_rendered
    assert not visitor.get("/about/").is_rendered


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


def test_a_page_is_cached_for_four_minutes(visitor):
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        visitor.get("/about/")
        clock.shift(239)
        assert not visitor.get("/about/").is_rendered
        clock.shift(2)
        assert visitor.get("/about/").is_rendered


def test_a_change_after_which_the_process_crashed_shows_after_five_minutes(visitor):
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        visitor.get("/about/")
        # Like a crash between the change and the new generation: no signal is sent.
        OrganisationIdentity.objects.update(name="Another name")
        clock.shift(59)
        # Rendered with the site context that was cached before the change.
        assert b"Another name" not in visitor.get("/blog/").content
        clock.shift(241)
        assert b"Another name" in visitor.get("/blog/").content


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


def test_what_was_cached_while_the_clock_was_ahead_is_not_served_when_it_is_right(visitor):
    day = 24 * 60 * 60
    with time_machine.travel("2027-01-10 12:00:00 +0000", tick=False) as clock:
        Announcement.objects.update_or_create(
            site=Site.objects.get(), defaults={"text": "Closed at noon", "starts_at": "2027-06-01 12:00:00Z"}
        )
        clock.shift(400 * day)
        assert b"Closed at noon" in visitor.get("/about/").content
        clock.shift(-400 * day)
        page = visitor.get("/about/")
        assert page.is_rendered and b"Closed at noon" not in page.content
