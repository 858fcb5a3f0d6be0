"""Links in rich text lead to what everyone may read, in the reader's language."""

import pytest
from django.urls import reverse
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.rich_text import expand_db_html

from tests import builders
from tests.enquiries.staff import browser
from tests.page_types import PAGE_TYPES
from tests.reading import parsed

pytestmark = pytest.mark.django_db


def test_a_link_leads_to_the_translation_where_there_is_one(client):
    chosen = builders.standard_page(slug="chosen")
    translation = builders.in_urdu(chosen, is_live=False)
    link = f'<p><a linktype="page" id="{chosen.pk}">There</a></p>'
    page = builders.standard_page(parent=translation.get_parent(), lead=link, slug="sample")

    def target() -> str:
        return parsed(client.get(page.url)).select_one("main .lead a")["href"]

    assert target() == "/chosen/"
    translation.slug = "muntakhab"
    translation.save_revision().publish()
    assert target() == "/ur/muntakhab/"


def test_a_link_to_a_document_leads_to_it_until_it_is_deleted(client):
    document = builders.document()
    page = builders.standard_page(lead=f'<p><a linktype="document" id="{document.pk}">It</a></p>')

    def link() -> dict[str, str]:
        return parsed(client.get(page.url)).select_one("main .lead a").attrs

    assert client.get(link()["href"]).status_code == 200
    document.delete()
    assert link() == {}


@pytest.mark.parametrize("attributes", ['linktype="page"', 'linktype="page" id="x"', 'linktype="document" id="-1"'])
def test_a_link_without_a_target_leads_nowhere(client, attributes):
    page = builders.standard_page(lead=f"<p><a {attributes}>There</a></p>")
    assert parsed(client.get(page.url)).select_one("main .lead a").attrs == {}


def test_rich_text_that_is_shown_without_its_page_leads_nowhere():
    chosen = builders.standard_page()
    builders.lock(chosen)
    assert expand_db_html(f'<a linktype="page" id="{chosen.pk}">There</a>') == "<a>There</a>"


def rich_fields(model: type[Page]) -> list[str]:
    """Return the fields of a page type in which an editor can set links."""
    return [
        field.name
        for field in model._meta.get_fields()
        if isinstance(field, RichTextField) and "link" in field.features
    ]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_link_in_any_text_of_a_page_leads_somewhere(client, page_type):
    page = page_type.example()
    for name in rich_fields(page_type.model):
        setattr(page, name, f'<p><a linktype="page" id="{builders.home().pk}">{name}</a></p>')
    for name in ("call_title", "call_button", "quotation", "about_title", "name_title", "before_title"):
        if hasattr(page, name):
            setattr(page, name, "Sample words")
    page.save_revision().publish()
    links = {link.get_text(): link.get("href") for link in parsed(client.get(page_type.path)).main("a")}
    assert {name: links.get(name) for name in rich_fields(page_type.model)} == dict.fromkeys(
        rich_fields(page_type.model), "/"
    )


@pytest.mark.parametrize("block", ["paragraph", "question", "help_box", "passage"])
def test_a_link_in_any_block_leads_somewhere(client, block):
    text = f'<p><a linktype="page" id="{builders.home().pk}">There</a></p>'
    value = {
        "paragraph": text,
        "question": {"question": "A?", "answer": text},
        "help_box": {"title": "A", "text": text},
        "passage": {"language": "ur", "text": text},
    }[block]
    page = builders.standard_page(body=[("heading", {"text": "A", "level": "h2"}), (block, value)])
    assert parsed(client.get(page.url)).main.find("a", string="There")["href"] == "/"


@pytest.mark.parametrize("field", ["authors", "interviewee"])
def test_a_link_in_a_biography_leads_somewhere(client, field):
    person = builders.person(bio=f'<p><a linktype="page" id="{builders.home().pk}">There</a></p>')
    page = builders.blog_page(authors=[person]) if field == "authors" else builders.interview_page(interviewee=person)
    assert parsed(client.get(page.url)).main.find("a", string="There")["href"] == "/"


def test_an_alias_of_a_private_page_is_served_and_linked_to_once_it_is_a_public_page_of_its_own(client):
    source = builders.standard_page(slug="source")
    alias = source.create_alias(parent=builders.home(), update_slug="alias")
    builders.lock(source)
    linking = builders.standard_page(lead=f'<p><a linktype="page" id="{alias.pk}">There</a></p>')
    assert "href" not in parsed(client.get(linking.url)).main.find("a", string="There").attrs
    assert "/alias/" not in client.get("/sitemap.xml").content.decode()
    browser("superuser").post(reverse("wagtailadmin_pages:convert_alias", args=[alias.pk]))
    assert client.get("/alias/").status_code == 404
    alias.view_restrictions.all().delete()
    assert client.get("/alias/").status_code == 200
    assert parsed(client.get(linking.url)).main.find("a", string="There")["href"] == "/alias/"
