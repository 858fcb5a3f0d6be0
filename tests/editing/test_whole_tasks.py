"""Whole tasks in a real browser, from the login with a second factor to what visitors see; clicks are counted."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.builders import picture_bytes
from tests.editing.tasks import Staff

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# The most clicks that a task may take: what it took before the site had its checks and its guide.
POST_WITH_PHOTOGRAPH, UNPUBLISH = 16, 3

TITLE = "What we heard at the meeting"


def test_a_publisher_publishes_a_post_with_a_photograph_sees_it_and_takes_it_off_the_site(
    visit: Callable[..., Page], tmp_path: Path
) -> None:
    (tmp_path / "meeting.jpg").write_bytes(picture_bytes("JPEG", (1200, 800)))
    page = visit("/admin/login/")
    publisher = Staff(page, "amina").log_in()

    publisher.press("Pages")
    publisher.press_first("View child pages of")
    publisher.press("Blog")
    publisher.press("Add child page")
    publisher.write("Title", TITLE)
    publisher.write("Summary", "A sample summary.")
    publisher.write_text("Sample words of the meeting.")
    publisher.insert_block("Picture")
    publisher.press("Choose a picture")
    publisher.press("Upload")
    dialog = page.get_by_role("dialog")
    publisher.choose_file(tmp_path / "meeting.jpg", dialog)
    publisher.write("What it shows", "Sample hills", dialog)
    publisher.press("Upload", dialog.get_by_role("tabpanel"))
    expect(page.get_by_role("heading", name="Choose a picture")).to_be_hidden()
    publisher.publish()
    assert publisher.clicks <= POST_WITH_PHOTOGRAPH

    visitor = visit("/blog/")
    visitor.get_by_role("link", name=TITLE).click()
    expect(visitor.get_by_role("main")).to_contain_text("Sample words of the meeting.")

    publisher.clicks = 0
    publisher.press(f"More options for '{TITLE}'")
    publisher.press("Unpublish")
    publisher.press("Yes, unpublish it")
    expect(page.locator(".messages .success")).to_be_visible()
    assert publisher.clicks <= UNPUBLISH
    assert visitor.reload().status == 404
