"""Whoever may write a page may take it off the site in an emergency; publishers learn of it."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry

from pages.models import BlogPage, StaffEmail, StandardPage
from pages.staff.page_emails import TAKEN_DOWN
from tests import builders
from tests.editing import editor
from tests.editing.two_editors import Colleague, is_public, messages
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db


def offers_unpublishing(writer: Colleague, page: BlogPage) -> bool:
    """Tell whether the form of a page leads to unpublishing it."""
    screen = parsed(writer.browser.get(editor.edit_address(page)))
    return bool(screen.select(f'a[href^="{editor.edit_address(page, "unpublish")}"]'))


def take_down(writer: Colleague, page: BlogPage) -> None:
    """Unpublish a page with Wagtail's button."""
    assert offers_unpublishing(writer, page)
    writer.browser.post(editor.edit_address(page, "unpublish"))
    page.refresh_from_db()


def test_a_writer_takes_a_page_down_and_cannot_put_it_back():
    writer, publisher = Colleague("Writer"), Colleague()
    page = builders.seeded(BlogPage)
    take_down(writer, page)
    assert not is_public(page)
    [entry] = PageLogEntry.objects.filter(page=page, action=TAKEN_DOWN)
    assert entry.user == writer.user
    writer.browser.post(editor.edit_address(page), editor.opened(writer.browser, page) | editor.PUBLISH)
    assert not is_public(page)
    history = publisher.browser.get(editor.edit_address(page, "history")).content.decode()
    assert "Taken off the site by somebody who may not publish" in history


@pytest.mark.parametrize("is_below_a_draft", [False, True], ids=["alone", "below a draft"])
def test_what_a_writer_took_down_is_deleted_by_a_publisher_alone(is_below_a_draft):
    writer, publisher = Colleague("Writer"), Colleague()
    above = builders.standard_page()
    above.unpublish()
    StandardPage.objects.filter(pk=above.pk).update(first_published_at=None)
    page = builders.standard_page(parent=above if is_below_a_draft else None)
    take_down(writer, page)
    chosen = above if is_below_a_draft else page
    together = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    for address in (editor.edit_address(chosen, "delete"), f"{together}?id={chosen.pk}"):
        writer.browser.post(address)
        assert StandardPage.objects.filter(pk=page.pk).exists()
    publisher.browser.post(editor.edit_address(page, "delete"))
    assert not StandardPage.objects.filter(pk=page.pk).exists()


def test_a_writer_deletes_a_draft_that_was_never_public():
    writer = Colleague("Writer")
    page = builders.standard_page()
    page.unpublish()
    StandardPage.objects.filter(pk=page.pk).update(first_published_at=None)
    writer.browser.post(editor.edit_address(page, "delete"))
    assert not StandardPage.objects.filter(pk=page.pk).exists()


def test_it_works_while_the_page_is_handed_in():
    writer, _publisher = Colleague("Writer"), Colleague()
    page = builders.blog_page()
    page.get_workflow().start(page, writer.user)
    take_down(writer, page)
    assert not is_public(page)


def test_it_works_while_somebody_else_has_locked_the_page():
    writer, publisher = Colleague("Writer"), Colleague()
    page = builders.blog_page()
    page.locked, page.locked_by, page.locked_at = True, publisher.user, timezone.now()
    page.save()
    take_down(writer, page)
    assert not is_public(page)


def test_it_works_for_several_pages_at_once():
    writer, publisher = Colleague("Writer"), Colleague()
    pages = [builders.blog_page(), builders.blog_page()]
    chosen = "&".join(f"id={page.pk}" for page in pages)
    writer.browser.post(f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'unpublish'])}?{chosen}")
    assert not any(map(is_public, pages))
    assert StaffEmail.objects.filter(recipient=publisher.user).count() == 2


def test_pages_below_it_that_go_with_it_are_reported_too():
    writer, publisher = Colleague("Writer"), Colleague()
    above = builders.standard_page()
    below = builders.blog_index_page(builders.home())
    below.move(above, "last-child")
    writer.browser.post(editor.edit_address(above, "unpublish"), {"include_descendants": "on"})
    assert PageLogEntry.objects.filter(action=TAKEN_DOWN, user=writer.user).count() == 2
    assert StaffEmail.objects.filter(recipient=publisher.user).count() == 2


def test_a_page_on_which_safety_rests_stays_on_the_site():
    writer, _publisher = Colleague("Writer"), Colleague()
    response = writer.browser.post(editor.edit_address(builders.home(), "unpublish"), follow=True)
    assert "cannot be deleted or unpublished" in messages(response)
    assert is_public(builders.home())
    assert not StaffEmail.objects.exists()


@pytest.mark.parametrize("role", ["site manager", "administrator", "enquiry team", "no group"])
def test_nobody_takes_down_what_she_may_not_write(role):
    page = builders.blog_page()
    assert browser(role).post(editor.edit_address(page, "unpublish")).status_code == 302
    assert is_public(page)
