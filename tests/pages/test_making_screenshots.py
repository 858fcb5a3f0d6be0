"""Makes the pictures of pages and the one in README.md: only `make screenshots` runs it."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.page_types import PAGE_TYPES, SERVED_PATHS
from tests.pages import screenshots

pytestmark = [pytest.mark.browser, pytest.mark.pictures, pytest.mark.xdist_group("pages")]

NAMES = {page_type.path: str(page_type) for page_type in PAGE_TYPES}


def test_every_page_can_be_pictured(visit: Callable[..., Page]) -> None:
    screenshots.empty("pages")
    page = visit("/", **screenshots.HOME_WINDOW)
    screenshots.save_home(page)
    statuses = {
        path: screenshots.take(page, "pages", NAMES.get(path, re.sub(r"\W+", " ", path)), path)
        for path in dict.fromkeys([*NAMES, *SERVED_PATHS])
    }
    screenshots.write_sheet()
    assert [path for path in NAMES if statuses[path] != 200] == []
