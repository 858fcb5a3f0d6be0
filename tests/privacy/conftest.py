"""Fixtures: tabs of Chromium, and the addresses that the tests of the exit visit."""

import pytest

from tests.browsers import CHROMIUM_OPTIONS, find_program_or_skip
from tests.privacy.tab import Tab

PATHS = ["/", "/anti-racism/", "/anti-racism/local/"]
MEMORY = "--disable-back-forward-cache"  # Playwright's own default; people have none


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
