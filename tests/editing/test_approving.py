"""Whoever approves a page publishes what she has read, and is told that it is public."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests import builders
from tests.editing import editor
from tests.editing.two_editors import APPROVE, Colleague, is_public, messages, with_ticks

pytestmark = pytest.mark.django_db


def test_she_is_told_that_visitors_can_read_the_page_now():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    assert "“Rosa” is approved and published: visitors can read it now." in reader.change(page, APPROVE)
    assert is_public(page)


def test_of_a_private_page_she_is_told_that_it_is_published():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    builders.lock(page)
    assert "“Rosa” is approved and published. It is private" in reader.change(page, APPROVE)


def test_of_a_page_with_a_time_to_go_live_she_is_told_when_that_is():
    author, reader = Colleague(), Colleague()
    moment = timezone.localtime() + timedelta(days=2)
    page = author.create("Rosa", editor.SUBMIT, go_live_at=f"{moment:%Y-%m-%d %H:%M}")
    told = reader.change(page, APPROVE)
    assert f"“Rosa” is approved. It will be published on {moment:%-d %B %Y} at {moment:%H:%M} UK time." in told
    assert not is_public(page)


def test_she_is_told_neither_while_her_own_change_waits_for_another_reader():
    author, reader, _third = Colleague("Writer"), Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    assert "approved" not in reader.change(page, APPROVE, title="Rosa of Rotherham")


@pytest.mark.parametrize("is_saved_over", [False, True])
def test_what_was_changed_since_she_opened_it_is_not_published_before_she_has_read_it(is_saved_over):
    author, reader, third = Colleague("Writer"), Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    third.change(page, {}, title="Rosa, in other words")
    opened = with_ticks(editor.opened(reader.browser, page))
    # A form that saves itself goes on writing into the revision that it made.
    page.refresh_from_db()
    revision = page.get_latest_revision().pk if is_saved_over else ""
    third.change(page, {"overwrite_revision_id": revision}, title="Rosa, in words that nobody read")

    told = messages(reader.browser.post(editor.edit_address(page), opened | APPROVE, follow=True))
    assert "“Rosa, in words that nobody read” was changed since you opened it. Read it again, then approve it." in told
    assert not is_public(page)
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().title == "Rosa, in words that nobody read"
    assert "is approved and published" in reader.change(page, APPROVE)
