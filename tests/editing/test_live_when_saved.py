"""In a real browser: what somebody is typing is in her preview, and on the site only when she presses Save."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.builders import PASSWORD
from tests.databases import execute
from tests.editing.tasks import opening_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

TYPED = "Closed on Fri"


@pytest.fixture
def announcement(visit: Callable[..., Page], served_database: str) -> Iterator[Page]:
    """Open the form of the announcement, with its preview beside it, and clear it as other tests expect it."""
    page = visit("/admin/login/")
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")
    page.get_by_role("button", name="Whole site").click()
    with opening_form(page):
        page.get_by_role("link", name="Announcement").click()
    expect(preview_in(page).locator("aside.safety-bar")).to_be_visible()
    address = page.url
    yield page
    if saved_text(served_database):
        page.goto(address)
        page.fill("[name=text]", "")
        save(page)


def preview_in(page: Page) -> FrameLocator:
    """Return the preview; while it is loaded anew there are two."""
    return page.frame_locator("iframe[title=Preview] >> nth=-1")


def save(page: Page) -> None:
    with page.expect_navigation(timeout=30_000):
        page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("updated.")).to_be_visible()


def saved_text(database: str) -> str:
    [[text]] = execute(database, "SELECT text FROM pages_announcement")
    return text


def shown_to_visitors(page: Page) -> bool:
    return TYPED in page.request.get("/about/").text()


def test_what_is_typed_is_previewed_but_live_only_when_it_is_saved(announcement: Page, served_database: str) -> None:
    sent: list[str] = []
    announcement.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    announcement.fill("[name=text]", TYPED)
    expect(preview_in(announcement).locator("section.announcement")).to_contain_text(TYPED)
    # Wagtail would have saved it half a second after it was typed.
    announcement.wait_for_timeout(1500)
    assert [url for url in sent if "/preview/" not in url and "/ping/" not in url] == []
    expect(announcement.get_by_text("unsaved edits")).to_be_visible()
    assert not shown_to_visitors(announcement)
    assert saved_text(served_database) == ""

    save(announcement)
    assert shown_to_visitors(announcement)
    announcement.fill("[name=text]", "")
    save(announcement)
    assert not shown_to_visitors(announcement)
