"""In a real browser: an author is added, and a picture whose description was forgotten is uploaded, from one form."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import builders
from tests.accounts.test_session_ends_while_editing import log_in
from tests.databases import execute

pytestmark = [pytest.mark.browser, pytest.mark.django_db]

SUBMIT = ".modal [data-chooser-modal-creation-form] button[type=submit]"


def test_a_post_gets_a_new_author_and_a_picture_without_leaving_its_form(
    visit: Callable[..., Page], served_database: str, tmp_path: Path, attempt: str
):
    photo = tmp_path / "spring.png"
    # Wagtail would ask about a picture that an earlier try has uploaded.
    photo.write_bytes(builders.picture_bytes(size=(900, 600 + int(attempt, 16) % 200)))
    page = visit("/admin/login/")
    log_in(page, "naomi")
    [[blog]] = execute(served_database, "SELECT id FROM wagtailcore_page WHERE url_path = '/apna-haq/blog/'")
    page.goto(f"/admin/pages/add/pages/blogpage/{blog}/")
    page.get_by_role("button", name="Add somebody who is not in this list").click()
    page.get_by_role("tab", name="New person").click()
    page.locator(".modal [name=name]").fill(f"Noor Sample {attempt}")
    page.get_by_role("button", name="Save and choose").click()
    expect(page.get_by_role("checkbox", name=f"Noor Sample {attempt}")).to_be_checked()

    page.locator("[data-contentpath=body] .c-sf-add-button").last.click()
    page.get_by_role("option", name=re.compile("^(Image|Picture)")).first.click()
    page.locator(".image-chooser [data-chooser-action-choose]").first.click()
    page.get_by_role("tab", name="Upload").click()
    page.locator(".modal input[type=file]").set_input_files(photo)
    expect(page.locator(".modal [name$=-title]")).to_have_value("spring")
    page.click(SUBMIT)
    expect(page.locator(".modal")).to_contain_text("Your picture is kept")
    page.locator(".modal [name$=-description]").fill("A square")
    page.click(SUBMIT)
    expect(page.locator(".modal")).to_have_count(0)
    expect(page.locator(".image-chooser .chooser__title").first).to_have_text("spring")
