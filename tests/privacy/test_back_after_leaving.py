"""Back after leaving, in Chromium: it never shows a page of ours.

Every test that ends with Back runs twice: with a browser that keeps pages in memory, as
visitors' browsers do, and with one that loads them again.
"""

import pytest

from tests.browsers import is_blank

pytestmark = pytest.mark.browser


def test_these_browsers_do_and_do_not_keep_pages_in_memory(tab, pages):
    tab.visit(pages[0])
    tab.evaluate("addEventListener('pageshow', (event) => { window.kept = event.persisted })")
    tab.visit(pages[1])
    tab.go(-1)
    assert tab.arrives(pages[0])
    assert tab.evaluate("window.kept === true") == tab.keeps_pages


def test_after_leaving_every_back_shows_the_neutral_site(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    for _ in pages[1:]:
        tab.go(-1)
        assert tab.arrives(neutral_site.url)
    tab.go(-1)
    assert tab.arrives(start)
    assert not any(address in pages for address in tab.addresses)


def test_after_leaving_a_jump_back_over_several_pages_shows_the_neutral_site_too(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    tab.go(-2)
    assert tab.arrives(neutral_site.url)
    tab.go(1)
    assert tab.arrives(neutral_site.url)


def test_after_leaving_back_to_a_fragment_of_a_page_shows_the_neutral_site_too(tab, start, pages, neutral_site):
    tab.visit(start, pages[0], pages[1], pages[1] + "#main")
    tab.leave()
    assert tab.arrives(neutral_site.url)
    for _ in range(2):
        tab.go(-1)
        assert tab.arrives(neutral_site.url)
    tab.go(-1)
    assert tab.arrives(start)


def test_after_a_form_that_was_refused_every_back_shows_the_neutral_site(tab, start, pages, neutral_site, site_url):
    # Otherwise Back would open a dialog that offers to send the form again and names our address.
    tab.visit(start, pages[0], site_url + "/contact/")
    tab.page.get_by_role("button", name="Send message").click()
    tab.page.locator(".error-summary:visible").wait_for()
    tab.page.wait_for_load_state()
    tab.visit(pages[1])
    tab.leave()
    assert tab.arrives(neutral_site.url)
    for _ in range(3):
        tab.go(-1)
        assert tab.arrives(neutral_site.url)
    tab.go(-1)
    assert tab.arrives(start)


def test_no_frame_of_any_back_shows_a_page_of_ours(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    for _ in pages[1:]:
        assert all(map(is_blank, tab.record_frames(1, lambda: tab.go(-1))))


def test_a_browser_that_keeps_pages_in_memory_drops_ours_after_leaving(tab, start, pages, neutral_site):
    # A page kept in memory would be painted for one frame before any script of it runs.
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    with tab.page.expect_request(pages[1]):
        tab.go(-1)


def test_back_stays_blank_while_the_neutral_site_hangs(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    neutral_site.stall(3)
    assert all(map(is_blank, tab.record_frames(2, lambda: tab.go(-1))))
    assert tab.arrives(neutral_site.url)


def test_an_ordinary_back_shows_the_page_in_its_old_place(tab, pages):
    tab.visit(*pages)
    tab.evaluate("scrollTo(0, 200)")
    tab.page.wait_for_timeout(300)
    tab.visit(pages[0])
    frames = tab.record_frames(0, lambda: tab.go(-1), until=lambda frames: not all(map(is_blank, frames)))
    assert not all(map(is_blank, frames))
    assert tab.arrives(pages[-1])
    assert tab.comes_true(lambda: tab.evaluate("scrollY") == 200)
    assert tab.comes_true(lambda: tab.evaluate("getComputedStyle(document.documentElement).opacity") == "1")


def test_coming_back_from_another_site_without_having_left_shows_the_page(tab, start, pages):
    tab.visit(pages[0], start)
    tab.go(-1)
    assert tab.arrives(pages[0])
    assert tab.comes_true(lambda: not is_blank(tab.picture()))


def test_a_fresh_visit_after_leaving_is_an_ordinary_visit(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    tab.visit(pages[0], pages[1])
    assert tab.shows_the_site()
    assert tab.evaluate("sessionStorage.length") == 0
    tab.go(-1)
    assert tab.arrives(pages[0])
    assert tab.comes_true(lambda: not is_blank(tab.picture()))


def test_it_is_the_same_in_a_browser_that_does_not_list_how_a_page_was_reached(tab, start, pages, neutral_site):
    # Safari before 15.
    tab.page.add_init_script("Performance.prototype.getEntriesByType = () => []")
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    tab.go(-1)
    assert tab.arrives(neutral_site.url)
    tab.visit(pages[0])
    assert tab.shows_the_site()
    assert tab.evaluate("sessionStorage.length") == 0


def test_a_second_leaving_works_like_the_first(tab, pages, neutral_site):
    tab.visit(*pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    tab.visit(*pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    while tab.address != "about:blank":
        assert tab.arrives(neutral_site.url)
        tab.go(-1)
        tab.page.wait_for_timeout(500)
