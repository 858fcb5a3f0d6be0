"""The exit in Chromium: the page is blank at once, by the button and by the Shift key."""

import pytest
from playwright.sync_api import expect

from tests.browsers import is_blank
from tests.privacy.tab import Tab

pytestmark = pytest.mark.browser


def went_blank(frames):
    """Return whether a page was seen and has gone. Chromium may begin with an empty frame."""
    is_shown = [not is_blank(frame) for frame in frames]
    return any(is_shown) and not is_shown[-1]


def test_the_page_goes_blank_in_the_same_frame_though_the_network_hangs(one_tab, pages, neutral_site):
    one_tab.visit(pages[0])
    neutral_site.stall(10)
    click = """
        document.querySelector('a.exit').click();
        [document.body.getClientRects().length, document.title].join(' ')
    """
    answers = []
    frames = one_tab.record_frames(0, lambda: answers.append(one_tab.evaluate(click)), until=went_blank)
    boxes, title = answers[0].split()
    assert boxes == "0"
    assert title in neutral_site.url
    assert is_blank(frames[-1])


def test_a_page_that_has_been_left_says_nothing_to_assistive_technology(one_tab, pages, neutral_site):
    # An answer that never comes would hold up Chromium's reply too: the journey is broken off.
    one_tab.page.route(neutral_site.url, lambda route: route.abort("aborted"))
    one_tab.visit(pages[0])
    assert one_tab.accessible_text() != []
    one_tab.leave()
    one_tab.page.wait_for_timeout(500)
    assert one_tab.address == pages[0]
    assert one_tab.accessible_text() == []


def test_no_frame_after_the_exit_shows_a_page_of_ours(one_tab, pages, neutral_site):
    one_tab.visit(pages[0])
    neutral_site.stall(10)
    is_shown = [not is_blank(frame) for frame in one_tab.record_frames(1, one_tab.leave, until=went_blank)]
    gone = is_shown.index(False, is_shown.index(True))
    assert not any(is_shown[gone:])


def test_reloading_a_page_that_waits_for_the_neutral_site_keeps_it_blank(one_tab, pages, neutral_site):
    one_tab.visit(*pages)
    neutral_site.stall(3)
    one_tab.leave()
    assert one_tab.goes_blank()
    assert all(map(is_blank, one_tab.record_frames(1, one_tab.reload)))
    assert one_tab.arrives(neutral_site.url)


def test_the_neutral_site_receives_no_referrer(one_tab, pages, neutral_site):
    one_tab.visit(pages[0])
    one_tab.leave()
    assert one_tab.arrives(neutral_site.url)
    assert ("/", None) in neutral_site.requests
    assert not any(referrer and pages[0] in referrer for _, referrer in neutral_site.requests)


@pytest.mark.parametrize("click", [{"button": "middle"}, {"modifiers": ["Control"]}, {"modifiers": ["Shift"]}])
def test_a_click_that_would_open_a_second_tab_leaves_in_this_one(one_tab, pages, neutral_site, click):
    one_tab.visit(*pages)
    one_tab.page.locator("a.exit").click(no_wait_after=True, **click)
    assert one_tab.arrives(neutral_site.url)
    assert len(one_tab.context.pages) == 1


def test_a_right_click_on_the_exit_only_opens_its_menu(one_tab, pages):
    one_tab.visit(pages[0])
    one_tab.page.locator("a.exit").click(button="right", no_wait_after=True)
    assert one_tab.shows_the_site()


def test_the_exit_works_without_javascript_in_the_same_tab(chromium, pages, neutral_site):
    tab = Tab(chromium, java_script_enabled=False)
    tab.visit(pages[0])
    tab.leave()
    tab.page.wait_for_url(neutral_site.url)
    assert len(tab.context.pages) == 1
    tab.close()


def test_the_exit_is_still_a_link_when_a_script_fails(one_tab, pages, neutral_site):
    one_tab.page.add_init_script("window.stop = () => { throw new Error('broken') }")
    one_tab.visit(pages[0])
    one_tab.leave()
    assert one_tab.arrives(neutral_site.url)


def test_the_exit_works_where_the_browser_refuses_to_store(one_tab, pages, neutral_site):
    one_tab.page.add_init_script("Object.defineProperty(window, 'sessionStorage', { get() { throw new Error('no') } })")
    one_tab.visit(pages[0])
    one_tab.leave()
    assert one_tab.arrives(neutral_site.url)


def test_the_exit_does_not_wait_for_the_rest_of_the_scripts(one_tab, start, pages, neutral_site):
    one_tab.page.route("**/site*.js", lambda route: None)  # never answered
    one_tab.visit(start)
    for page in pages[:2]:
        one_tab.page.goto(page, wait_until="commit")
        one_tab.page.locator("a.exit").wait_for()
    one_tab.leave()
    assert one_tab.arrives(neutral_site.url)
    one_tab.go(-1)
    one_tab.page.wait_for_timeout(500)
    assert one_tab.arrives(neutral_site.url)


def test_shift_three_times_leaves_and_says_so_on_the_way(one_tab, pages, neutral_site):
    one_tab.visit(*pages)
    link, keyboard = one_tab.page.locator("a.exit"), one_tab.page.keyboard
    status = one_tab.page.locator("a.exit ~ [role=status]")
    keyboard.press("Shift")
    assert status.text_content() == link.get_attribute("data-press-two")
    keyboard.press("Shift")
    assert status.text_content() == link.get_attribute("data-press-one")
    keyboard.press("Shift")
    assert one_tab.arrives(neutral_site.url)
    one_tab.go(-1)
    one_tab.page.wait_for_timeout(500)
    assert one_tab.arrives(neutral_site.url)


def test_shift_pressed_too_slowly_stays_and_says_that_it_has_lapsed(one_tab, pages):
    one_tab.visit(pages[0])
    link, keyboard = one_tab.page.locator("a.exit"), one_tab.page.keyboard
    keyboard.press("Shift")
    keyboard.press("Shift")
    expect(one_tab.page.locator("a.exit ~ [role=status]")).to_have_text(link.get_attribute("data-expired"))
    keyboard.press("Shift")
    assert one_tab.shows_the_site()


@pytest.mark.parametrize("keys", [["Shift+A"] * 3, ["Shift+Tab"] * 3, ["Control+Shift"] * 3])
def test_shift_as_a_modifier_stays(one_tab, pages, keys):
    one_tab.visit(pages[0])
    for key in keys:
        one_tab.page.keyboard.press(key)
    assert one_tab.shows_the_site()


def test_another_key_between_the_presses_stays(one_tab, pages):
    one_tab.visit(pages[0])
    for key in ["Shift", "Shift", "a", "Shift"]:
        one_tab.page.keyboard.press(key)
    assert one_tab.shows_the_site()


def test_clicks_with_shift_held_stay(one_tab, pages):
    one_tab.visit(pages[0])
    for _ in range(3):
        one_tab.page.locator("h1").click(modifiers=["Shift"])
    assert one_tab.shows_the_site()


def test_typing_capitals_stays(one_tab, site_url):
    one_tab.visit(site_url + "/search/")
    field = one_tab.page.locator("main input[name=q]")
    field.focus()
    for letter in "HELP ME":
        one_tab.page.keyboard.press(f"Shift+{letter}" if letter != " " else "Space")
    assert one_tab.shows_the_site()
    assert field.input_value() == "HELP ME"
