"""The safety budget: what no page of the seeded site may do to a visitor, crawled page by page in both directions.

One crawl in a real browser follows every link of the site from the English and the Urdu home page.
"""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from playwright.sync_api import Browser, Page

from pages.models import VisitorSafety
from pages.safety.sensitive_terms import find_sensitive_terms

pytestmark = pytest.mark.browser

ERROR_PATHS = ["/no-such-page/", "/ur/no-such-page/"]
START_PATHS = ["/", "/ur/", "/search/?q=racism", "/exit/practice/", *ERROR_PATHS]
SIZES = [(320, 256), (320, 640), (360, 740), (768, 1024), (1100, 800), (1440, 900)]
EXIT_PATHS = {"/exit/", "/exit/form/"}
# A page without an exit: it takes the place of the neutral site.
PRACTICE_PATH = "/exit/practice/"

STORED = """async () => {
    const databases = (await indexedDB.databases?.()) ?? [];
    const stores = isSecureContext ? await caches.keys() : [];
    return document.cookie.length + localStorage.length + sessionStorage.length + databases.length + stores.length;
}"""

# Is the exit whole, in the window, large enough for a thumb, and the thing that a press in its middle would hit?
EXIT_IN_VIEW = """() => {
    const link = document.querySelector("a.exit");
    const box = link.getBoundingClientRect();
    const hit = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
    return {
        inside: box.top >= -0.5 && box.left >= -0.5 && box.bottom <= innerHeight + 0.5 && box.right <= innerWidth + 0.5,
        large: box.width >= 48 && box.height >= 48,
        uncovered: hit === link || link.contains(hit),
    };
}"""


@dataclass
class Visit:
    """What one page requested, set and stored."""

    path: str
    html: str
    headers: dict[str, str]
    stored: int
    cookies: int
    requests: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def visits(chromium: Browser, site_url: str) -> list[Visit]:
    """Visit every page that can be reached by links, and return what each did."""
    context = chromium.new_context(base_url=site_url)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    seen = set(START_PATHS)
    waiting = list(START_PATHS)
    found = []
    while waiting:
        path = waiting.pop()
        requests.clear()
        response = page.goto(path)
        stored, cookies = page.evaluate(STORED), len(context.cookies())
        found.append(Visit(path, page.content(), response.headers, stored, cookies, list(requests)))
        new = set(links_within_site(found[-1].html)) - seen
        seen |= new
        waiting += new
    context.close()
    return found


def links_within_site(html: str) -> list[str]:
    """Return the addresses of the site's own pages that a page links to, without the exit."""
    targets = []
    for link in BeautifulSoup(html, "html.parser").select("a[href]"):
        address = urlsplit(link["href"])
        if (
            not address.netloc
            and not address.scheme
            and address.path.startswith("/")
            and address.path not in EXIT_PATHS
            # Downloads, and XML for feed readers: no pages.
            and not address.path.startswith(("/documents/", "/recordings/"))
            and not address.path.endswith("/feed/")
        ):
            targets.append(address.path + (f"?{address.query}" if address.query else ""))
    return targets


def pages_of_site(visits: list[Visit]) -> list[str]:
    """Return the addresses of all pages from which a visitor can leave."""
    return [visit.path for visit in visits if not visit.path.endswith(PRACTICE_PATH)]


def test_the_crawl_reaches_both_languages_and_every_standing_page(visits: list[Visit]) -> None:
    paths = {visit.path for visit in visits}
    assert {"/", "/ur/", "/anti-racism/local/", "/contact/", "/staying-safe-online/", "/privacy/"} <= paths


def test_no_page_sets_a_cookie_or_stores_anything(visits: list[Visit]) -> None:
    assert [visit.path for visit in visits if visit.cookies or visit.stored or "set-cookie" in visit.headers] == []


def test_no_page_loads_anything_from_another_site_in_a_browser(visits: list[Visit], site_url: str) -> None:
    elsewhere = {
        (visit.path, request) for visit in visits for request in visit.requests if not request.startswith(site_url)
    }
    assert elsewhere == set()


def test_discreet_pages_have_neutral_titles_and_are_not_stored(visits: list[Visit]) -> None:
    discreet = [visit for visit in visits if visit.path in {"/contact/", "/staying-safe-online/"}]
    assert len(discreet) == 2
    for visit in discreet:
        head = BeautifulSoup(visit.html, "html.parser").head
        outside = [visit.path, head.title.text, *(tag.get("content", "") for tag in head.select("meta"))]
        assert find_sensitive_terms(" ".join(outside)) == [], visit.path
        assert not head.select('meta[property="og:description"]')
        # A picture without words.
        assert "/neutral" in head.select_one('meta[property="og:image"]')["content"]
        assert visit.headers["cache-control"] == "no-store"


def test_sensitive_terms_stay_out_of_search_results(visits: list[Visit]) -> None:
    numbers = [
        (visit, number)
        for visit in visits
        for number in BeautifulSoup(visit.html, "html.parser").select('a[href="tel:999"]')
    ]
    assert numbers
    for visit, number in numbers:
        assert number.find_parent(attrs={"data-nosnippet": True}) is not None, visit.path


@pytest.mark.parametrize(("width", "height"), SIZES, ids=lambda size: str(size))
def test_the_exit_is_always_in_view_whole_and_uncovered(
    chromium: Browser, site_url: str, visits: list[Visit], width: int, height: int
) -> None:
    context = chromium.new_context(base_url=site_url, viewport={"width": width, "height": height})
    page = context.new_page()
    for path in pages_of_site(visits):
        page.goto(path)
        for part in (0, 0.5, 1):
            page.evaluate("part => scrollTo(0, part * document.documentElement.scrollHeight)", part)
            seen = page.evaluate(EXIT_IN_VIEW)
            assert all(seen.values()), f"{path} at {width}x{height}, scrolled {part:.0%}: {seen}"
    context.close()


def test_the_exit_is_the_second_tab_stop(chromium: Browser, site_url: str, visits: list[Visit]) -> None:
    context = chromium.new_context(base_url=site_url)
    page = context.new_page()
    for path in pages_of_site(visits):
        page.goto(path)
        assert [focused_after_tab(page), focused_after_tab(page)] == ["skip-link", "exit"], path
    context.close()


# What a visitor may have opened when they need to leave.
OPENED = {
    "menu": """{
        const menu = document.querySelector('.site-header > .menu-button');
        if (menu?.checkVisibility()) menu.click();
    }""",
    "help": "document.querySelector('.urgent-help').open = true",
    "meaning of a word": "document.querySelector('.glossary-meaning')?.showPopover()",
    "field": "document.querySelector('textarea')?.focus()",
}
IS_OPEN = "!!document.querySelector(':popover-open, [open], textarea:focus')"


@pytest.mark.parametrize("opened", OPENED)
def test_nothing_that_opens_covers_the_exit(chromium: Browser, site_url: str, opened: str) -> None:
    for width, height in SIZES:
        context = chromium.new_context(base_url=site_url, viewport={"width": width, "height": height})
        page = context.new_page()
        are_open = []
        for path in ("/anti-racism/national/", "/contact/", "/ur/"):
            page.goto(path)
            page.evaluate(OPENED[opened])
            are_open.append(page.evaluate(IS_OPEN))
            seen = page.evaluate(EXIT_IN_VIEW)
            assert all(seen.values()), f"{path} at {width}x{height}, {opened} open: {seen}"
        # The menu is a button on narrow screens only.
        assert any(are_open) or (opened == "menu" and width >= 960)
        context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_no_label_that_staff_may_choose_lets_the_exit_be_covered(chromium: Browser, site_url: str, width: int) -> None:
    longest = VisitorSafety._meta.get_field("exit_label").max_length
    context = chromium.new_context(base_url=site_url, viewport={"width": width, "height": 568})
    page = context.new_page()
    page.goto("/anti-racism/national/")
    labels = page.locator("a.exit, .urgent-help summary")
    labels.evaluate_all("(all, words) => all.forEach((each) => (each.textContent = words))", ("Wwwww " * 9)[:longest])
    for opened in ("menu", "meaning of a word"):
        page.evaluate(OPENED[opened])
        seen = page.evaluate(EXIT_IN_VIEW)
        assert all(seen.values()), f"{opened} open: {seen}"
    context.close()


@pytest.mark.parametrize("width", [320, 1440])
def test_a_refused_form_and_a_failure_of_ours_leave_the_exit_in_view(
    chromium: Browser, site_url: str, width: int
) -> None:
    context = chromium.new_context(base_url=site_url, viewport={"width": width, "height": 640})
    page = context.new_page()
    page.goto("/contact/")
    page.get_by_role("button", name="Send message").click()
    page.locator(".error-summary:visible").wait_for()
    assert all(page.evaluate(EXIT_IN_VIEW).values())
    page.goto("/robots.txt")
    page.set_content(render_to_string("500.html", {"status": 500, "exit_url": "/"}))
    assert all(page.evaluate(EXIT_IN_VIEW).values())
    assert [focused_after_tab(page), focused_after_tab(page)] == ["skip-link", "exit"]
    context.close()


def focused_after_tab(page: Page) -> str:
    """Press Tab, and return the class of what has the focus then."""
    page.keyboard.press("Tab")
    return page.evaluate("document.activeElement.className")


def test_focus_is_never_hidden_behind_the_bar(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(base_url=site_url, viewport={"width": 320, "height": 480})
    page = context.new_page()
    for path in ("/", "/contact/", "/ur/"):
        page.goto(path)
        for _ in range(40):
            page.keyboard.press("Tab")
            hidden = page.evaluate(
                """() => {
                    const focused = document.activeElement;
                    if (focused === document.body || focused.closest(".safety-bar")) return "";
                    const safetyBar = document.querySelector(".safety-bar");
                    const [box, bar] = [focused, safetyBar].map((e) => e.getBoundingClientRect());
                    return box.top >= bar.top && box.bottom <= bar.bottom ? focused.outerHTML : "";
                }"""
            )
            assert hidden == "", path
    context.close()


def test_the_bar_is_not_printed(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(base_url=site_url)
    page = context.new_page()
    page.goto("/anti-racism/local/")
    page.emulate_media(media="print")
    assert not page.locator(".safety-bar").is_visible()
    context.close()
