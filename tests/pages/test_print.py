"""On paper a page says where it comes from, where its links lead and how far each step is."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page

from tests.page_types import EVERY_BLOCK_PATH

pytestmark = pytest.mark.browser

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
    button = page.locator(".call-to-action a.button")
    assert button.is_visible() and behind(button) == "(https://www.example.org/)"
    page = on_paper("/interviews/get-over-the-shock/")
    original = page.locator("a.button", has_text="Institute of Race Relations")
    assert original.is_visible() and behind(original) == "(https://irr.org.uk/)"
    assert behind(on_paper("/interviews/").locator(".page-list a").first).startswith("(/interviews/")


def test_the_status_of_a_step_is_printed_in_words(on_paper):
    page = on_paper("/anti-racism/national/")
    words = {"is-done": "Done", "is-now": "Happening now", None: "To come"}
    for step in page.locator(".timeline > li").all():
        label = step.locator(".type-label").inner_text()
        # Its own status, once, whether the editor chose words of her own or not.
        assert re.findall("|".join(words.values()), label) == [words[step.get_attribute("class")]]
    assert page.locator(".timeline .type-label").first.inner_text().endswith("(Done)")
    page.emulate_media(media="screen")
    assert "(Done)" not in page.locator(".timeline .type-label").first.inner_text()


@pytest.mark.parametrize("path", ["/about/", "/glossary/", "/contact/", "/blog/intersectionality/", "/ur/"])
def test_a_short_page_takes_one_sheet(visit, path):
    assert len(re.findall(rb"/Type\s*/Page\b", visit(path).pdf(format="A4"))) == 1
