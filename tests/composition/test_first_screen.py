"""What a visitor sees before she scrolls: the way on, and text beside the title."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.page_types import COMPOUNDS_PATH

pytestmark = pytest.mark.browser

SCREENS = [(360, 640), (1280, 720), (1366, 768)]
WORK = ["/", "/anti-racism/", "/anti-racism/local/", "/anti-racism/national/", "/anti-racism/european/"]
# The sample introductions in Urdu are a few words; a real one has forty. Other tests change originals, and the
# translation says so in a line above its title.
LENGTHEN_INTRODUCTION = """(text) => {
    document.querySelector("main .hero .lead").textContent = text;
    document.querySelector(".changed-original")?.remove();
}"""
STORIES = ["/interviews/get-over-the-shock/", "/blog/intersectionality/"]
# Where the window ends, above the safety bar of a telephone.
END = "Math.min(innerHeight, ...[...document.querySelectorAll('.safety-bar')].map(each => each.offsetTop || 1e4))"

# The middle of the name of the other language, and of the sign for the search.
MIDDLES = """() => {
    const name = document.createRange();
    name.selectNodeContents(document.querySelector(".language-switcher a").firstChild);
    return [name, document.querySelector(".search-link svg")].map((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return (top + bottom) / 2;
    });
}"""


def outside(page: Page, element: str, part: float = 1) -> dict[str, float]:
    """Return by how many pixels the first such element of the page ends below the window, where it does.

    `part` is how much of it must be seen.
    """
    found = {}
    for width, height in SCREENS:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("document.fonts.ready")
        box = page.locator(f"main {element} >> visible=true").first.bounding_box()
        end = page.evaluate(END)
        below = box["y"] + box["height"] * part - (end if end > 100 else height)
        if below > 0:
            found[f"{width} × {height}"] = below
    return found


def test_the_first_link_of_home_and_of_the_work_is_on_the_first_screen(visit: Callable[..., Page]) -> None:
    page = visit("/")
    below = {}
    for path in [*WORK, *(f"/ur{path}" for path in WORK)]:
        page.goto(path)
        if path.startswith("/ur/"):
            page.evaluate(LENGTHEN_INTRODUCTION, "نمونہ متن " * 20)
        below[path] = outside(page, ".button")
    assert {path: screens for path, screens in below.items() if screens} == {}


def test_the_title_of_a_story_leaves_room_for_more(visit: Callable[..., Page]) -> None:
    page = visit("/")
    below = {}
    for path in STORIES:
        page.goto(path)
        below[path] = outside(page, "article > header h1")
        for screen, pixels in outside(page, ":is(.facts, .reading-column > *)", part=0).items():
            if not screen.startswith("360"):
                below[path][f"text, {screen}"] = pixels
    assert {path: screens for path, screens in below.items() if screens} == {}


@pytest.mark.parametrize("path", ["/anti-racism/", COMPOUNDS_PATH, "/ur/"])
def test_the_header_is_one_line_on_a_computer(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    wrong = {}
    for width in (960, 1000, 1060, 1087, 1088, 1152, 1199, 1200, 1280, 1366, 1439, 1440):
        page.set_viewport_size({"width": width, "height": 720})
        height = page.locator(".site-header").bounding_box()["height"]
        language, search = page.evaluate(MIDDLES)
        # Two lines of the menu are 88 px high, without the space around them.
        if height > 100 or abs(language - search) > 4:
            wrong[width] = height, language - search
    assert wrong == {}
