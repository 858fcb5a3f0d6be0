"""One page is one composition: everything begins on one line, and sizes say what is above what."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

import pytest
from playwright.sync_api import Page

from tests import builders
from tests.page_types import EVERY_BLOCK_PATH, EVERY_BLOCK_POST_PATH, PUBLICATION_PATH

pytestmark = pytest.mark.browser

# Where the first text of each part of a page begins, in whole pixels from where its lines begin.
STARTS = """() => {
    const parts = [
        ".safety-bar summary", ".site-header .site-name", ".breadcrumbs", "h1", "main .container .sidebar",
        "main .container.section > h2", ".cards > li:first-child h3", "#help-title", ".footer-end p",
    ];
    const { clientWidth, dir } = document.documentElement;
    const begin = (each) => {
        const { left, right } = each.getBoundingClientRect();
        return Math.round(dir === "rtl" ? clientWidth - right : left);
    };
    return Object.fromEntries(parts.flatMap((part) => {
        const each = [...document.querySelectorAll(part)].find((one) => one.checkVisibility() && one.offsetWidth > 1);
        return each ? [[part, begin(each)]] : [];
    }));
}"""
ON_ONE_LINE = [
    *("/", "/anti-racism/", "/anti-racism/local/", "/interviews/get-over-the-shock/", "/about/", "/blog/"),
    *("/search/?q=racism", "/contact/", "/publications/", "/ur/anti-racism/"),
]
# Headings in a text as far from what follows as from what stands before, or farther.
FAR_HEADINGS = """() => [...document.querySelectorAll("main .flow > :is(h2, h3)")].filter((each) => {
    const [before, after] = [each.previousElementSibling, each.nextElementSibling];
    if (!before || !after) return false;
    const place = each.getBoundingClientRect();
    const above = place.top - before.getBoundingClientRect().bottom;
    return after.getBoundingClientRect().top - place.bottom >= above && !/^H/.test(before.tagName);
}).map((each) => each.textContent.trim())"""
SIZE = "each => parseFloat(getComputedStyle(each).fontSize)"
# The texts of a page by size. A sentence that was taken out of the text is as large as the headings of its parts.
TEXT = ".flow > p, .rich-text > p"
ORDER = ["h1", "h2:not(.eyebrow)", "h3:not(.question-answer h3)", ".question-answer h3", TEXT]
# The most pixels, 390 px wide: three numbers to call with their notes, and what stands below them.
FOOTER, FOOTER_END = 700, 260
PULLED, QUOTATION = ".pull-quote", ".quotation .quote"


def test_header_hero_text_and_footer_begin_on_one_line(visit: Callable[..., Page]) -> None:
    page = visit("/")
    several = {}
    for path in ON_ONE_LINE:
        page.goto(path)
        for width in (1440, 1920, 2560):
            page.set_viewport_size({"width": width, "height": 1000})
            starts = page.evaluate(STARTS)
            if max(starts.values()) - min(starts.values()) > 1:
                several[path, width] = starts
    assert several == {}


@pytest.mark.parametrize("path", [EVERY_BLOCK_PATH, f"/ur{EVERY_BLOCK_PATH}", EVERY_BLOCK_POST_PATH])
def test_sizes_descend_from_the_title_to_the_text(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    steps = {}
    for width in (360, 768, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 900})
        sizes = [page.locator(f"main :is({each})").first.evaluate(SIZE) for each in ORDER]
        pulled, quotation = (page.locator(f"main {each}").first.evaluate(SIZE) for each in (PULLED, QUOTATION))
        title, heading, *_smaller, text = sizes
        beside = [(title, pulled), (pulled, text), (heading, quotation), (quotation, text)]
        steps[width] = [upper / lower for upper, lower in (*pairwise(sizes), *beside)]
    assert {width: each for width, each in steps.items() if min(each) < 1.07} == {}


def test_the_documents_of_a_publication_have_a_heading_above_their_titles(visit: Callable[..., Page]) -> None:
    page = visit(PUBLICATION_PATH)
    heading, title = (page.locator(each).first.evaluate(SIZE) for each in ("#documents", "main .downloads a"))
    assert heading / title >= 1.07


def test_no_card_stands_alone_beside_an_empty_place(visit: Callable[..., Page]) -> None:
    page = visit("/")
    rows = {}
    for path in ("/", "/anti-racism/"):
        page.goto(path)
        for width in (1366, 1920):
            page.set_viewport_size({"width": width, "height": 900})
            tops = page.locator(".cards > li").evaluate_all("cards => cards.map(card => card.offsetTop)")
            rows[path, width] = [*Counter(tops).values()]
    # The overview of the real server has one page more than a new site.
    of_three, of_four = [3], [2, 2]
    assert list(rows.values()) == [of_three, of_three, of_four, of_four]


def test_a_portrait_picture_leaves_room_for_text(visit: Callable[..., Page]) -> None:
    page = visit("/robots.txt")
    portrait = builders.picture_bytes(size=(900, 1600))
    page.route("**/media/**", lambda route: route.fulfill(body=portrait, content_type="image/png"))
    page.goto(EVERY_BLOCK_PATH)
    picture = page.locator("main figure.picture img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("() => document.querySelector('main figure.picture img').complete")
    for width, height in ((360, 640), (768, 1024), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        box = picture.bounding_box()
        assert box["height"] <= 0.85 * height
        assert abs(box["width"] / box["height"] - 9 / 16) < 0.01


def test_a_heading_is_nearer_to_what_it_introduces_than_to_what_stands_above(visit: Callable[..., Page]) -> None:
    page = visit("/")
    far = {}
    for path in ("/accountability/", "/publications/", EVERY_BLOCK_PATH, f"/ur{EVERY_BLOCK_PATH}"):
        page.goto(path)
        for width in (360, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            if found := page.evaluate(FAR_HEADINGS):
                far[path, width] = found
    assert far == {}


def test_the_footer_is_compact_on_a_telephone(visit: Callable[..., Page]) -> None:
    page = visit("/about/", width=390, height=844)
    tall = {}
    for path in ("/about/", "/blog/", "/interviews/", "/search/"):
        page.goto(path)
        footer, end = (page.locator(each).bounding_box()["height"] for each in (".site-footer", ".footer-end"))
        assert page.locator(".site-footer .phone-number").count() >= 3
        if footer > FOOTER or end > FOOTER_END:
            tall[path] = footer, end
    assert tall == {}
