"""Leaving where no scripts run: what was typed does not come back, in Chromium and in Firefox.

Back may show a page of the site again: without a script nothing can prevent that. It shows the page as the site sends
it, without a word of what was typed.
"""

import time

import pytest

from tests.browsers import find_program_or_skip
from tests.firefox import Firefox
from tests.page_types import SEEDED_PATHS
from tests.privacy.tab import Tab

pytestmark = pytest.mark.browser

WORDS = "nobody else may read this"
# Each page with something to type into, and what brings it about: a refused form is the answer to a form.
FORMS = {
    "contact page": ("/contact/", "textarea[name=message]", ""),
    "email address": ("/contact/", "input[name=email]", ""),
    "refused form": ("/contact/", "textarea[name=message]", "#send"),
    "search": ("/search/", "input[name=q]", ""),
}


class ChromiumTab:
    """A tab of Chromium in which no scripts of pages run; it keeps pages in memory."""

    def __init__(self, browser):
        self.tab = Tab(browser, java_script_enabled=False)

    def open(self, address):
        self.tab.visit(address)

    def type(self, selector, words):
        self.tab.page.locator(selector).first.fill(words)

    def click(self, selector):
        self.tab.page.locator(selector).first.click(no_wait_after=True)

    def back(self):
        self.tab.go(-1)

    def address(self):
        return self.tab.address

    def evaluate(self, expression):
        return self.tab.evaluate(expression)

    def close(self):
        self.tab.close()


class FirefoxTab:
    """A tab of Firefox in which no scripts of pages run."""

    def __init__(self, browser):
        self.browser = browser
        browser.new_tab()

    def open(self, address):
        self.browser.goto(address)

    def type(self, selector, words):
        self.browser.run(f"document.querySelector({selector!r}).focus()")
        for letter in words:
            self.browser.press(letter)

    def click(self, selector):
        # WebDriver's click fails on what is below the fold where scripts are off.
        self.browser.run(f"document.querySelector({selector!r}).click()")

    def back(self):
        self.browser.go(-1)

    def address(self):
        return self.browser.url

    def evaluate(self, expression):
        return self.browser.run(expression)

    def close(self):
        pass


def typed(tab, selector):
    return tab.evaluate(f"document.querySelector({selector!r})?.value")


@pytest.fixture(scope="module")
def firefox_without_scripts():
    browser = Firefox(find_program_or_skip("firefox-esr", "firefox"), **{"javascript.enabled": False})
    yield browser
    browser.close()


@pytest.fixture(params=["chromium", "firefox"])
def tab(request, chromium_with_page_cache, firefox_without_scripts):
    is_chromium = request.param == "chromium"
    tab = ChromiumTab(chromium_with_page_cache) if is_chromium else FirefoxTab(firefox_without_scripts)
    yield tab
    tab.close()


def becomes_true(condition, seconds=20):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if condition():
                return True
        except RuntimeError:
            pass  # Firefox is between two pages
        time.sleep(0.05)
    return False


def arrives(tab, address):
    return becomes_true(lambda: tab.address().startswith(address) and tab.evaluate("document.readyState") == "complete")


def test_without_leaving_chromium_brings_back_what_was_typed(chromium_with_page_cache, site_url):
    tab = ChromiumTab(chromium_with_page_cache)
    tab.open(site_url + "/contact/")
    tab.type("textarea[name=message]", WORDS)
    tab.open(site_url + "/about/")
    tab.back()
    assert arrives(tab, site_url + "/contact/")
    assert becomes_true(lambda: typed(tab, "textarea[name=message]") == WORDS)
    tab.close()


@pytest.mark.parametrize(("path", "field", "button"), FORMS.values(), ids=FORMS)
def test_after_leaving_a_form_back_shows_nothing_of_what_was_typed(tab, site_url, neutral_site, path, field, button):
    tab.open(site_url + "/about/")
    tab.open(site_url + path)
    if "email" in field:
        # The field shows once a reply by email is chosen.
        tab.click("input[name=reply_by][value=email]")
    tab.type(field, WORDS)
    if button:
        tab.click(button)
        assert becomes_true(lambda: tab.evaluate("document.title").startswith("Error"))
        assert becomes_true(lambda: typed(tab, field) == WORDS)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    tab.back()
    assert becomes_true(lambda: not tab.address().startswith(neutral_site.url))
    # A browser may put back what was typed a moment later.
    time.sleep(1)
    assert "/exit/" not in tab.address()
    assert not typed(tab, field)
    assert WORDS not in tab.evaluate("document.documentElement.innerText")


@pytest.mark.parametrize("path", [*SEEDED_PATHS, "/nothing-here/"])
def test_after_leaving_any_page_back_shows_it_as_the_site_sends_it(tab, site_url, neutral_site, path):
    tab.open(site_url + path)
    tab.click("a.exit")
    assert arrives(tab, neutral_site.url)
    tab.back()
    assert arrives(tab, site_url + path)
    time.sleep(0.2)
    assert not any(typed(tab, field) for _path, field, _button in FORMS.values())
