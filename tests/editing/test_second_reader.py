"""A page that names or shows a person is published by somebody who did not write it, on every way to the public."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import inline_formset

from pages.staff.second_reader import PUBLISHED_ALONE, SecondReaderError
from tests import builders
from tests.editing import editor
from tests.editing.two_editors import APPROVE, Colleague, act, is_public, with_ticks

pytestmark = pytest.mark.django_db

NOTHING: dict[str, str] = {}


def read_once(author: Colleague, reader: Colleague, title: str = "Rosa"):
    """Return a page about a person that one wrote and the other approved."""
    page = author.create(title, editor.PUBLISH)
    reader.approve(page)
    page.refresh_from_db()
    assert is_public(page)
    return page


def test_what_its_author_publishes_is_saved_and_waits_for_a_colleague():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", editor.PUBLISH)
    assert not is_public(page)
    assert page.workflow_in_progress
    assert page.get_latest_revision_as_object().title == "Rosa"
    assert reader.approve(page).status_code == 302
    assert is_public(page)


def test_the_author_is_told_why_and_who_can_read_it():
    author, reader = Colleague(), Colleague()
    page = builders.standard_page(title="Rosa", lead="<p>Roses.</p>", live=False)
    shown = author.change(page, editor.PUBLISH, names_person="on")
    assert "It is saved and not published." in shown
    assert "“Rosa” names or shows a person: a colleague reads it first." in shown
    assert f"It is on the dashboard of {reader.user.username}." in shown


def test_a_page_without_the_tick_is_published_at_once():
    page = builders.standard_page(title="Roses", lead="<p>Roses.</p>", live=False)
    assert "has been published" in Colleague().change(page, editor.PUBLISH, title="Red roses")
    assert is_public(page)


def test_its_author_is_neither_offered_nor_granted_her_own_approval():
    author, _reader = Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    form = author.browser.get(editor.edit_address(page)).content.decode()
    assert "Request changes" in form and "Approve" not in form
    author.approve(page)
    author.change(page, APPROVE)
    assert not is_public(page)
    assert page.workflow_in_progress


def test_what_a_reader_corrects_in_the_same_form_waits_for_another_reader():
    author, reader, third = Colleague("Writer"), Colleague(), Colleague()
    page = author.create("Rosa", editor.SUBMIT)
    shown = reader.change(page, APPROVE, title="Rosa of Rotherham")
    assert "You changed this page" in shown and "It is saved and not published." in shown
    assert f"It is on the dashboard of {third.user.username}." in shown
    assert not is_public(page)
    third.approve(page)
    assert "Rosa of Rotherham" in Client().get(page.get_url()).content.decode()


def test_a_colleague_publishes_a_draft_that_was_never_handed_in():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", NOTHING)
    assert "has been published" in reader.change(page, editor.PUBLISH)
    assert is_public(page)


def test_an_approved_page_needs_a_reader_again_for_each_change():
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    assert "It is saved and not published." in reader.change(page, editor.PUBLISH, title="Rosa again")
    assert "Rosa again" not in Client().get(page.get_url()).content.decode()
    author.approve(page)
    assert "Rosa again" in Client().get(page.get_url()).content.decode()


def test_a_recording_that_is_added_needs_a_reader_too():
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    recording = builders.recording()
    rows = inline_formset([{"recording": recording.pk}])
    assert "It is saved and not published." in author.change(page, editor.PUBLISH, page_recordings=rows)
    assert recording.url not in Client().get(page.get_url()).content.decode()
    reader.approve(page)
    assert recording.url in Client().get(page.get_url()).content.decode()


def test_whoever_saves_what_it_said_before_is_still_its_reader():
    author, reader = Colleague(), Colleague()
    page = builders.blog_page(title="Rosa", lead='<p data-block-key="roses">Roses.</p>', body=[], names_person=True)
    reader.change(page, NOTHING, review_on="2035-07-02")
    author.change(page, NOTHING, title="Rosa again")
    assert "has been published" in reader.change(page, editor.PUBLISH)
    assert "Rosa again" in Client().get(page.get_url()).content.decode()


def test_deleting_old_versions_makes_nobody_the_reader_of_her_own_words():
    author, writer, reader = Colleague(), Colleague("Writer"), Colleague()
    page = read_once(author, reader)
    author.change(page, NOTHING, title="Rosa again")
    writer.change(page, NOTHING, title="Rosa again!")
    author.browser.post(reverse("delete_old_versions", args=[page.pk]))
    assert page.revisions.count() == 2
    assert "It is saved and not published." in author.change(page, editor.PUBLISH)
    assert "again" not in Client().get(page.get_url()).content.decode()


@pytest.mark.parametrize("is_unpublished", [False, True])
def test_the_tick_cannot_be_taken_off_to_get_around_it(is_unpublished):
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    if is_unpublished:
        author.browser.post(editor.edit_address(page, "unpublish"))
        page.refresh_from_db()
        assert not page.live
    assert "It is saved and not published." in author.change(page, editor.PUBLISH, names_person=None, title="Somebody")
    assert "Somebody" not in Client().get(page.get_url()).content.decode()
    reader.approve(page)
    page.refresh_from_db()
    assert page.live and page.title == "Somebody" and not page.names_person
    assert "has been published" in author.change(page, editor.PUBLISH, title="Nobody")


def test_a_tick_that_is_taken_off_an_unpublished_draft_still_counts():
    author, _reader = Colleague(), Colleague()
    page = author.create("Rosa", NOTHING)
    author.change(page, NOTHING, names_person=None)
    assert "It is saved and not published." in author.change(page, editor.PUBLISH, names_person=None)
    assert not is_public(page)


def test_a_scheduled_page_waits_for_its_reader_and_then_for_its_time():
    author, reader = Colleague(), Colleague()
    moment = timezone.localtime() + timedelta(days=2)
    page = author.create("Rosa", editor.PUBLISH, go_live_at=moment.strftime("%Y-%m-%d %H:%M"))
    with time_machine.travel(moment + timedelta(hours=1)):
        call_command("publish_scheduled")
    assert not is_public(page)
    reader.approve(page)
    assert not is_public(page)
    with time_machine.travel(moment + timedelta(hours=1)):
        call_command("publish_scheduled")
    assert is_public(page)


def test_an_earlier_version_is_not_restored_by_one_person():
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    first = page.revisions.order_by("pk").first()
    reader.change(page, editor.PUBLISH, title="Rosa again")
    author.approve(page)
    address = reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk])
    form = with_ticks(editor.form_of(author.browser.get(address)) | editor.empty_streams(type(page)))
    author.browser.post(editor.edit_address(page), form | {"revision": str(first.pk)} | editor.PUBLISH)
    assert "Rosa again" in Client().get(page.get_url()).content.decode()


def test_the_copy_of_a_public_page_is_a_draft_until_it_is_read():
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    form = {"new_title": "Naomi", "new_slug": "naomi", "new_parent_page": page.get_parent().pk, "publish_copies": "on"}
    author.browser.post(editor.edit_address(page, "copy"), form | {"copy_subpages": "", "alias": ""})
    copy = type(page).objects.get(slug="naomi")
    assert not is_public(copy)
    assert "It is saved and not published." in author.change(copy, editor.PUBLISH)
    assert not is_public(copy)
    reader.approve(copy)
    assert is_public(copy)


def test_code_that_acts_for_the_author_is_refused_too():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", NOTHING)
    for publish in (
        page.get_latest_revision().publish,
        lambda user: page.publish(page.get_latest_revision(), user=user),
    ):
        with pytest.raises(SecondReaderError):
            publish(user=author.user)
    page.get_latest_revision().publish(user=reader.user)
    assert is_public(page)


def test_bulk_publishing_publishes_nothing_that_waits_for_a_reader():
    author, _reader = Colleague(), Colleague()
    page = author.create("Rosa", NOTHING)
    address = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={page.pk}"
    author.browser.post(address, follow=True)
    assert not is_public(page)


def test_nobody_else_may_publish_so_the_author_is_told_what_to_do():
    author, _writer = Colleague(), Colleague("Writer")
    page = builders.standard_page(title="Rosa", lead="<p>Roses.</p>", live=False)
    shown = author.change(page, editor.PUBLISH, names_person="on")
    assert "nobody but you may publish it. Ask an administrator to give a colleague the role “Publisher”." in shown
    assert not is_public(page) and not page.workflow_in_progress


@pytest.mark.parametrize("is_handed_in", [False, True])
def test_an_administrator_alone_publishes_and_the_history_says_so(is_handed_in):
    alone = Colleague("")
    page = alone.create("Rosa", editor.SUBMIT if is_handed_in else editor.PUBLISH)
    if is_handed_in:
        alone.approve(page)
    assert is_public(page)
    [entry] = PageLogEntry.objects.filter(action=PUBLISHED_ALONE)
    assert (entry.page_id, entry.user) == (page.pk, alone.user)
    history = alone.browser.get(editor.edit_address(page, "history")).content.decode()
    assert "Published without a second reader" in history


def test_an_administrator_with_colleagues_is_not_alone():
    administrator, reader = Colleague(""), Colleague()
    page = administrator.create("Rosa", editor.PUBLISH)
    administrator.approve(page)
    assert not is_public(page)
    reader.approve(page)
    assert is_public(page)
    assert not PageLogEntry.objects.filter(action=PUBLISHED_ALONE).exists()


def test_after_changes_were_asked_for_publishing_hands_it_in_again():
    author, reader = Colleague(), Colleague()
    page = author.create("Rosa", editor.PUBLISH)
    act(reader.browser, page, "reject")
    assert not page.workflow_in_progress
    author.change(page, editor.PUBLISH, title="Rosa, corrected")
    assert page.workflow_in_progress
    reader.approve(page)
    assert "Rosa, corrected" in Client().get(page.get_url()).content.decode()


def test_unpublishing_needs_nobody_else():
    author, reader = Colleague(), Colleague()
    page = read_once(author, reader)
    author.browser.post(editor.edit_address(page, "unpublish"))
    assert not is_public(page)
