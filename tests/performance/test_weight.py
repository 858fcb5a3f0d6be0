"""A page is light enough for an old phone and slow data. Budgets are in bytes as they are sent."""

import gzip
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage

from tests.page_types import SEEDED_PATHS
from tests.reading import parsed

KILOBYTE = 1000
CSS, JAVASCRIPT, TEXT_PAGE = 10 * KILOBYTE, 3 * KILOBYTE, 14 * KILOBYTE
# The page, its style sheet, its font and three scripts; and the motifs, a kilobyte or two each, which nobody waits for.
MOST_REQUESTS, MOST_MOTIFS = 6, 8


def sent(name: str) -> bytes:
    """Return a static file as it is collected."""
    return Path(settings.STATIC_ROOT, staticfiles_storage.stored_name(name)).read_bytes()


def squeezed(content: bytes) -> int:
    return len(brotli.compress(content))


def test_the_style_sheet_is_light():
    assert squeezed(sent("css/site.css")) <= CSS


def test_all_scripts_together_are_light():
    scripts = [path.name for path in Path(settings.BASE_DIR, "static", "js").glob("*.js")]
    assert scripts
    assert sum(squeezed(sent(f"js/{name}")) for name in scripts) <= JAVASCRIPT


def test_one_style_sheet_is_sent_with_every_layer_in_it():
    sheet = sent("css/site.css").decode()
    assert "@import" not in sheet
    for layer in ("reset", "tokens", "base", "layout", "components", "utilities", "print"):
        assert f"@layer {layer} {{" in sheet


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in SEEDED_PATHS if path != "/ur/"])
def test_a_page_with_its_style_sheet_fits_into_the_first_answer_of_a_slow_line(client, path):
    html = client.get(path).content
    assert len(gzip.compress(html)) + squeezed(sent("css/site.css")) <= TEXT_PAGE


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_every_address_of_a_static_file_names_its_content_so_that_it_is_fetched_once(client, path):
    page = parsed(client.get(path))
    addresses = [each.get("src") or each.get("href") for each in page.select("link[href], script[src], img[src]")]
    static = [address for address in addresses if address.startswith("/static/")]
    assert static
    names = {staticfiles_storage.url(name) for name in staticfiles_storage.hashed_files}
    assert set(static) <= names


@pytest.fixture
def requests(visit):
    """Return a function that visits a path for the first time and tells what was asked for."""

    def first_visit(path: str, **options: object) -> list[str]:
        page = visit("/robots.txt", **options)
        asked: list[str] = []
        page.on("request", lambda request: asked.append(urlsplit(request.url).path))
        page.goto(path, wait_until="networkidle")
        return asked

    return first_visit


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/anti-racism/local/", "/blog/intersectionality/", "/about/", "/every-block/"])
def test_an_english_page_asks_for_one_font_and_not_for_the_urdu_one(requests, path):
    fonts = [address for address in requests(path) if address.endswith(".woff2")]
    assert len(fonts) == len(set(fonts)) <= 1
    assert not any("nastaliq" in font for font in fonts)


@pytest.mark.browser
def test_an_urdu_page_asks_for_the_urdu_font(requests):
    assert any("nastaliq" in address for address in requests("/ur/"))


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["/anti-racism/local/", "/about/", "/interviews/", "/search/"])
def test_a_first_visit_needs_few_requests(requests, path, width):
    asked = requests(path, width=width)
    motifs = [address for address in asked if address.endswith(".svg")]
    assert len(asked) - len(motifs) <= MOST_REQUESTS, asked
    assert len(set(motifs)) <= MOST_MOTIFS, asked


@pytest.mark.browser
def test_the_style_sheet_comes_compressed(site_url):
    address = site_url + staticfiles_storage.url("css/site.css")
    request = urllib.request.Request(address, headers={"Accept-Encoding": "br"})
    with urllib.request.urlopen(request, timeout=20) as answer:
        assert answer.headers["Content-Encoding"] == "br"


@pytest.mark.browser
def test_a_page_hardly_moves_while_it_loads(visit):
    page = visit("/robots.txt", width=360)
    page.add_init_script(
        "window.moved = 0; new PerformanceObserver((list) => {"
        "for (const shift of list.getEntries()) window.moved += shift.value"
        "}).observe({type: 'layout-shift', buffered: true})"
    )
    page.goto("/anti-racism/national/", wait_until="networkidle")
    assert page.evaluate("window.moved") < 0.1
