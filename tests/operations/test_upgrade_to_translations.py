"""A site of version 1.0 knows after the upgrade which translations are out of date."""

from importlib import import_module

import pytest
from django.apps import apps

from pages.models import TextChange
from tests import builders


@pytest.mark.each_database
@pytest.mark.django_db
def test_what_is_public_counts_as_changed_when_it_was_published_last():
    page, draft = builders.standard_page(), builders.standard_page(live=False)
    translation = builders.in_urdu(page)
    TextChange.objects.all().delete()
    import_module("pages.migrations.0013_text_changes").record_public_pages(apps, None)
    changed = dict(TextChange.objects.values_list("page_id", "changed_at"))
    assert changed[page.pk] == page.last_published_at and changed[translation.pk] == translation.last_published_at
    assert draft.pk not in changed
