"""Words that were taken out of a page are kept by the translation editor no longer than by anything else."""

import json

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page
from wagtail_localize.models import String, StringTranslation

from pages.translations.cleanup import delete_expired
from tests import builders
from tests.editing import editor, translating
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db

REMOVED, IN_URDU = "Zephyrine", "زیفرین"


@pytest.fixture
def pair():
    """Return a page and its translation, in which a word stood that was taken out of the page."""
    publisher = browser("publisher")
    page = builders.standard_page(title="About her", lead=f"<p>{REMOVED}</p>", body=[("paragraph", "<p>Roses.</p>")])
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft, lead=IN_URDU)
    translating.post(publisher, draft, translating.PUBLISH)
    page.lead = ""
    page.save_revision().publish()
    return page, draft


def kept() -> str:
    """Return all that the tables of wagtail-localize hold."""
    models = apps.get_app_config("wagtail_localize").get_models()
    rows = [serializers.serialize("json", model.objects.all(), ensure_ascii=False) for model in models]
    return json.dumps(rows, ensure_ascii=False)


def test_deleting_old_versions_deletes_what_the_translation_editor_kept(pair):
    page, draft = pair
    assert REMOVED in kept() and IN_URDU in kept()
    publisher = browser("publisher")
    publisher.post(reverse("delete_old_versions", args=[page.pk]))
    assert REMOVED not in kept() and IN_URDU not in kept()
    assert not translating.newest(draft).lead


@pytest.mark.parametrize("reason", ["locked", "no permission"])
def test_a_draft_in_other_hands_stays_as_it_is_and_is_named(pair, reason):
    page, draft = pair
    colleague = builders.user("Publisher")
    if reason == "locked":
        Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=builders.superuser())
    else:
        GroupPagePermission.objects.filter(group__name="Publisher").delete()
        for codename in ("change_page", "publish_page"):
            permission = Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")
            group = Group.objects.get(name="Publisher")
            GroupPagePermission.objects.create(group=group, page=builders.home(), permission=permission)
    before = translating.stored(draft).latest_revision_id
    screen = browser_of(colleague).post(reverse("delete_old_versions", args=[page.pk]), follow=True)
    assert translating.stored(draft).latest_revision_id == before
    assert "The draft of “About her” (Urdu) stays as it is" in translating.said(screen).replace(
        translating.stored(draft).title, "About her"
    )
    assert REMOVED not in kept() and IN_URDU not in kept()
    # Its editor goes on offering what has changed.
    Page.objects.filter(pk=draft.pk).update(locked=False)
    state = parsed(browser("superuser").get(editor.edit_address(draft))).select_one(".translation-state")
    assert "Bring the changes here" in state.get_text()


def test_a_translation_of_words_that_are_gone_goes_after_the_time_of_old_versions(pair, settings):
    page, draft = pair
    publisher = browser("publisher")
    publisher.post(translating.address("update_translations", translating.translation_of(draft).source_id))
    delete_expired()
    assert IN_URDU in kept()
    StringTranslation.objects.update(updated_at=timezone.now() - timezone.timedelta(days=366))
    delete_expired()
    assert REMOVED not in kept() and IN_URDU not in kept()
    assert String.objects.exists(), "the other texts stay"


def test_nothing_is_kept_of_pages_that_were_deleted(pair):
    for page in pair:
        translating.stored(page).delete()
    delete_expired()
    assert REMOVED not in kept() and IN_URDU not in kept()
