"""What is read aloud, and reached with the keyboard, comes in the order in which it is seen: in each direction."""

import pytest

from tests.page_types import EVERY_ACTION_PATH, EVERY_BLOCK_PATH

pytestmark = pytest.mark.browser

PATHS = [
    "/",
    "/anti-racism/",
    "/anti-racism/national/",
    EVERY_ACTION_PATH,
    "/interviews/",
    EVERY_BLOCK_PATH,
    "/contact/",
]
WIDTHS = [360, 1440]
# Each text, heading and stop that lies above the one before it, and not in a column that is read after it.
OUT_OF_ORDER = """() => {
    const stops = "h1, h2, h3, p, li, a[href], button, summary, input:not([type=hidden]), select, textarea";
    const box = (each) => each.getBoundingClientRect();
    // One pixel is for screen readers alone.
    const isSeen = (each) => each.checkVisibility() && box(each).width > 1 && !each.closest("[popover], [aria-hidden]");
    const isRead = (each) => isSeen(each) && each.textContent.trim() + (each.name ?? "");
    const seen = [...document.querySelectorAll("main *")].filter(each => each.matches(stops) && isRead(each));
    const isRightToLeft = document.documentElement.dir === "rtl";
    const isBeside = (one, other) =>
        isRightToLeft ? box(other).right <= box(one).left : box(other).left >= box(one).right;
    const isAbove = (one, other) => box(other).bottom <= box(one).top + 1;
    const name = (each) => each.outerHTML.slice(0, 80);
    return seen.slice(1).flatMap((each, place) => {
        const before = seen[place];
        return isAbove(before, each) && !isBeside(before, each) ? [`${name(each)} above ${name(before)}`] : [];
    });
}"""


@pytest.mark.parametrize("language", ["", "/ur"], ids=["English", "Urdu"])
def test_the_order_of_the_code_is_the_order_that_is_seen(visit, language):
    page = visit(f"{language}/")
    found = {}
    for path in PATHS:
        page.goto(language + path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            found[language + path, width] = page.evaluate(OUT_OF_ORDER)
    assert {where: what for where, what in found.items() if what} == {}
