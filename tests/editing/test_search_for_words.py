"""The search boxes of the admin find the words of a page, of its draft and of what pages are made of."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page
from wagtail.search import index
from wagtail.test.utils.form_data import rich_text

from tests import builders
from tests.editing.editor import PAGE_MODELS, edit_address, opened, texts_for
from tests.page_types import PAGE_TYPES, PageType
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def editor(client: Client) -> Client:
    """Return the browser of somebody who writes pages."""
    client.force_login(builders.user("Writer"), backend="django.contrib.auth.backends.ModelBackend")
    return client


def found(client: Client, words: str, name: str = "wagtailadmin_pages:search") -> str:
    """Return what a search of the admin shows for some words."""
    address = reverse(name) if name != "explorer" else reverse("wagtailadmin_explore", args=[builders.home().pk])
    table = parsed(client.get(address, {"q": words})).select_one("table")
    return table.get_text(" ", strip=True) if table else ""


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_word_of_the_text_finds_a_page_of_any_type(editor: Client, page_type: PageType) -> None:
    texts = {name: f"<p>Zinnias in the {name}</p>" for name in texts_for(page_type.model) if name != "body"}
    if "body" in texts_for(page_type.model):
        texts["body"] = [("paragraph", "<p>Zinnias in the body</p>")]
    page_type.build(title="Sample garden", **texts)
    assert "Sample garden" in found(editor, "zinnia")
    assert len(PAGE_TYPES) == len(PAGE_MODELS)


def test_a_word_of_the_text_finds_a_page_in_the_list_of_pages_and_where_one_chooses_a_page(editor: Client) -> None:
    builders.standard_page(title="Sample garden", lead="<p>About zinnias</p>")
    assert "Sample garden" in found(editor, "zinnias", "explorer")
    chooser = editor.get(reverse("wagtailadmin_choose_page_search"), {"q": "zinnias", "page_type": "wagtailcore.page"})
    assert "Sample garden" in chooser.content.decode()


def test_a_word_of_a_draft_finds_the_live_page_for_staff_and_not_for_visitors(editor: Client) -> None:
    page = builders.standard_page(title="Sample garden", lead="<p>About roses</p>")
    editor.post(edit_address(page), opened(editor, page, lead=rich_text("<p>About zinnias</p>")))
    assert "Sample garden" in found(editor, "zinnias")
    assert "Sample garden" not in Client().get("/search/", {"q": "zinnias"}).content.decode()
    assert "Sample garden" in Client().get("/search/", {"q": "roses"}).content.decode()


def test_a_word_that_was_removed_and_published_finds_nothing(editor: Client) -> None:
    page = builders.standard_page(title="Sample garden", lead="<p>About zinnias</p>")
    page.lead = "<p>About roses</p>"
    page.save_revision().publish()
    assert found(editor, "zinnias") == ""


def test_a_draft_is_read_once_for_the_index() -> None:
    page = builders.standard_page()
    page.save_revision()

    def reads(action: Callable[[Page], object]) -> int:
        with CaptureQueriesContext(connection) as captured:
            action(Page.objects.get(pk=page.pk).specific)
        return sum('FROM "wagtailcore_revision"' in query["sql"] for query in captured)

    assert reads(index.insert_or_update_object) == reads(lambda page: page.newest_text)


def test_somebody_without_rights_to_pages_finds_none(client: Client) -> None:
    builders.standard_page(title="Sample garden", lead="<p>About zinnias</p>")
    client.force_login(builders.user("Enquiry team"), backend="django.contrib.auth.backends.ModelBackend")
    assert "Sample garden" not in client.get(reverse("wagtailadmin_pages:search"), {"q": "zinnias"}).content.decode()


def test_a_translation_is_found_by_a_word_in_its_own_script(editor: Client) -> None:
    page = builders.in_urdu(builders.standard_page(), title="Sample garden", lead="<p>یہ نمونہ متن ہے</p>")
    assert page.title in found(editor, "نمونہ")


def test_people_and_terms_are_found_by_what_is_said_of_them(client: Client) -> None:
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    builders.person(name="Sample Person", bio="<p>Grows zinnias</p>", role="Gardener")
    builders.glossary_term(term="SMPL", meaning="a bed of zinnias", explanation="They are annuals.")
    builders.image(title="Sample picture", description="A bed", credit="Zinnia Sample")
    assert "Sample Person" in found(client, "zinnias", "wagtailsnippets_pages_person:list")
    assert "Sample Person" in found(client, "gardener", "wagtailsnippets_pages_person:list")
    for words in ("zinnias", "annuals"):
        assert "SMPL" in found(client, words, "wagtailsnippets_pages_glossaryterm:list")
    assert "Sample picture" in client.get(reverse("wagtailimages:index"), {"q": "zinnia"}).content.decode()
