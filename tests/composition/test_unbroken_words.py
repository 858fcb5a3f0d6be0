"""Numbers to call, large numbers and compounds with a hyphen stay in one piece, at every width."""

from collections.abc import Callable

import pytest
from django.template.loader import render_to_string
from playwright.sync_api import Page

from tests.composition.measure import LINES, WIDTHS
from tests.page_types import COMPOUNDS_PATH, EVERY_ACTION_PATH, EVERY_BLOCK_PATH, PAGE_TYPES

pytestmark = pytest.mark.browser

BROKEN_NUMBERS = f"""() => {{ {LINES}
    document.querySelector(".urgent-help").open = true;
    const end = (each) => each.getBoundingClientRect().right;
    return [...document.querySelectorAll(".phone-number")].filter(seen)
        .filter(each => lines(each) > 1 || end(each) > end(each.closest("div")) + 1)
        .map(each => each.textContent);
}}"""
# The organisation's own number, as if it had been set: without spaces at which it might wrap, and as long as it gets.
OWN_NUMBERS = ["+441709000000", "+44 (0)1709 496 0000"]
SET_OWN_NUMBER = """(own) => {
    for (const list of document.querySelectorAll(":is(.footer-help, .help-lines, .help-box) dl")) {
        const row = list.querySelector(".own") || list.lastElementChild.cloneNode(true);
        const number = row.querySelector(".phone-number");
        row.classList.add("own");
        number.textContent = own;
        number.classList.toggle("phone-number--long", own.length > 13);
        list.firstElementChild.after(row);
    }
}"""
# The number of a statistic is replaced by another.
SET_NUMBER = """(number) => { document.querySelector(".statistic b").outerHTML = number }"""
IS_NUMBER_WHOLE = f"""() => {{ {LINES}
    const number = document.querySelector(".statistic b > bdi");
    const end = (each) => each.getBoundingClientRect().right;
    return lines(number) === 1 && end(number) <= end(number.closest(".statistic")) + 1;
}}"""
ROWS = """(list) => {
    const tops = [...list.children].map(each => Math.round(each.getBoundingClientRect().top));
    return [...new Set(tops)].map(top => tops.filter(other => other === top).length);
}"""
# Those that are broken although their line is wide enough for them.
BROKEN_COMPOUNDS = f"""() => {{ {LINES}
    const fits = (word) => {{
        if (!word) return true;
        let line = word.parentElement;
        while (getComputedStyle(line).display === "inline") line = line.parentElement;
        const {{ paddingLeft, paddingRight }} = getComputedStyle(line);
        const room = line.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
        word.style.cssText = "white-space: nowrap; max-inline-size: none";
        const width = word.getBoundingClientRect().width;
        word.style.cssText = "";
        return width <= room;
    }};
    const places = "main :is(h1, h2, h3, label, legend, .button, .tags a, .type-label), header nav a, footer nav a";
    const broken = [];
    for (const place of document.querySelectorAll(places)) {{
        if (!seen(place)) continue;
        const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode());)
            for (const found of node.data.matchAll(/[\\p{{L}}]+(-[\\p{{L}}]+)+/gu))
                if (lines(node, found.index, found.index + found[0].length) > 1
                    && fits(node.parentElement.closest(".compound"))) broken.push(found[0]);
    }}
    return broken;
}}"""

LEFT_OF_EACH_WORD = """({ firstChild: text }) => {
    const middle = text.data.indexOf("-") + 1;
    return [[0, 1], [middle, middle + 1]].map(([start, end]) => {
        const letter = document.createRange();
        letter.setStart(text, start);
        letter.setEnd(text, end);
        return Math.round(letter.getBoundingClientRect().left);
    });
}"""


@pytest.mark.parametrize("path", ["/", "/ur/", "/contact/", "/search/?q=help", EVERY_BLOCK_PATH])
def test_a_number_to_call_is_never_broken(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    broken = {}
    for own in OWN_NUMBERS:
        page.evaluate(SET_OWN_NUMBER, own)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            broken[own, width] = page.evaluate(BROKEN_NUMBERS)
    assert {where: numbers for where, numbers in broken.items() if numbers} == {}


@pytest.mark.parametrize("path", ["/anti-racism/national/", EVERY_BLOCK_PATH])
def test_a_large_number_is_never_broken(visit: Callable[..., Page], path: str) -> None:
    page = visit(path)
    broken = []
    for number in ("0", "37", "37%", "1,250", "125,000", "12,500,000", "2 women in 3"):
        html = render_to_string("components/statistic.html", {"number": number, "words": ""})
        page.evaluate(SET_NUMBER, html[html.index("<b") : html.index("</b>") + 4])
        for width in (*WIDTHS, 1024):
            page.set_viewport_size({"width": width, "height": 800})
            if not page.evaluate(IS_NUMBER_WHOLE):
                broken.append((number, width))
    assert broken == []


def test_the_organisations_own_number_stands_in_a_grid_with_the_others(visit: Callable[..., Page]) -> None:
    page = visit("/about/")
    page.evaluate(SET_OWN_NUMBER, OWN_NUMBERS[0])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        rows = page.locator(".footer-help dl").evaluate(ROWS)
        assert len(set(rows)) == 1, (width, rows)
        assert page.evaluate(BROKEN_NUMBERS) == []


def test_a_compound_is_not_broken_where_it_fits(visit: Callable[..., Page]) -> None:
    page = visit("/")
    broken = {}
    for path in [*(each.path for each in PAGE_TYPES), COMPOUNDS_PATH, EVERY_ACTION_PATH]:
        page.goto(path)
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 800})
            if found := page.evaluate(BROKEN_COMPOUNDS):
                broken[path, width] = found
    assert broken == {}
    page.goto(COMPOUNDS_PATH)
    assert page.locator("main .compound").count() >= 15


def test_a_compound_that_does_not_fit_breaks_at_its_hyphen(visit: Callable[..., Page]) -> None:
    page = visit("/anti-racism/", width=320)
    heading = page.locator("h1 .compound")
    heading.evaluate("each => { each.textContent = 'Counterdemonstration-counterargument' }")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    # The second word begins a line, below the first.
    first_word, second_word = heading.evaluate(LEFT_OF_EACH_WORD)
    assert first_word == second_word


def test_a_comma_on_a_button_stands_beside_its_word(visit: Callable[..., Page]) -> None:
    page = visit(COMPOUNDS_PATH)
    gap = page.locator("main .call-to-action .button").evaluate("""(button) => {
        const [word, comma] = [button.querySelector(".compound"), document.createRange()];
        comma.setStart(word.nextSibling, 0);
        comma.setEnd(word.nextSibling, 1);
        return comma.getBoundingClientRect().left - word.getBoundingClientRect().right;
    }""")
    assert abs(gap) < 1
