"""Makes the pictures of blocks and components, from the block gallery: only `make screenshots` runs it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.accounts.test_session_ends_while_editing import log_in
from tests.pages import screenshots

pytestmark = [pytest.mark.browser, pytest.mark.pictures, pytest.mark.xdist_group("admin")]

NAMES_AND_ADDRESSES = """sections => sections.map((section) => [
    section.querySelector("h3").textContent, section.querySelector("iframe").src,
])"""


def test_every_block_of_the_gallery_can_be_pictured(visit: Callable[..., Page]) -> None:
    screenshots.empty("blocks")
    page = visit("/admin/login/")
    log_in(page)
    page.goto("/admin/block-gallery/")
    # A name alone may stand for several blocks.
    found = page.locator(".gallery section").evaluate_all(NAMES_AND_ADDRESSES)
    statuses = {
        address: screenshots.take(page, "blocks", f"{position:02} {name}", address)
        for position, (name, address) in enumerate(found, start=1)
    }
    screenshots.write_sheet()
    assert [address for address, status in statuses.items() if status != 200] == []
