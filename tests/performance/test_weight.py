"""A page is light enough for an old phone and a slow connection. Budgets count bytes as they are sent."""

import re
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit

import brotli
import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from tests.page_types import EVERY_BLOCK_PATH, PAGE_TYPES, SEEDED_PATHS, URDU_PATHS
from tests.reading import parsed

KILOBYTE = 1000
CSS, SCRIPTS, PAGE_AND_CSS, FIRST_VISIT = 11 * KILOBYTE, 3.5 * KILOBYTE, 14 * KILOBYTE, 55 * KILOBYTE
# The page, its style sheet, two scripts, the font and the patterns.
MOST_REQUESTS = 6
# No visitor loads them.
SCRIPTS_OF_ADMIN = {
    "gallery.js",
    "open-preview.js",
    "people-checkboxes.js",
    "readiness.js",
    "session-ended.js",
    "translation-editor.js",
}
PARTS_OF_SITE_SCRIPT = {"copy-address.js", "exit.js", "quiet.js", "urgent-help.js"}


def sent(name: str) -> bytes:
    """Return a static file as it is collected."""
    return Path(settings.STATIC_ROOT, staticfiles_storage.stored_name(name)).read_bytes()


def compressed_size(content: bytes) -> int:
    """Return how many bytes are sent for some content."""
    return len(brotli.compress(content))


def test_the_style_sheet_is_light():
    assert compressed_size(sent("css/site.css")) <= CSS


def test_all_scripts_together_are_light():
    scripts = {path.name for path in Path(settings.BASE_DIR, "static", "js").glob("*.js")} - PARTS_OF_SITE_SCRIPT
    scripts -= SCRIPTS_OF_ADMIN
    assert "site.js" in scripts
    assert sum(compressed_size(sent(f"js/{name}")) for name in scripts) <= SCRIPTS


def test_one_script_is_sent_with_every_part_in_it():
    script = sent("js/site.js").decode()
    assert "import" not in script
    for name in PARTS_OF_SITE_SCRIPT:
        source = Path(settings.BASE_DIR, "static", "js", name).read_text()
        assert re.sub("^ *//.*\n", "", source, flags=re.MULTILINE) in script


def test_one_style_sheet_is_sent_with_every_layer_in_it():
    sheet = sent("css/site.css").decode()
    assert "@import" not in sheet and "@media print {" in sheet
    for layer in ("reset", "tokens", "base", "layout", "components", "utilities"):
        assert f"@layer {layer} {{" in sheet


@pytest.mark.django_db
@pytest.mark.parametrize("path", [path for path in SEEDED_PATHS if path not in URDU_PATHS])
def test_a_page_and_its_style_sheet_are_light(client, path):
    html = client.get(path).content
    assert compressed_size(html) + compressed_size(sent("css/site.css")) <= PAGE_AND_CSS


@pytest.mark.django_db
@pytest.mark.parametrize("page_type", [each for each in PAGE_TYPES if not each.is_seeded], ids=str)
def test_a_page_that_a_new_site_lacks_its_list_and_its_style_sheet_are_light(client, page_type):
    page_type.example()
    for path in (page_type.path, page_type.path.rsplit("/", 2)[0] + "/"):
        assert compressed_size(client.get(path).content) + compressed_size(sent("css/site.css")) <= PAGE_AND_CSS


@pytest.mark.django_db
@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_every_static_file_has_a_hashed_address_and_is_fetched_once(client, path):
    page = parsed(client.get(path))
    addresses = [each.get("src") or each.get("href") for each in page.select("link[href], script[src], img[src]")]
    static = [urlsplit(address).path for address in addresses if address.startswith("/static/")]
    assert static
    names = {staticfiles_storage.url(name) for name in staticfiles_storage.hashed_files}
    assert set(static) <= names


@pytest.fixture
def requests(visit):
    """Return a function that visits a path for the first time and returns the paths that the browser requested."""

    def first_visit(path: str, **options: object) -> list[str]:
        page = visit("/robots.txt", **options)
        requested: list[str] = []
        page.on("request", lambda request: requested.append(urlsplit(request.url).path))
        page.goto(path, wait_until="networkidle")
        return [path for path in requested if not path.startswith("/static/img/mark.")]  # the icon of the tab

    return first_visit


def size_as_sent(path: str, client: Client) -> int:
    """Return how many bytes are sent for a page or a static file. Fonts are compressed in themselves."""
    if not path.startswith(settings.STATIC_URL):
        return compressed_size(client.get(path).content)
    content = Path(settings.STATIC_ROOT, path.removeprefix(settings.STATIC_URL)).read_bytes()
    return len(content) if path.endswith(".woff2") else compressed_size(content)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/", "/anti-racism/local/", "/blog/intersectionality/", "/about/"])
def test_an_english_page_needs_one_font_and_not_the_urdu_one(requests, path):
    fonts = [address for address in requests(path) if address.endswith(".woff2")]
    assert len(fonts) == len(set(fonts)) <= 1
    assert not any("nastaliq" in font for font in fonts)


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/ur/", EVERY_BLOCK_PATH])
def test_an_urdu_page_and_a_page_with_an_urdu_passage_need_the_urdu_font(requests, path):
    assert any("nastaliq" in address for address in requests(path))


@pytest.mark.browser
@pytest.mark.parametrize("path", ["/ur/", EVERY_BLOCK_PATH])
def test_the_urdu_font_is_not_sent_to_a_browser_that_saves_data(requests, path):
    addresses = requests(path, extra_http_headers={"Save-Data": "on"})
    assert path in addresses and not any("nastaliq" in address for address in addresses)


@pytest.mark.browser
@pytest.mark.django_db
@pytest.mark.parametrize("width", [360, 1440])
@pytest.mark.parametrize("path", ["/anti-racism/local/", "/about/", "/interviews/", "/search/"])
def test_a_first_visit_is_light_and_needs_few_requests(requests, client, path, width):
    requested = requests(path, width=width)
    assert len(requested) <= MOST_REQUESTS, requested
    assert len(set(requested)) == len(requested)
    assert sum(size_as_sent(each, client) for each in requested) <= FIRST_VISIT


@pytest.mark.browser
def test_the_style_sheet_is_sent_compressed(site_url):
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
