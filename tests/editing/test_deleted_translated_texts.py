"""Words that were taken out of a page are kept by the translation editor no longer than by anything else."""

import json

import pytest
from django.apps import apps
from django.core import serializers
from django.urls import reverse
from django.utils import timezone
from wagtail_localize.models import String, StringTranslation

from pages.translations.cleanup import delete_expired
from tests import builders
from tests.editing import translating
from tests.enquiries.staff import browser

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
