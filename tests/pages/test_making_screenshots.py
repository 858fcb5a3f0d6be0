"""Makes the pictures of pages and the one in README.md, which only `make screenshots` runs."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.page_types import PAGE_TYPES, SERVED_PATHS
from tests.pages import screenshots

pytestmark = pytest.mark.browser

NAMES = {page_type.path: str(page_type) for page_type in PAGE_TYPES}


@pytest.mark.pictures
@pytest.mark.xdist_group("pages")
def test_every_page_can_be_pictured(visit: Callable[..., Page]) -> None:
    screenshots.empty("pages")
    page = visit("/", **screenshots.HOME_WINDOW)
    screenshots.save_home(page)
    statuses = {
        path: screenshots.take(page, "pages", NAMES.get(path, re.sub(r"\W+", " ", path)), path)
        for path in dict.fromkeys([*NAMES, *SERVED_PATHS])
    }
    screenshots.write_sheet()
    assert [path for path, status in statuses.items() if status != 200] == ["/no-such-page/"]


def test_in_a_picture_of_a_whole_page_the_exit_lies_across_no_text(
    visit: Callable[..., Page], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(screenshots, "FOLDER", tmp_path)
    monkeypatch.setattr(screenshots, "LOOKS", {"360 light": screenshots.LOOKS["360 light"]})
    page = visit("/about/")
    assert screenshots.take(page, "pages", "about", "/about/") == 200
    bar, header = (page.locator(each).bounding_box() for each in (".safety-bar", ".site-header"))
    assert bar["y"] + bar["height"] <= header["y"]
    assert [path.name for path in tmp_path.rglob("*.jpg")] == ["360-light.jpg"]
