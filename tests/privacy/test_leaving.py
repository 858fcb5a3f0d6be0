"""The exit in Chromium: the page is blank at once, and Back never shows a page of ours.

Every test that ends with Back runs twice: with a browser that keeps pages in memory, as
visitors' browsers do, and with one that loads them again.
"""

import base64
import time

import pytest
from playwright.sync_api import Error

from tests.browsers import CHROMIUM_OPTIONS, find_program_or_skip, is_blank

pytestmark = pytest.mark.browser

PATHS = ["/", "/anti-racism/", "/anti-racism/local/"]
MEMORY = "--disable-back-forward-cache"  # Playwright's own default; people have none


class Tab:
    """One tab, looked at from outside its pages, as Back may swap them at any moment."""

    def __init__(self, browser, **options):
        self.context = browser.new_context(viewport={"width": 800, "height": 600}, **options)
        self.page = self.context.new_page()
        self._devtools = self.context.new_cdp_session(self.page)
        self._frames = []
        self._devtools.on("Page.screencastFrame", lambda frame: self._frames.append(frame))

    def visit(self, *addresses):
        for address in addresses:
            self.page.goto(address)

    def follow(self, path):
        """Follow the page's own link to a path, wherever on the page it is."""
        with self.page.expect_navigation():
            self.page.evaluate("path => [...document.links].find((link) => link.pathname === path).click()", path)

    def _send(self, command, **parameters):
        """Send a command to the browser, again if it is just replacing one page with another."""
        for _ in range(20):
            try:
                return self._devtools.send(command, parameters)
            except Error:
                self.page.wait_for_timeout(50)
        return self._devtools.send(command, parameters)

    def _history(self):
        return self._send("Page.getNavigationHistory")

    @property
    def address(self):
        history = self._history()
        return history["entries"][history["currentIndex"]]["url"]

    @property
    def addresses(self):
        return [entry["url"] for entry in self._history()["entries"]]

    def go(self, steps):
        """Press Back (-1) or Forward (1), or choose from the list that a long press opens."""
        history = self._history()
        entry = history["entries"][history["currentIndex"] + steps]["id"]
        self._send("Page.navigateToHistoryEntry", entryId=entry)

    def arrives(self, address, seconds=5):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if self.address == address and self.evaluate("document.readyState") == "complete":
                return True
            self.page.wait_for_timeout(50)
        return False

    def evaluate(self, expression):
        answer = self._send("Runtime.evaluate", expression=expression)
        return answer["result"].get("value")

    def picture(self):
        return base64.b64decode(self._send("Page.captureScreenshot")["data"])

    def record_frames(self, seconds, action):
        """Return every frame that the browser presents from just before an action on."""
        pictures = []
        self._frames.clear()
        self._send("Page.startScreencast", format="png", everyNthFrame=1)
        self._collect(pictures, 1, is_enough=lambda: pictures)
        action()
        self._collect(pictures, seconds)
        self._send("Page.stopScreencast")
        return pictures

    def _collect(self, pictures, seconds, is_enough=lambda: False):
        end = time.monotonic() + seconds
        while time.monotonic() < end and not is_enough():
            self.page.wait_for_timeout(10)
            while self._frames:
                frame = self._frames.pop(0)
                pictures.append(base64.b64decode(frame["data"]))
                self._send("Page.screencastFrameAck", sessionId=frame["sessionId"])

    def goes_blank(self, seconds=1):
        """Return whether the page is blank within this time."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            if is_blank(self.picture()):
                return True
        return False

    def accessible_text(self):
        """Return the text that assistive technology finds on the page."""
        nodes = self._send("Accessibility.getFullAXTree")["nodes"]
        seen = (node for node in nodes if not node["ignored"])
        return [node for node in seen if node["role"]["value"] != "RootWebArea"]

    def reload(self):
        self._send("Page.reload")

    def leave(self):
        self.page.locator("a.exit").click(no_wait_after=True)

    def shows_the_site(self):
        self.page.wait_for_timeout(300)
        return self.page.locator("h1").is_visible() and not is_blank(self.picture())

    def close(self):
        self.context.close()


@pytest.fixture(scope="module")
def chromium_with_page_cache(chromium):
    """A Chromium that keeps pages in memory for Back, as Playwright's own does not."""
    browser = chromium.browser_type.launch(
        executable_path=find_program_or_skip("chromium", "chromium-browser", "google-chrome"),
        args=CHROMIUM_OPTIONS,
        ignore_default_args=[MEMORY],
    )
    yield browser
    browser.close()


@pytest.fixture(params=["pages kept in memory", "pages loaded again"])
def tab(request, chromium, chromium_with_page_cache):
    keeps_pages = request.param == "pages kept in memory"
    tab = Tab(chromium_with_page_cache if keeps_pages else chromium)
    tab.keeps_pages = keeps_pages
    yield tab
    tab.close()


@pytest.fixture
def one_tab(chromium):
    tab = Tab(chromium)
    yield tab
    tab.close()


@pytest.fixture
def start(neutral_site):
    """Return the address of the page before ours."""
    return neutral_site.url + "search"


@pytest.fixture
def pages(site_url):
    return [site_url + path for path in PATHS]


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
    assert not all(map(is_blank, tab.record_frames(1, lambda: tab.go(-1))))
    assert tab.arrives(pages[-1])
    assert tab.evaluate("scrollY") == 200
    assert tab.evaluate("getComputedStyle(document.documentElement).opacity") == "1"


def test_coming_back_from_another_site_without_having_left_shows_the_page(tab, start, pages):
    tab.visit(pages[0], start)
    tab.go(-1)
    assert tab.arrives(pages[0])
    assert not is_blank(tab.picture())


def test_a_fresh_visit_after_leaving_is_an_ordinary_visit(tab, start, pages, neutral_site):
    tab.visit(start, *pages)
    tab.leave()
    assert tab.arrives(neutral_site.url)
    tab.visit(pages[0], pages[1])
    assert tab.shows_the_site()
    assert tab.evaluate("sessionStorage.length") == 0
    tab.go(-1)
    assert tab.arrives(pages[0])
    assert not is_blank(tab.picture())


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


def test_the_page_goes_blank_in_the_same_frame_though_the_network_hangs(one_tab, pages, neutral_site):
    one_tab.visit(pages[0])
    neutral_site.stall(10)
    click = """
        document.querySelector('a.exit').click();
        [document.body.getClientRects().length, document.title].join(' ')
    """
    answers = []
    frames = one_tab.record_frames(2, lambda: answers.append(one_tab.evaluate(click)))
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
    neutral_site.stall(2)
    is_shown = [not is_blank(frame) for frame in one_tab.record_frames(1, one_tab.leave)]
    # Chromium may begin with an empty frame. Once the page was seen and has gone, it is not seen again.
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
    one_tab.page.wait_for_timeout(5500)
    status = one_tab.page.locator("a.exit ~ [role=status]")
    assert status.text_content() == link.get_attribute("data-expired")
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


def test_a_practice_run_leaves_for_a_page_of_ours_and_leads_back(tab, site_url, pages):
    safe = site_url + "/staying-safe-online/"
    tab.visit(pages[0], safe)
    practice = tab.page.locator("main a[data-target]")
    harmless = site_url + practice.get_attribute("data-target")
    practice.click(no_wait_after=True)
    assert tab.arrives(harmless)
    tab.go(-1)
    tab.page.wait_for_timeout(500)
    assert tab.arrives(harmless)
    tab.visit(harmless)
    tab.follow("/staying-safe-online/")
    assert tab.shows_the_site()
    assert tab.evaluate("sessionStorage.length") == 0


def test_a_practice_run_leaves_quiet_browsing_on(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    one_tab.page.locator("button[data-quiet]").click()
    one_tab.page.locator("main a[data-target]").click(no_wait_after=True)
    one_tab.page.wait_for_url("**/exit/practice/")
    one_tab.follow("/staying-safe-online/")
    assert one_tab.page.locator("button[data-quiet]").get_attribute("aria-pressed") == "true"


def test_quiet_browsing_is_off_by_default(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    switch = one_tab.page.locator("button[data-quiet]")
    assert switch.is_visible()
    assert switch.get_attribute("aria-pressed") == "false"
    assert one_tab.evaluate("sessionStorage.length") == 0
    one_tab.follow("/anti-racism/")
    assert len(one_tab.addresses) == 3


def test_quiet_browsing_leaves_one_entry_in_the_history(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    before = len(one_tab.addresses)
    one_tab.page.locator("button[data-quiet]").click()
    for path in ["/anti-racism/", "/contact/", "/"]:
        one_tab.follow(path)
        assert one_tab.address == site_url + path
    assert len(one_tab.addresses) == before


def test_quiet_browsing_puts_no_search_into_the_history(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    before = len(one_tab.addresses)
    one_tab.page.locator("button[data-quiet]").click()
    one_tab.follow("/search/")
    one_tab.page.locator("main input[name=q]").fill("racism & more")
    one_tab.page.locator("main form button").click()
    one_tab.page.locator("[role=status]", has_text="found").wait_for()
    assert one_tab.address == site_url + "/search/?q=racism+%26+more"
    assert len(one_tab.addresses) == before


def test_quiet_browsing_leaves_a_click_for_a_new_tab_alone(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    one_tab.page.locator("button[data-quiet]").click()
    link = one_tab.page.locator("a[href^='/']:not([data-target]):visible").first
    with one_tab.context.expect_page():
        link.click(modifiers=["Control"])
    assert one_tab.address == site_url + "/staying-safe-online/"


def test_quiet_browsing_can_be_switched_off_and_forgets_itself(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    switch = one_tab.page.locator("button[data-quiet]")
    switch.click()
    assert switch.get_attribute("aria-pressed") == "true"
    switch.click()
    assert switch.get_attribute("aria-pressed") == "false"
    assert one_tab.evaluate("sessionStorage.length") == 0


def test_the_traces_of_this_visit_are_counted_live(one_tab, site_url):
    one_tab.visit(site_url + "/staying-safe-online/")
    storage = one_tab.page.locator("[data-trace=storage]")
    for kind in ["cookies", "storage", "third-parties"]:
        one_tab.page.wait_for_function(
            "kind => document.querySelector(`[data-trace=${kind}]`).textContent === '0'", arg=kind
        )
    one_tab.page.locator("button[data-quiet]").click()
    one_tab.page.wait_for_timeout(200)
    assert storage.text_content() == "1"
