"""The screens for having things back, in a real browser: on a telephone and on a computer, in light and dark."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.builders import PASSWORD, picture_bytes
from tests.databases import execute

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


def check(page: Page) -> None:
    """Fail if a screen is wider than the window, or if axe finds anything wrong with it."""
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    found = Axe().run(page, context="main").response["violations"]
    assert [f"{each['id']}: {[node['html'] for node in each['nodes']]}" for each in found] == []


@pytest.mark.parametrize(("width", "scheme"), [(360, "dark"), (1366, "light")])
def test_a_deleted_picture_is_had_back_and_old_versions_of_a_page_are_deleted(
    visit: Callable[..., Page], served_database: str, width: int, scheme: str, attempt: str
) -> None:
    title = f"Picture at {width} {attempt}"
    page = visit("/admin/login/", width=width, scheme=scheme)
    page.fill("[name=username]", "admin")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/admin/")

    page.goto("/admin/images/add/")
    file = {"name": "photo.png", "mimeType": "image/png", "buffer": picture_bytes(size=(40, width))}
    page.set_input_files("[name=file]", file)
    # The script makes a title of the name of the file.
    expect(page.locator("main [name=title]")).to_have_value("photo")
    page.fill("main [name=title]", title)
    page.fill("main [name=description]", "What it shows")
    page.locator("main form button[type=submit]").last.click()
    page.locator(".messages .success a").click()
    expect(page.get_by_label("A person asked for the old file to be deleted")).to_be_visible()
    page.goto(f"{page.url.partition('?')[0]}delete/")
    check(page)
    page.get_by_role("button", name="Yes, delete").click()
    expect(page.locator(".messages .success")).to_contain_text("It can be restored for 30 days")

    page.goto("/admin/deleted-files/")
    check(page)
    page.get_by_role("link", name=f"Delete for good {title}").click()
    expect(page.get_by_role("link", name="Keep it")).to_be_visible()
    check(page)
    page.get_by_role("link", name="Keep it").click()
    page.get_by_role("button", name=f"Restore {title}").press("Enter")
    expect(page.locator(".messages .success")).to_contain_text(f"“{title}” is back.")

    [[pk]] = execute(served_database, "SELECT id FROM wagtailcore_page WHERE url_path = '/apna-haq/about/'")
    page.goto(f"/admin/pages/{pk}/old-versions/")
    check(page)
    page.get_by_role("button", name="Delete old versions").click()
    expect(page.locator(".messages .success")).to_contain_text("of “About")
