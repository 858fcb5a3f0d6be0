"""A meaning stands beside its word, long words are hyphenated, and what is pressed looks pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.composition.measure import ADD_STYLES, LINES, SPACED
from tests.page_types import EVERY_BLOCK_PATH, PAGE_TYPES

pytestmark = pytest.mark.browser

# Words of such parts of the page that stand on two lines. An address has no words.
BROKEN_WORDS = f"""(parts) => {{ {LINES}
    const broken = [];
    const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
    for (let node; (node = walker.nextNode());) {{
        const place = node.parentElement;
        if (!seen(place) || !place.matches(parts) || place.closest("bdi[dir=ltr]")) continue;
        for (const found of node.data.matchAll(/[\\p{{L}}\\p{{M}}’']+/gu))
            if (lines(node, found.index, found.index + found[0].length) > 1) broken.push(found[0]);
    }}
    return broken;
}}"""

HEADINGS = ":is(h1, h2, h3, :is(h1, h2, h3) *)"
# The fewest letters of a word that the style sheet lets browsers hyphenate.
HYPHENATED = 12

LOOK = """each => {
    const style = getComputedStyle(each);
    return [style.backgroundColor, style.boxShadow, style.translate, style.textDecorationStyle, style.color].join();
}"""


def test_the_meaning_of_a_word_stands_beside_it(visit: Callable[..., Page]) -> None:
    page = visit("/anti-racism/national/")
    for width, height in ((360, 740), (1366, 768)):
        page.set_viewport_size({"width": width, "height": height})
        for place in ("start", "center", "end"):
            term = page.locator("button.glossary-term", has_text="ENAR")
            term.evaluate("(each, block) => each.scrollIntoView({ block })", place)
            term.click()
            meaning = page.locator(f"#{term.get_attribute('popovertarget')}")
            word, window = term.bounding_box(), meaning.bounding_box()
            leave = page.locator(".safety-bar .exit").bounding_box()
            below, above = window["y"] - word["y"] - word["height"], word["y"] - window["y"] - window["height"]
            assert 0 <= max(below, above) <= 24, (width, place)
            assert window["x"] >= 0 and window["x"] + window["width"] <= width
            assert window["y"] + window["height"] <= leave["y"] or leave["y"] + leave["height"] <= window["y"]
            page.keyboard.press("Escape")


@pytest.mark.parametrize(
    ("width", "parts", "size", "styles"),
    [
        (320, "*", "100%", ""),
        (768, "*", "200%", ""),
        (320, f":not({HEADINGS})", "100%", SPACED),
    ],
    ids=["narrow", "large text", "spaced text"],
)
def test_no_word_is_broken_in_two(visit: Callable[..., Page], width: int, parts: str, size: str, styles: str) -> None:
    # The browser of the tests knows no language: it breaks without a hyphen what others hyphenate.
    page = visit("/", width=width)
    broken = {}
    for path in [*(each.path for each in PAGE_TYPES), EVERY_BLOCK_PATH, f"/ur{EVERY_BLOCK_PATH}"]:
        page.goto(path)
        page.evaluate("(size) => { document.documentElement.style.fontSize = size }", size)
        page.evaluate(ADD_STYLES, styles)
        found = page.evaluate(BROKEN_WORDS, parts)
        if styles:
            # A long word of a heading may be wider than its line then. Browsers with a dictionary hyphenate it.
            found += [word for word in page.evaluate(BROKEN_WORDS, HEADINGS) if len(word) < HYPHENATED]
        if found:
            broken[path] = found
    assert broken == {}


def test_long_words_are_hyphenated_as_their_language_says_and_addresses_are_not(visit: Callable[..., Page]) -> None:
    page = visit("/blog/intersectionality/", width=320)
    hyphens, limit = "each => getComputedStyle(each).hyphens", "each => getComputedStyle(each).hyphenateLimitChars"
    assert page.locator("html").get_attribute("lang") == "en-gb"
    for width, letters in ((320, "12"), (1440, "20")):
        page.set_viewport_size({"width": width, "height": 900})
        assert {page.locator(f"main {each}").first.evaluate(hyphens) for each in ("h1", "p", "dd")} == {"auto"}
        # A title that has room is not divided.
        assert page.locator("h1").evaluate(limit).split()[0] == letters
        assert page.locator(".citation bdi[dir=ltr]").evaluate(hyphens) == "manual"


def test_what_is_pressed_looks_pressed(visit: Callable[..., Page]) -> None:
    page = visit("/")
    same = []
    for element in ("main .button", ".site-header nav a", ".card a", ".safety-bar .exit", "main .tags a"):
        pressed = page.locator(element).first
        pressed.hover()
        before = pressed.evaluate(LOOK)
        page.mouse.down()
        if pressed.evaluate(LOOK) == before:
            same.append(element)
        page.mouse.move(0, 0)
        page.mouse.up()
    assert same == []
