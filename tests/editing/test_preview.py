"""The preview beside the form: of every page type, in every language, as a page and as a link in a message."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client
from playwright.sync_api import Page as BrowserPage
from playwright.sync_api import expect
from wagtail.models import Locale, Page

from campaigns.models import LocalWorkPage
from tests import builders
from tests.accounts.test_session_ends_while_editing import log_in
from tests.databases import execute
from tests.editing.editor import edit_address, opened
from tests.enquiries.test_staff_journey import faults
from tests.page_types import PAGE_TYPES, PageType
from tests.reading import main_words, parsed, plain
from tests.structure import headings

pytestmark = pytest.mark.django_db

LINK = "link"


@pytest.fixture
def editor(client: Client) -> Client:
    """Return the browser of an administrator."""
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def previews(client: Client, page: Page, modes: list[str], **fields: str) -> list[HttpResponse]:
    """Send the form of a page to its preview, as the editor does, and return what it shows in each mode."""
    address = edit_address(page, "preview_on_edit")
    assert client.post(address, opened(client, page, **fields)).json() == {"is_valid": True, "is_available": True}
    return [client.get(address, {"mode": mode}) for mode in modes]


def preview(client: Client, page: Page, **fields: str) -> HttpResponse:
    """Return what the preview of a page as a link in a message shows."""
    [shown] = previews(client, page, [LINK], **fields)
    return shown


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_every_page_type_can_be_previewed_in_every_way_and_language(editor: Client, page_type: PageType) -> None:
    page = page_type.example()
    urdu = Locale.objects.get(language_code="ur")
    for each in (page, page.get_translation_or_none(urdu) or page.copy_for_translation(urdu, copy_parents=True)):
        for response in previews(editor, each, [mode for mode, _label in each.preview_modes]):
            assert response.status_code == 200
            assert "Preview not available" not in parsed(response).title.get_text()
            assert list(headings(parsed(response))) == []


def test_a_link_in_a_message_shows_title_summary_and_address(editor: Client) -> None:
    page = builders.standard_page(title="Sample garden", slug="garden", search_description="What grows in it.")
    text = main_words(preview(editor, page))
    assert "Sample garden – Apna Haq" in text
    assert "What grows in it." in text
    assert "/garden/" in text


def test_a_link_in_a_message_shows_the_picture_that_a_messenger_gets(editor: Client) -> None:
    page = builders.seeded(LocalWorkPage)
    for choice, name in (("", "phul-en-gb"), ("on", "neutral")):
        fields = {"is_sensitive": choice, "title": "Sample garden", "search_description": "What grows in it."}
        [picture] = parsed(preview(editor, page, **fields)).select(".link-card img")
        assert f"/img/link-cards/{name}." in picture["src"]
        assert picture["alt"]


def test_a_link_to_a_discreet_page_shows_no_summary_and_says_so(editor: Client) -> None:
    page = builders.standard_page(title="Sample garden", search_description="What grows in it.")
    text = main_words(preview(editor, page, is_sensitive="on"))
    assert "Sample garden" in text
    assert "What grows in it." not in text
    assert "discreet" in text


def test_the_link_card_is_in_the_language_and_direction_of_the_page(editor: Client) -> None:
    page = builders.standard_page().copy_for_translation(Locale.objects.get(language_code="ur"), True)
    card = parsed(preview(editor, page)).select_one("[dir=rtl]")
    assert card["lang"] == "ur"
    assert page.title in plain(card.get_text())


@pytest.fixture
def form(visit: Callable[..., BrowserPage], served_database: str) -> Callable[[int], BrowserPage]:
    """Return a function that opens the form of the blog on a screen of some width."""
    [[pk]] = execute(served_database, "SELECT id FROM wagtailcore_page WHERE url_path = '/apna-haq/about/'")

    def open_form(width: int) -> BrowserPage:
        page = visit("/admin/login/", width=width)
        log_in(page)
        page.goto(f"/admin/pages/{pk}/edit/")
        return page

    return open_form


@pytest.mark.browser
def test_the_preview_opens_by_itself_and_stays_closed_for_whoever_closes_it(form: Callable[[int], BrowserPage]) -> None:
    page = form(1440)
    panel = page.locator("[data-side-panel=preview]")
    expect(panel).to_be_visible()
    shown = page.frame_locator("#w-preview-iframe")
    expect(shown.get_by_role("heading", level=1)).to_contain_text("About us")
    expect(page.get_by_role("radio", name="Phone")).to_be_checked()
    page.get_by_label("Preview mode").select_option("As a link in a message")
    expect(shown.get_by_role("heading", name="As a link in a message")).to_be_visible()
    assert not [fault for fault in faults(page) if "preview" in fault]

    page.get_by_role("button", name="Toggle preview").click()
    expect(panel).to_be_hidden()
    page.reload()
    expect(page.get_by_role("button", name="Toggle preview")).to_have_attribute("aria-expanded", "false")
    expect(panel).to_be_hidden()


@pytest.mark.browser
def test_the_preview_leaves_a_narrow_screen_to_the_form(form: Callable[[int], BrowserPage]) -> None:
    page = form(900)
    page.wait_for_load_state("load")
    expect(page.get_by_role("button", name="Toggle preview")).to_have_attribute("aria-expanded", "false")
