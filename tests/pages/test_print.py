"""On paper a page says where it comes from, where its links lead and how far each step is."""

import re
import zlib
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.page_types import EVERY_BLOCK_PATH, ORIGINAL_PATH, SEEDED_PATHS

pytestmark = pytest.mark.browser

# The width of an A4 sheet between its margins.
WIDTH = 681
BEHIND = "each => getComputedStyle(each, '::after').content"


@pytest.fixture
def on_paper(visit: Callable[..., Page]) -> Callable[[str], Page]:
    """Return a function that opens a path as a printer gets it."""

    def open_page(path: str) -> Page:
        page = visit(path)
        page.emulate_media(media="print")
        return page

    return open_page


def behind(link: Locator) -> str:
    """Return what is printed behind a link."""
    shown = link.evaluate(BEHIND).replace('"', "").replace("attr(href)", link.get_attribute("href") or "")
    return "".join(re.findall("[^\u2066\u2069 ]", shown))


def test_a_printed_page_has_its_address_and_the_day_of_its_last_change(on_paper, site_url):
    page = on_paper("/about/")
    foot = page.locator("footer .print-only")
    assert foot.is_visible()
    assert f"Address of this page: {site_url}/about/" in foot.inner_text()
    assert re.search(r"Last changed: \d{1,2} [A-Z][a-z]+ 20\d\d", foot.inner_text())
    page.emulate_media(media="screen")
    assert not foot.is_visible()


def test_a_printed_urdu_page_says_it_in_urdu(on_paper, site_url):
    foot = on_paper("/ur/").locator("footer .print-only")
    assert "اس صفحے کا پتہ:" in foot.inner_text() and f"{site_url}/ur/" in foot.inner_text()
    assert "Address" not in foot.inner_text()


def test_the_addresses_of_links_stand_behind_them(on_paper):
    page = on_paper(EVERY_BLOCK_PATH)
    assert behind(page.locator(".quotation figcaption a")) == "(https://www.example.org/)"
    assert behind(page.locator("#source-1 a").first) == "(https://www.example.org/source)"
    button = page.locator(".call-to-action a.button")
    assert button.is_visible() and behind(button) == "(https://www.example.org/)"
    page = on_paper("/interviews/get-over-the-shock/")
    original = page.locator("article a", has_text="Institute of Race Relations")
    assert original.is_visible() and behind(original) == "(https://irr.org.uk/)"
    assert behind(on_paper("/interviews/").locator(".page-list a").first).startswith("(/interviews/")


def test_the_addresses_of_links_in_the_text_and_of_the_original_stand_behind_them(on_paper):
    page = on_paper(ORIGINAL_PATH)
    printed = [behind(link) for link in page.locator("article p a:not(.button)").all() if link.is_visible()]
    assert printed[:2] == [f"({EVERY_BLOCK_PATH})", "(https://www.example.org/text)"]
    for path in (ORIGINAL_PATH, f"/ur{ORIGINAL_PATH}"):
        original = on_paper(path).locator("article a.button[href='https://www.example.org/original']")
        assert original.is_visible() and behind(original) == "(https://www.example.org/original)"


def test_the_address_behind_an_arrow_is_not_cut_to_the_shape_of_the_arrow(on_paper):
    arrow = on_paper("/search/").locator("main .arrow-link").first
    assert behind(arrow).startswith("(/")
    assert arrow.evaluate("each => getComputedStyle(each, '::after').clipPath") == "none"


def test_the_status_of_a_step_is_printed_in_words(on_paper):
    page = on_paper("/anti-racism/national/")
    words = {"is-done": "Done", "is-now": "Happening now", None: "To come"}
    steps = page.locator(".timeline > li").all()
    assert {step.get_attribute("class") for step in steps} == set(words)
    for step in steps:
        label = step.locator(".type-label").inner_text()
        # Its own status, once, whether the editor chose words of her own or not.
        assert re.findall("|".join(words.values()), label) == [words[step.get_attribute("class")]]
    assert page.locator(".timeline .type-label").first.inner_text().endswith("(Done)")
    page.emulate_media(media="screen")
    in_words = page.locator(".timeline .type-label > span").first
    assert in_words.inner_text().strip() == "(Done)" and in_words.bounding_box()["width"] <= 1


def test_the_shape_of_a_step_is_filled_by_its_status_without_printing_backgrounds(on_paper):
    page = on_paper("/anti-racism/national/")
    borders = """each => {
        const style = getComputedStyle(each, "::before");
        const sides = ["Top", "Right", "Bottom", "Left"].map(side => [`border${side}Width`, `border${side}Color`]);
        const black = sides.filter(([width, colour]) => parseFloat(style[width]) * 2 >= parseFloat(style.width)
            && style[colour] === "rgb(0, 0, 0)");
        return black.length;
    }"""
    black = {"is-done": 4, "is-now": 2, None: 0}
    steps = page.locator(".timeline > li").all()
    assert {step.get_attribute("class") for step in steps} == set(black)
    for step in steps:
        assert step.evaluate(borders) == black[step.get_attribute("class")]


def test_no_heading_is_cut_by_the_end_of_a_sheet_or_left_at_its_foot(on_paper):
    page = on_paper(EVERY_BLOCK_PATH)
    breaks = "all => all.map(each => getComputedStyle(each)).map(style => [style.breakInside, style.breakAfter].join())"
    assert set(page.locator("main :is(h1, h2, h3)").evaluate_all(breaks)) == {"avoid,avoid"}
    sizes = "each => parseFloat(getComputedStyle(each).fontSize)"
    order = ("h1", "h2.heading-small", ".flow > h3", ".question-answer h3", ".flow > .rich-text, .flow > p")
    found = [page.locator(f"main {each}").first.evaluate(sizes) for each in order]
    assert found == sorted(found, reverse=True)


@pytest.mark.parametrize("path", ["/about/", "/glossary/", "/contact/", "/blog/intersectionality/", "/ur/about/"])
def test_a_short_page_takes_one_sheet(visit, path):
    assert len(re.findall(rb"/Type\s*/Page\b", visit(path).pdf(format="A4"))) == 1


def lines_of(pdf: bytes) -> list[set[float]]:
    """Return where the lines of text are on each sheet, in CSS pixels. Chromium writes each place as a matrix (Tm)."""
    sheets = []
    for number in re.findall(rb"/Type /Page\n.*?/Contents (\d+) 0 R", pdf, re.DOTALL):
        contents = re.search(rb"\n%b 0 obj\n<<.*?>> stream\r?\n" % number, pdf, re.DOTALL)
        drawn = zlib.decompressobj().decompress(pdf[contents.end() :])
        sheets.append({float(place) for place in re.findall(rb"(?:[-\d.]+ ){5}([-\d.]+) Tm", drawn)})
    return sheets


def test_no_last_sheet_has_only_the_foot_of_the_page(visit):
    alone = []
    for path in SEEDED_PATHS:
        page = visit(path)
        *earlier, last = lines_of(page.pdf(format="A4"))
        page.emulate_media(media="print")
        page.set_viewport_size({"width": WIDTH, "height": 1000})
        assert last
        if earlier and max(last) - min(last) < page.locator(".site-footer").bounding_box()["height"]:
            alone.append(path)
    assert not alone
