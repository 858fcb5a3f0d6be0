"""The real Caddyfile, run by Caddy in front of the real server."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import quote, urlencode, urlsplit
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from apnahaq.headers import HeadersMiddleware
from apnahaq.published_files import publish_static_files
from tests.operations.own_proxy import CADDYFILE, Proxy, run_proxy

URDU_WORD = "نسل‌پرستی "
STATIC_ROOT = Path(settings.STATIC_ROOT)


@pytest.fixture(scope="module")
def proxy(site_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Proxy]:
    """Run the proxy in front of the server that all tests share, with a copy of its static files."""
    folder = tmp_path_factory.mktemp("caddy")
    publish_static_files(STATIC_ROOT, folder / "static")
    with run_proxy(urlsplit(site_url).netloc, folder) as running:
        yield running


def page(answer: SimpleNamespace) -> BeautifulSoup:
    """Return the page of an answer."""
    return BeautifulSoup(answer.content, "html.parser")


def style_sheet() -> str:
    """Return the address of the main style sheet."""
    [sheet] = (STATIC_ROOT / "css").glob("site.*.css")
    return f"/static/css/{sheet.name}"


# Addresses


def test_the_site_answers_a_search_for_many_urdu_words_through_the_proxy_and_without(proxy, site_url):
    path = "/search/?q=" + quote(URDU_WORD * 100)
    assert len(path) > 5000
    answer = proxy.get(path)
    assert answer.status == 200
    assert page(answer).select_one('input[name=q][maxlength="100"]')
    assert page(answer).select_one("a.exit")
    with urlopen(site_url + path) as bare:
        assert bare.status == 200


def test_an_address_that_is_too_long_leads_to_a_page_with_the_exit(proxy):
    answer = proxy.get("/search/?q=" + "a" * 9000)
    assert answer.status == 414
    assert page(answer).select_one('a[href="/exit/"]')
    assert page(answer).select_one('a[href="tel:999"]')
    assert page(answer).title.text == "Too long"


@pytest.mark.parametrize("length", [8100, 8169, 8170, 8171, 8180, 8190])
def test_every_length_is_answered_by_a_page_with_the_exit(proxy, length):
    answer = proxy.get("/search/?q=".ljust(length, "a"))
    assert answer.status in {200, 414}
    assert page(answer).select_one('a[href^="/exit/"]')


# Static files and pictures


def test_a_static_file_comes_from_the_proxy_with_the_headers_of_the_site(proxy, site_url):
    missing = proxy.folder / "kept"
    encodings = {"Accept-Encoding": "br, gzip"}
    own = proxy.get(style_sheet(), **encodings)
    shutil.move(proxy.folder / "static", missing)
    sites = proxy.get(style_sheet(), **encodings)
    shutil.move(missing, proxy.folder / "static")
    assert own.status == sites.status == 200
    assert own.content == sites.content
    differ = {"Connection", "Date", "Via", "Last-Modified", "ETag", "Etag", "Accept-Ranges", "Content-Type"}
    headers = [{name: answer.headers[name] for name in answer.headers if name not in differ} for answer in (own, sites)]
    assert headers[0] == headers[1]
    assert own.headers["Content-Encoding"] == "br"
    assert own.headers["Content-Type"] == "text/css; charset=utf-8"
    assert "Via" in sites.headers
    assert "Via" not in own.headers


def test_a_static_file_is_compressed_as_the_browser_can_read_it(proxy):
    answers = {name: proxy.get(style_sheet(), **{"Accept-Encoding": name}) for name in ("br", "gzip", "identity")}
    assert [answers[name].headers["Content-Encoding"] for name in ("br", "gzip", "identity")] == ["br", "gzip", None]
    assert len(answers["br"].content) < len(answers["gzip"].content) < len(answers["identity"].content)


@pytest.mark.parametrize("path", ["/static/css/missing.css", "/media/images/missing.webp", "/static/staticfiles.json"])
def test_what_the_proxy_has_no_copy_of_the_site_answers(proxy, path):
    answer = proxy.get(path)
    assert "Via" in answer.headers
    assert answer.status == (200 if path.endswith(".json") else 404)


@pytest.mark.parametrize(
    "path",
    [
        "/media/original_images/letter.txt",
        "/media/images/../original_images/letter.txt",
        "/media/images/%2e%2e/original_images/letter.txt",
        "/media/images//../original_images/letter.txt",
        "/static/../media/original_images/letter.txt",
        "/static/%2e%2e/media/original_images/letter.txt",
        "/static/..%2fmedia/original_images/letter.txt",
    ],
)
def test_no_path_leads_to_an_original(proxy, path):
    letter = proxy.folder / "media" / "original_images" / "letter.txt"
    letter.parent.mkdir(parents=True, exist_ok=True)
    letter.write_text("Dear Amina")
    answer = proxy.get(path)
    assert answer.status in {301, 308, 400, 404}
    assert b"Amina" not in answer.content


def test_a_picture_that_is_stored_comes_from_the_proxy(proxy):
    picture = proxy.folder / "media" / "images" / "picture.webp"
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(b"a picture")
    answer = proxy.get("/media/images/picture.webp")
    assert (answer.status, answer.content) == (200, b"a picture")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_the_proxys_own_headers_are_those_of_the_site():
    text = CADDYFILE.read_text()
    for name, value in HeadersMiddleware.headers(is_admin=False).items():
        if name != "Cache-Control":
            assert f'header {name} "{value}"' in text or f"header {name} {value}\n" in text, name


@pytest.mark.parametrize(("path", "is_taken"), [("/contact/", False), ("/nothing/", False), ("/admin/login/", True)])
def test_only_in_the_admin_is_as_much_taken_as_an_upload_has(proxy, path, is_taken):
    answer = proxy.get(path, "POST", "x" * 2_000_000, **{"Content-Type": "application/octet-stream"})
    assert (answer.status != 413) == is_taken


def test_the_longest_message_comes_through(proxy):
    form = urlencode({"message": "ض" * 20_000, "name": "😀" * 500})
    answer = proxy.get("/contact/", "POST", form, **{"Content-Type": "application/x-www-form-urlencoded"})
    assert page(answer).select_one("textarea[name=message]").text.strip() == "ض" * 20_000
