"""A meaning stands beside its word, long words are hyphenated, and what is pressed looks pressed."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.browser

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


def test_long_words_are_hyphenated_as_their_language_says(visit: Callable[..., Page]) -> None:
    page = visit("/blog/intersectionality/", width=320)
    hyphens = "each => getComputedStyle(each).hyphens"
    assert page.locator("html").get_attribute("lang") == "en-gb"
    assert {page.locator(f"main {each}").first.evaluate(hyphens) for each in ("h1", "p", "dd")} == {"auto"}
    page.set_viewport_size({"width": 1440, "height": 900})
    # A title that has room is not divided.
    assert page.locator("h1").evaluate(hyphens) == "manual"
    assert page.locator("main .reading-column p").first.evaluate(hyphens) == "auto"


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
