"""How tests use the admin's forms: opening one, filling it in, reading its errors."""

from typing import Any

from bs4 import BeautifulSoup
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, get_page_models
from wagtail.test.utils.form_data import inline_formset, nested_form_data, querydict_from_html, rich_text, streamfield

from tests import builders

PAGE_MODELS = sorted((model for model in get_page_models() if model is not Page), key=lambda model: model.__name__)

PUBLISH = {"action-publish": "action-publish"}
SUBMIT = {"action-submit": "action-submit"}

NO_SUMMARY = "Say in one sentence what this page is about."


def has(model: type[Page], name: str, field_class: type) -> bool:
    """Return whether pages of a type have a field of that name and class."""
    return any(field.name == name and isinstance(field, field_class) for field in model._meta.get_fields())


def parent_for(model: type[Page]) -> Page:
    """Return a parent for a new page of a type; the seeded page is deleted where only one is allowed."""
    if model.max_count_per_parent:
        builders.seeded(model).delete()
    parent = model.allowed_parent_page_models()[0]
    return Page.get_first_root_node() if parent is Page else builders.seeded(parent)


def form_of(response: HttpResponse) -> dict[str, Any]:
    """Return what the form of a page or a setting would send unchanged, without its streams."""
    html = response.content.decode()
    form = "page-edit-form" if 'id="page-edit-form"' in html else "w-editor-form"
    return dict(querydict_from_html(html, form_id=form).lists())


def empty_streams(model: type[Page]) -> dict[str, Any]:
    """Return every stream of a page, empty: the editor's scripts add them to the form. And no recordings.

    What a page is not published without is there.
    """
    streams = [field.name for field in model._meta.get_fields() if isinstance(field, StreamField)]
    empty = {name: streamfield([]) for name in streams}
    return nested_form_data({**empty, **needed_streams(model), "page_recordings": inline_formset([])})


def needed_streams(model: type[Page]) -> dict[str, Any]:
    """Return the streams without which pages of a type are not published, as a form sends them."""
    return {
        name: streamfield([(kind, {"person": str(value["person"].pk), "role": ""}) for kind, value in blocks])
        for name, blocks in builders.needed_streams(model).items()
    }


def typed(**fields: Any) -> dict[str, Any]:
    """Return fields as a form sends them."""
    return nested_form_data(fields)


def opened(client: Client, page: Page, **fields: Any) -> dict[str, Any]:
    """Return what the form of a page would send with some fields filled in. Other streams are empty."""
    return {**form_of(client.get(edit_address(page))), **empty_streams(type(page)), **typed(**fields)}


def texts_for(model: type[Page]) -> dict[str, Any]:
    """Return texts for the fields of a page of any type, each with a word of its own."""
    texts = {name: rich_text(f"<p>The {name} of roses</p>") for name in ("statement", "lead", "call_text")}
    found = {name: text for name, text in texts.items() if has(model, name, RichTextField)}
    if has(model, "body", StreamField):
        found["body"] = streamfield([("paragraph", rich_text("<p>The body of roses</p>"))])
    return found


def add_address(model: type[Page], parent: Page, view: str = "add") -> str:
    """Return the address of the form for a new page, or of its preview."""
    names = [model._meta.app_label, model._meta.model_name]
    return reverse(f"wagtailadmin_pages:{view}", args=[*names, parent.pk])


def edit_address(page: Page, view: str = "edit") -> str:
    """Return the address of the form of a page, or of another view of it."""
    return reverse(f"wagtailadmin_pages:{view}", args=[page.pk])


def error_of(response: HttpResponse, field: str) -> str:
    """Return the error of a field, or an empty string."""
    form = BeautifulSoup(response.content.decode(), "html.parser")
    wrapper = form.find(attrs={"name": field}).find_parent(class_="w-field__wrapper")
    message = wrapper.select_one(".error-message")
    return message.get_text(strip=True) if message else ""
