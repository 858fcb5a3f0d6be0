"""What two requests must share to get the same entry of the page cache."""

import pytest
from django.test import override_settings

from tests import builders
from tests.page_cache.visitors import Visitor

pytestmark = pytest.mark.django_db

REQUEST = {"REQUEST_METHOD": "GET", "HTTP_HOST": "127.0.0.1:8000", "wsgi.url_scheme": "http"}


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


def test_recordings_bypass_the_cache(visitor):
    # A bucket that is away would be taken for a database that is, and two listeners would wait for each other.
    assert visitor.cache.keys.key(REQUEST | {"PATH_INFO": "/about/"})
    assert not visitor.cache.keys.key(REQUEST | {"PATH_INFO": "/recordings/1/recording-1.mp3"})


@pytest.mark.parametrize("path", ["/about/?page=2", "/about/?topic=x", "/robots.txt?page=1"])
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


def test_who_saves_data_gets_a_page_without_the_urdu_font_and_nobody_else_does(visitor):
    light = visitor.get("/ur/", HTTP_SAVE_DATA="on")
    assert b"data-saves-data" in light.content
    assert b"data-saves-data" not in visitor.get("/ur/").content
    again = visitor.get("/ur/", HTTP_SAVE_DATA="On")
    assert not again.is_rendered and again.content == light.content
    assert not visitor.get("/ur/", HTTP_SAVE_DATA="off").is_rendered
