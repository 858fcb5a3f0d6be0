"""A draft in the ordinary form that is older than a change of its original is not published before it is compared."""

import pytest
from django.urls import reverse

from pages.readiness.findings import NotReadyError
from tests import builders
from tests.editing import editor, translating
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

COMPARE = "after this draft was last saved. Compare them, save this draft, changed or not, and publish it then."


def saved_before_the_change(**fields):
    """Return a draft in the ordinary form, of which the original has another text since it was saved."""
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    draft = builders.in_urdu(page, is_live=False)
    translating.change(page, **(fields or {"lead": "<p>Tulips.</p>"}))
    return draft


def send(client, draft, action):
    """Press a button of the ordinary form, and return what the screen says then."""
    answer = client.post(editor.edit_address(draft), editor.opened(client, draft) | action, follow=True)
    return " ".join(parsed(answer).get_text(" ").split())


def test_a_translation_in_the_ordinary_form_is_not_published_before_it_is_saved_again():
    publisher = browser("publisher")
    draft = saved_before_the_change()
    findings = publisher.get(reverse("page_readiness", args=[draft.pk])).content.decode()
    assert "The English page changed on" in findings and COMPARE in findings
    assert COMPARE in send(publisher, draft, editor.PUBLISH)
    assert not translating.stored(draft).live
    send(publisher, draft, {})
    assert COMPARE not in send(publisher, draft, editor.PUBLISH)
    assert translating.stored(draft).live


def test_no_other_way_publishes_a_draft_that_is_older_than_the_change_of_its_original():
    draft = saved_before_the_change()
    with pytest.raises(NotReadyError, match="after this draft was last saved"):
        translating.stored(draft).get_latest_revision().publish()
    assert not translating.stored(draft).live


def test_a_scheduled_draft_that_is_older_than_the_change_is_held_up_although_a_later_one_is_not():
    draft = translating.stored(saved_before_the_change())
    scheduled = draft.get_latest_revision()
    draft.save_revision()
    with pytest.raises(NotReadyError, match="after this draft was last saved"):
        scheduled.publish()
    assert not translating.stored(draft).live


def test_an_original_that_was_away_and_came_back_as_it_was_holds_no_draft_up():
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    page.save_revision()
    draft = builders.in_urdu(page, is_live=False)
    page.unpublish()
    translating.change(page, lead="<p>Roses.</p>")
    translating.stored(draft).get_latest_revision().publish()
    assert translating.stored(draft).live


@pytest.mark.parametrize("fields", [{"review_on": "2027-01-05"}, {"is_sensitive": True}], ids=str)
def test_an_original_that_says_the_same_holds_no_draft_in_the_ordinary_form_up(fields):
    draft = saved_before_the_change(**fields)
    translating.stored(draft).get_latest_revision().publish()
    assert translating.stored(draft).live


@pytest.mark.parametrize(("lead", "is_held_up"), [("<p>Roses.</p>", False), ("<p>Tulips.</p>", True)])
def test_an_original_that_is_published_later_holds_its_translation_up_only_with_another_text(lead, is_held_up):
    publisher = browser("publisher")
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>", live=False)
    page.save_revision()
    draft = builders.in_urdu(page, is_live=False)
    translating.change(page, lead=lead)
    assert (COMPARE in send(publisher, draft, editor.PUBLISH)) == is_held_up


def test_the_translation_editor_is_not_left_for_the_ordinary_form_without_the_changes():
    publisher = browser("publisher")
    draft = translating.translated_before_the_change(publisher)
    stop = translating.address("stop_translation", translating.translation_of(draft).pk)
    assert "Choose “Bring the changes here”" in translating.said(publisher.post(stop, follow=True))
    assert translating.translation_of(draft).enabled
    translating.bring_changes(publisher, draft)
    publisher.post(stop)
    assert not translating.translation_of(draft).enabled
    send(publisher, draft, editor.PUBLISH)
    assert translating.stored(draft).live
