"""Accessibility in a browser: axe on every page type, parts that open, narrow screens, and no script."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup

from pages.templatetags.site_tags import keep_numbers_together
from tests.composition.measure import ADD_STYLES, SPACED
from tests.page_types import SERVED_PATHS

pytestmark = pytest.mark.browser

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": RULES, "resultTypes": ["violations"]}
# All that differs in the dark.
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"], "resultTypes": ["violations"]}
PATHS = [*SERVED_PATHS, "/ur/search/", "/ur/search/?q=مدد", "/ur/no-such-page/"]
WIDTHS = [360, 1440]
SCHEMES = ["light", "dark"]
# The elements with words of their own that are cut off, the numbers to call that run over what stands beside them, and
# the page if it is wider than the window.
CUT_OFF = """() => {
    const hasWords = (each) => [...each.childNodes].some(node => node.nodeType === 3 && node.data.trim());
    const isCut = (each) => {
        const style = getComputedStyle(each);
        if (style.overflowX === "visible" && style.overflowY === "visible" || !each.checkVisibility()) return false;
        // One pixel is for screen readers alone.
        if (each.clientWidth <= 1 || each.clientHeight <= 1 || each.closest("[popover]")) return false;
        return each.scrollWidth > each.clientWidth + 1 || each.scrollHeight > each.clientHeight + 1;
    };
    const cut = [...document.querySelectorAll("body *")].filter(each => hasWords(each) && isCut(each));
    const end = (each) => each.getBoundingClientRect().right;
    const isOver = (number) => number.checkVisibility() && end(number) > end(number.closest("div")) + 1;
    const over = [...document.querySelectorAll(".phone-number")].filter(isOver);
    const found = [...cut, ...over].map(each => each.outerHTML.slice(0, 100));
    return document.documentElement.scrollWidth > innerWidth ? [...found, "wider than the window"] : found;
}"""
NARROWEST = 320
# What has the focus, if something else lies over its centre.
COVERED = """() => {
    const focused = document.activeElement;
    const { left, top, width, height } = focused.getBoundingClientRect();
    const above = document.elementFromPoint(left + width / 2, top + height / 2);
    return focused === document.body || focused.contains(above) ? "" : focused.outerHTML.slice(0, 100);
}"""


def violations(page, options: dict[str, list[str]] = OPTIONS) -> list[str]:
    """Return what axe finds wrong with a page as it is now, in words."""
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {node['html'][:150]}" for rule in found for node in rule["nodes"]]


def test_every_path_that_is_looked_at_shows_its_page_in_its_language(visit):
    """Each test here would pass on the page that says that nothing is there."""
    page = visit("/")
    found, languages = {}, {}
    for path in PATHS:
        answer = page.request.get(path)
        found[path] = answer.status
        languages[path] = BeautifulSoup(answer.text(), "html.parser").html["lang"]
    assert [path for path in PATHS if found[path] != 200] == ["/no-such-page/", "/ur/no-such-page/"]
    assert [path for path in PATHS if languages[path] == "ur"] == [path for path in PATHS if path.startswith("/ur/")]


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing_wrong(visit, path):
    page = visit(path)
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        for scheme, options in zip(SCHEMES, (OPTIONS, COLOURS), strict=True):
            page.emulate_media(color_scheme=scheme)
            found[f"{width} px, {scheme}"] = violations(page, options)
    assert {where: what for where, what in found.items() if what} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_axe_finds_nothing_wrong_with_the_menu_open(visit, scheme):
    page = visit("/anti-racism/", width=360, scheme=scheme)
    page.locator("header > button.menu-button").click()
    assert page.locator("#nav a").first.is_visible()
    assert page.locator("a.exit").is_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not page.locator("#nav a").first.is_visible()


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", ["/anti-racism/local/", "/ur/"])
def test_axe_finds_nothing_wrong_with_the_help_open(visit, path, width):
    page = visit(path, width=width, height=740)
    page.locator("details.urgent-help > summary").click()
    assert page.locator(".help-lines a.phone-number").first.is_visible()
    assert page.locator("a.exit").is_visible()
    assert violations(page) == []


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_the_open_help_covers_nothing_that_has_the_focus(visit, has_scripts, width):
    page = visit("/contact/", width=width, height=740, java_script_enabled=has_scripts)
    page.locator("details.urgent-help > summary").press("Enter")
    numbers = page.locator(".help-lines a")
    assert numbers.first.is_visible()
    for _ in range(numbers.count()):
        page.keyboard.press("Tab")
        assert page.evaluate(COVERED) == "" and numbers.last.is_visible()
    page.keyboard.press("Tab")
    assert not numbers.first.is_visible()
    for _ in range(30):
        assert page.evaluate(COVERED) == ""
        page.keyboard.press("Tab")


def test_escape_closes_the_help_and_leads_back_to_where_it_opens(visit):
    page = visit("/", width=1280)
    summary = page.locator("details.urgent-help > summary")
    summary.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert not page.locator(".help-lines").is_visible()
    assert summary.evaluate("each => each === document.activeElement")


def test_screen_readers_hear_the_status_of_a_step_whatever_words_an_editor_chose(visit):
    page = visit("/anti-racism/national/")
    statuses = {"is-done": "Done", "is-now": "Happening now", None: "To come"}
    steps = page.locator(".timeline > li").all()
    assert {step.get_attribute("class") for step in steps} == set(statuses)
    for step in steps:
        assert statuses[step.get_attribute("class")] in step.aria_snapshot()


def test_a_number_among_urdu_words_is_read_in_the_order_in_which_it_is_dialled(visit):
    show = """(words) => {
        const text = document.createTextNode(words);
        const place = document.createElement("p");
        place.append(text);
        document.querySelector("main").append(place);
        const left = (part) => {
            const range = document.createRange();
            range.setStart(text, words.indexOf(part));
            range.setEnd(text, words.indexOf(part) + part.length);
            return range.getBoundingClientRect().left;
        };
        return ["0808", "2000", "247"].sort((one, other) => left(one) - left(other));
    }"""
    page = visit("/ur/", width=1440)
    words = "کال کریں 0808 2000 247 پر"
    assert page.evaluate(show, words) == ["247", "2000", "0808"]
    assert page.evaluate(show, keep_numbers_together(words)) == ["0808", "2000", "247"]


@pytest.mark.parametrize("path", ["/", "/ur/", "/ur/search/", "/ur/no-such-page/"])
def test_urdu_text_has_no_letter_spacing(visit, path):
    spacing = """() => [...document.querySelectorAll("body *")]
        .filter(each => [...each.childNodes].some(node => node.nodeType === 3 && /[\\u0600-\\u06ff]/.test(node.data)))
        .map(each => getComputedStyle(each).letterSpacing)"""
    assert set(visit(path, width=360).evaluate(spacing)) <= {"normal", "0px"}


def test_typed_text_follows_its_language_and_an_email_address_runs_from_left_to_right(visit):
    page = visit("/contact/")
    typed = "each => getComputedStyle(each).unicodeBidi"
    assert {page.locator(f"[name={name}]").evaluate(typed) for name in ("message", "name")} == {"plaintext"}
    page.evaluate("document.documentElement.dir = 'rtl'")
    way = "each => getComputedStyle(each).direction"
    assert {page.locator(f"[name={name}]").evaluate(way) for name in ("email", "phone")} == {"ltr"}


@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_wrong_with_a_meaning_open(visit, width):
    page = visit("/anti-racism/national/", width=width)
    term = page.locator("button.glossary-term").first
    meaning = page.locator(f"#{term.get_attribute('popovertarget')}")
    assert not meaning.is_visible()
    term.focus()
    page.keyboard.press("Enter")
    assert meaning.is_visible()
    assert "National Plan Against Racism" in meaning.inner_text()
    assert violations(page) == []
    page.keyboard.press("Escape")
    assert not meaning.is_visible()


@pytest.mark.parametrize("width", [NARROWEST, 768, 1440])
def test_nothing_is_cut_off_at_the_side(visit, width):
    page = visit("/", width=width, height=640)
    wide = []
    for path in PATHS:
        page.goto(path)
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_text_can_be_made_four_times_larger(visit):
    # 1280 px at 400 % is a window of 320 by 256 px: WCAG 2.2, success criterion 1.4.10.
    page = visit("/anti-racism/national/", width=320, height=256)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    covered = page.locator("aside.safety-bar").bounding_box()["height"]
    assert covered <= 256 / 3


def test_text_alone_can_be_made_twice_as_large(visit):
    # As the setting of a telephone does: WCAG 2.2, success criterion 1.4.4.
    page = visit("/", width=360, height=740)
    wide = []
    for path in PATHS:
        page.goto(path)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(path)
    assert wide == []


def test_nothing_is_cut_off_when_a_reader_spaces_the_text_out(visit):
    page = visit("/", height=740)
    cut = {}
    for path in PATHS:
        page.goto(path)
        page.evaluate(ADD_STYLES, SPACED)
        for width in (NARROWEST, 1440):
            page.set_viewport_size({"width": width, "height": 740})
            if found := page.evaluate(CUT_OFF):
                cut[path, width] = found
    assert cut == {}


@pytest.mark.parametrize(("path", "place"), [("/blog/intersectionality/", "h1"), ("/", ".card a"), ("/blog/", "h2 a")])
def test_a_long_word_does_not_widen_the_page(visit, path, place):
    page = visit(path, width=NARROWEST)
    page.locator(f"main {place}").first.evaluate("(each) => { each.textContent = 'Misrepresentationally' }")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_every_page_can_be_read_and_left_without_a_script(visit):
    page = visit("/", width=360, java_script_enabled=False)
    for path in PATHS:
        page.goto(path)
        assert page.locator("h1").is_visible(), path
        assert page.locator("a.exit").is_visible(), path
        assert page.locator("a.exit").get_attribute("href") in {"/exit/", "/exit/form/"}, path


def test_the_help_and_the_menu_open_without_a_script(visit):
    page = visit("/anti-racism/national/", width=360, java_script_enabled=False)
    page.locator("details.urgent-help > summary").click()
    assert page.locator(".help-lines a.phone-number").first.is_visible()
    page.locator("details.urgent-help > summary").click()
    page.locator("header > button.menu-button").click()
    page.locator("#nav a", has_text="Staying safe online").click()
    page.wait_for_url("**/staying-safe-online/")


def test_the_search_works_without_a_script(visit):
    page = visit("/search/", width=360, java_script_enabled=False)
    page.locator("main input[name=q]").fill("Rotherham")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=Rotherham")
    page.locator("main a", has_text="Local work").first.click()
    page.wait_for_url("**/anti-racism/local/")


def test_visitors_who_prefer_reduced_motion_get_none(visit):
    page = visit("/", reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll('*')].filter((element) => {
            const style = getComputedStyle(element);
            return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0;
        }).map((element) => element.className)"""
    )
    assert moving == []
