"""The exit in Firefox: the same tests as in Chromium, each in two configurations.

Firefox gives a page that it kept in memory an old session storage, which does not say that
the visitor has left. So these tests also hold that it keeps none of our pages in memory.
"""

import time

import pytest

from tests.browsers import find_program_or_skip, is_blank
from tests.firefox import Firefox

pytestmark = pytest.mark.browser

SHIFT = "\ue008"


@pytest.fixture(scope="module", params=["pages kept in memory", "pages loaded again"])
def firefox(request):
    """Run Firefox with its default settings, and Firefox that keeps no page in memory for Back."""
    path = find_program_or_skip("firefox-esr", "firefox")
    viewers = -1 if request.param == "pages kept in memory" else 0
    browser = Firefox(path, **{"browser.sessionhistory.max_total_viewers": viewers})
    yield browser
    browser.close()


@pytest.fixture
def tab(firefox):
    firefox.new_tab()
    return firefox


def visit(tab, *addresses):
    for address in addresses:
        tab.goto(address)


def becomes_true(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.05)
    return False


def arrives(tab, address):
    return becomes_true(lambda: tab.url == address)


def pictures(tab, seconds):
    """Return as many screenshots of the tab as Firefox takes in that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        yield tab.screenshot()


def shows_the_site(tab):
    time.sleep(0.3)
    return becomes_true(lambda: not is_blank(tab.screenshot()))


def test_after_leaving_every_back_shows_the_neutral_site(tab, start, pages, neutral_site):
    visit(tab, start, *pages)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    for _ in pages[1:]:
        tab.go(-1)
        time.sleep(0.5)
        assert arrives(tab, neutral_site.url)
    tab.go(-1)
    assert arrives(tab, start)
    for _ in pages:
        tab.go(1)
        time.sleep(0.5)
        assert arrives(tab, neutral_site.url)


def test_after_leaving_a_jump_back_over_several_pages_shows_the_neutral_site_too(tab, start, pages, neutral_site):
    visit(tab, start, *pages)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    tab.go(-2)
    time.sleep(0.5)
    assert arrives(tab, neutral_site.url)


def test_a_visit_elsewhere_in_between_does_not_let_a_page_through(tab, start, pages, neutral_site):
    elsewhere = neutral_site.url + "elsewhere"
    visit(tab, start, pages[0], pages[1], elsewhere, pages[0], pages[2])
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    for expected in [neutral_site.url, elsewhere, neutral_site.url, neutral_site.url, start]:
        tab.go(-1)
        time.sleep(0.5)
        assert arrives(tab, expected)


def test_after_a_form_that_was_refused_every_back_shows_the_neutral_site(tab, start, pages, neutral_site, site_url):
    visit(tab, start, pages[0], site_url + "/contact/")
    tab.click("button[type=submit]")
    assert becomes_true(lambda: tab.run("document.title.startsWith('Error') && document.readyState === 'complete'"))
    visit(tab, pages[1])
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    for expected in [neutral_site.url, neutral_site.url, neutral_site.url, start]:
        tab.go(-1)
        time.sleep(0.5)
        assert arrives(tab, expected)


def test_back_stays_blank_while_the_neutral_site_hangs(tab, start, pages, neutral_site):
    visit(tab, start, *pages)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    neutral_site.stall(3)
    tab.go(-1)
    assert all(map(is_blank, pictures(tab, 2)))
    assert arrives(tab, neutral_site.url)


def test_no_screenshot_of_any_back_shows_a_page_of_ours(tab, start, pages, neutral_site):
    visit(tab, start, *pages)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    for _ in pages[1:]:
        tab.go(-1)
        assert all(map(is_blank, pictures(tab, 1)))


def test_the_page_goes_blank_in_the_same_frame_though_the_network_hangs(tab, pages, neutral_site):
    visit(tab, pages[0])
    neutral_site.stall(10)
    boxes = tab.run("document.querySelector('a.exit').click(); document.body.getClientRects().length")
    assert boxes == 0
    assert all(map(is_blank, pictures(tab, 2)))
    assert tab.run("document.title") in neutral_site.url


def test_an_ordinary_back_shows_the_page_in_its_old_place(tab, pages):
    visit(tab, *pages)
    tab.run("scrollTo(0, 200)")
    time.sleep(0.3)
    visit(tab, pages[0])
    tab.go(-1)
    assert arrives(tab, pages[-1])
    assert shows_the_site(tab)
    assert becomes_true(lambda: tab.run("scrollY") == 200)


def test_a_fresh_visit_after_leaving_is_an_ordinary_visit(tab, start, pages, neutral_site):
    visit(tab, start, *pages)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    visit(tab, pages[0], pages[1])
    assert shows_the_site(tab)
    assert tab.run("sessionStorage.length") == 0
    tab.go(-1)
    assert arrives(tab, pages[0])
    assert shows_the_site(tab)


def test_a_middle_click_leaves_in_this_tab(tab, pages, neutral_site):
    visit(tab, pages[0])
    tabs = tab.tabs()
    tab.click("a.exit", button=1)
    assert arrives(tab, neutral_site.url)
    assert tab.tabs() == tabs


def test_shift_three_times_leaves(tab, pages, neutral_site):
    visit(tab, *pages)
    for _ in range(3):
        tab.press(SHIFT)
    assert arrives(tab, neutral_site.url)
    tab.go(-1)
    time.sleep(0.5)
    assert arrives(tab, neutral_site.url)


def test_shift_while_typing_capitals_stays(tab, pages):
    visit(tab, pages[0])
    for letter in "ABC":
        tab.hold(SHIFT)
        tab.press(letter)
        tab.release(SHIFT)
    assert shows_the_site(tab)


def test_quiet_browsing_does_not_lengthen_the_tabs_history(tab, site_url):
    tab.goto(site_url + "/staying-safe-online/")
    tab.click("button[data-quiet]")
    before = tab.run("history.length")
    for path in ["/anti-racism/", "/contact/", "/"]:
        tab.run(f"[...document.links].find((link) => link.pathname === '{path}').click()")
        assert becomes_true(lambda path=path: tab.has_loaded(site_url + path))
    assert tab.run("history.length") == before
