"""The gallery of blocks in the admin shows every block and every component of a page, with sample text."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from django.conf import settings
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page, expect
from wagtail.blocks import Block

from pages.admin.components import COMPONENTS, Component
from pages.blocks import BodyBlock
from tests import builders
from tests.accounts.test_session_ends_while_editing import log_in
from tests.editing.test_block_picker import BLOCKS, EACH_ONCE
from tests.enquiries.staff import browser, browser_of
from tests.reading import links, parsed, plain, words
from tests.structure import headings

pytestmark = pytest.mark.django_db


@pytest.fixture
def gallery() -> BeautifulSoup:
    """Return the gallery as a writer sees it, who may do little else."""
    return parsed(browser("writer").get(reverse("block_gallery")))


def address_of(block: Block) -> str:
    """Return the address of Wagtail's preview of a block."""
    return f"{reverse('wagtailadmin_block_preview')}?id={block.definition_prefix}"


def shown_as(gallery: BeautifulSoup, block: Block) -> list[Tag]:
    """Return the entries of a block in the gallery, in whichever of its fields it was found."""
    same = {address_of(each) for each in BLOCKS.values() if (type(each), each.name) == (type(block), block.name)}
    return [frame.find_parent("section") for frame in gallery.find_all("iframe", src=list(same))]


@pytest.mark.parametrize("role", ["writer", "enquiry team"])
def test_everybody_in_the_admin_finds_the_gallery_under_help(role: str) -> None:
    staff = browser(role)
    menu = staff.get(reverse("wagtailadmin_home")).content.decode()
    assert f'"url": "{reverse("block_gallery")}"' in menu[menu.index('"Help"') :]
    assert staff.get(reverse("block_gallery")).status_code == 200


def test_nobody_else_sees_it(client: Client) -> None:
    for address in (reverse("block_gallery"), COMPONENTS[0].url):
        assert client.get(address).headers["Location"].startswith(reverse("wagtailadmin_login"))


@pytest.mark.parametrize(("where", "block"), EACH_ONCE, ids=[where for where, _block in EACH_ONCE])
def test_every_block_has_its_place_in_the_gallery(gallery: BeautifulSoup, where: str, block: Block) -> None:
    [shown] = shown_as(gallery, block)
    assert shown.h3.get_text()
    assert block.get_description() in words(shown)
    # Where it is used: a field of a page, a setting or a snippet.
    assert "Used in: " in words(shown)


def test_a_block_says_where_it_is_used(gallery: BeautifulSoup) -> None:
    [shown] = shown_as(gallery, BLOCKS["NationalWorkPage.milestones.milestone"])
    assert "Used in: Milestones of national work." in words(shown)


def test_the_blocks_of_the_body_come_first(gallery: BeautifulSoup) -> None:
    blocks = [address_of(block) for block in BodyBlock().child_blocks.values()]
    assert [frame["src"] for frame in gallery.select("iframe")][: len(blocks)] == blocks


def test_the_gallery_is_in_order_for_those_who_hear_it(gallery: BeautifulSoup) -> None:
    assert list(headings(gallery)) == []
    frames = gallery.select("iframe")
    titles = [frame["title"] for frame in frames]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert {frame["loading"] for frame in frames} == {"lazy"}
    assert gallery.select("h2#blocks")
    assert gallery.select("h2#components")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda component: component.slug)
def test_every_component_shows_sample_words_and_leads_nowhere(gallery: BeautifulSoup, component: Component) -> None:
    assert gallery.find_all("iframe", src=component.url)
    response = browser_of(builders.superuser()).get(component.url)
    assert response.headers["X-Frame-Options"] == "SAMEORIGIN"
    shown = parsed(response)
    assert "sample" in plain(shown.main.get_text()).lower()
    assert not shown.select("[style], style, script")
    own = ("#", "?page=", reverse("search"), "/recordings/", reverse("exit"), "mailto:sample@example.org")
    assert [link for link in links(response) if not link.startswith(own)] == []


# Templates of components that no sample of the gallery shows.
NOT_IN_THE_GALLERY = {
    "body": "It shows blocks, which are in the gallery one by one.",
    "enquiry_fields": "The questions of the contact page: a sample form has one of each kind.",
    "enquiry_form": "As above.",
    "head": "Nobody sees it.",
    "left_out": "Staff see it in previews alone.",
    "national_help_lines": "Real numbers, for a site without numbers of its own: the help lines look the same.",
    "portrait": "It needs a picture with a consent: a drawing stands in its place.",
    "publication_documents": "A list of blocks, which are in the gallery one by one.",
}


def test_every_template_of_a_component_is_shown_or_has_its_reason_why_not() -> None:
    staff = browser("writer")
    shown = {template.name for each in COMPONENTS for template in staff.get(each.url).templates}
    templates = {path.stem for path in Path(settings.BASE_DIR, "templates", "components").glob("*.html")}
    missing = {name for name in templates if f"components/{name}.html" not in shown}
    assert missing == set(NOT_IN_THE_GALLERY)


def test_there_is_no_component_of_another_name() -> None:
    address = reverse("block_gallery_component", args=["no-such-component"])
    assert browser("writer").get(address).status_code == 404


@pytest.mark.browser
def test_samples_are_shown_whole_on_a_phone_and_leave_the_focus_where_it_is(visit: Callable[..., Page]) -> None:
    page = visit("/admin/login/", width=360)
    log_in(page, "naomi")
    page.get_by_role("button", name="Toggle sidebar").click()
    page.get_by_role("button", name="Help").click()
    page.get_by_role("link", name="Block gallery").press("Enter")
    page.get_by_role("link", name="components").press("Enter")
    form = page.get_by_title("Sample: A form")
    form.scroll_into_view_if_needed()
    # Of the fields of the form, the last one; the summary of errors above them has "autofocus".
    expect(form.content_frame.get_by_label("A sample box")).to_be_visible()
    assert page.evaluate("document.activeElement.tagName") != "IFRAME"
    page.wait_for_function("frame => frame.clientHeight >= 600", arg=form.element_handle())
    assert form.evaluate("frame => frame.contentDocument.documentElement.scrollHeight <= frame.clientHeight")
