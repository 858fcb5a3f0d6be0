"""A page of any type is created, published and served; tests/editing tests the forms on the way."""

import pytest
from django.urls import reverse
from wagtail.models import Page, Site, get_page_models
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text

from tests import builders
from tests.editing.editor import needed_streams
from tests.page_types import PAGE_TYPES
from tests.reading import parsed

pytestmark = pytest.mark.django_db

TITLE = "A page that somebody made"
OURS = {"campaigns", "enquiries", "pages"}


@pytest.fixture
def editor(client):
    client.force_login(builders.superuser())
    return client


def prepare_parent(page_type) -> Page:
    """Delete the seeded page where only one is allowed, and return a parent for a new one."""
    if page_type.parent is Page:
        return Page.get_first_root_node()
    if getattr(page_type.model, "max_count_per_parent", None):
        for page in page_type.model.objects.all():
            Page.objects.get(pk=page.pk).delete()
    return builders.seeded(page_type.parent)


def form_of(client, address: str, model: type[Page], **fields) -> dict:
    """Return what the editing form sends, with some of it filled in."""
    data = querydict_from_html(client.get(address).content.decode(), form_id="page-edit-form").copy()
    for field in model._meta.get_fields():
        if type(field).__name__ == "StreamField":
            data[f"{field.name}-count"] = "0"
        elif type(field).__name__ == "RichTextField" and "/add/" in address:
            data[field.name] = rich_text("<p>Some words</p>")
    data.update(nested_form_data(needed_streams(model)))
    # A colleague would read it first.
    data.pop("names_person", None)
    data.update({"title": TITLE, "slug": "somebody-made-it", "search_description": "What it is about."})
    data.update(fields)
    return data


def add_address(page_type, parent: Page) -> str:
    meta = page_type.model._meta
    return reverse("wagtailadmin_pages:add", args=[meta.app_label, meta.model_name, parent.pk])


def test_every_page_type_is_in_the_table():
    ours = {model for model in get_page_models() if model._meta.app_label in OURS}
    assert {each.model for each in PAGE_TYPES} == ours


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_the_example_is_of_its_type(client, page_type):
    page_type.example()
    assert client.get(page_type.path).context["page"].specific_class is page_type.model


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_page_is_created_published_and_served(editor, client, page_type):
    parent = prepare_parent(page_type)
    address = add_address(page_type, parent)
    data = form_of(editor, address, page_type.model, **{"action-publish": "1"})
    response = editor.post(address, data)
    assert response.status_code == 302, parsed(response).select(".error-message, .help-critical")
    page = page_type.model.objects.get(title=TITLE)
    assert page.live
    if page_type.parent is Page:
        Site.objects.update(root_page=page)
    editor.logout()
    response = client.get(page.get_url() if page_type.parent is not Page else "/")
    assert response.status_code == 200
    assert TITLE in parsed(response).title.get_text()


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_change_that_is_published_shows_at_once(editor, client, page_type):
    page = page_type.example()
    client.get(page_type.path)
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    data = form_of(editor, address, page_type.model, slug=page.slug, seo_title="", **{"action-publish": "1"})
    assert editor.post(address, data).status_code == 302
    editor.logout()
    assert TITLE in parsed(client.get(page_type.path)).title.get_text()
