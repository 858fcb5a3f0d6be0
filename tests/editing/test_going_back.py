"""Every change of a page can be undone."""

import pytest
from django.urls import reverse

from pages.models import BlogPage, HomePage, StandardPage
from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Publish a page, then publish it with other words."""
    page = builders.standard_page(title="Roses", lead="<p>Red.</p>", body=builders.every_block()[:1])
    page.save_revision(log_action=True).publish()
    page.title, page.body = "Thorns", []
    page.save_revision(log_action=True).publish()
    return StandardPage.objects.get(pk=page.pk)


def test_a_page_can_be_reverted_with_all_its_text(client, page):
    editing = browser("publisher")
    history = parsed(editing.get(editor.edit_address(page, "history")))
    first = page.live_revision.get_previous()
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    assert history.select(f"a[href='{address}']")

    screen = editing.get(address)
    assert "previous version of this page" in parsed(screen).get_text()
    form = parsed(screen).find("form", id="page-edit-form")
    body = [(block.block_type, editor.rich_text(str(block.value))) for block in first.as_object().body]
    sent = editor.form_of(screen) | editor.typed(body=editor.streamfield(body)) | editor.PUBLISH
    assert editing.post(form["action"], sent).status_code == 302
    answer = client.get(page.url)
    assert parsed(answer).h1.get_text(strip=True) == "Roses"
    assert "A sample paragraph" in main_words(answer)

    # Going back is a step of its own: it can be undone as well.
    assert page.live_revision.get_next().as_object().title == "Roses"
    assert page.revisions.get(pk=page.live_revision_id).as_object().title == "Thorns"


@pytest.mark.parametrize("model", [HomePage, StandardPage, BlogPage], ids=lambda model: model.__name__)
def test_the_starter_content_of_a_page_can_be_restored(model):
    page = builders.seeded(model)
    began = page.latest_revision
    page.title = "Thorns"
    page.save_revision(log_action=True).publish()
    history = parsed(browser("writer").get(editor.edit_address(page, "history")))
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, began.pk])
    assert history.select(f"a[href='{address}']")


def test_two_revisions_of_a_page_can_be_compared(page):
    first, second = page.live_revision.get_previous(), page.live_revision
    address = reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
    compared = parsed(browser("writer").get(address))
    assert compared.find("span", class_="deletion", string="Roses")
    assert compared.find("span", class_="addition", string="Thorns")


def test_reverting_in_a_draft_changes_nothing_for_visitors(client, page):
    first = page.live_revision.get_previous()
    editing = browser("writer")
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    sent = editor.form_of(editing.get(address)) | editor.empty_streams(StandardPage) | editor.PUBLISH
    assert editing.post(address, sent).status_code == 302
    assert parsed(client.get(page.url)).h1.get_text(strip=True) == "Thorns"


def test_an_unpublished_page_can_be_published_again(client, page):
    editing = browser("publisher")
    editing.post(editor.edit_address(page, "unpublish"))
    assert client.get(page.url).status_code == 404
    form = editor.opened(editing, page)
    assert editing.post(editor.edit_address(page), form | editor.PUBLISH).status_code == 302
    assert client.get(page.url).status_code == 200


def test_an_editor_is_warned_before_overwriting_what_somebody_else_saved(page):
    address = editor.edit_address(page)
    editing = browser("writer")
    form = editor.opened(editing, page, title="Mine")
    page.title = "Another title"
    page.save_revision(user=builders.user("Writer"))
    response = editing.post(address, form, headers={"Accept": "application/json"})
    assert response.status_code == 400
    assert "newer version" in response.json()["error_message"]
