"""A site of version 1.0 knows after the upgrade which translations are out of date."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from pages.models import TextChange
from tests import builders

MIGRATION = ("pages", "0013_text_changes")


@pytest.mark.each_database
@pytest.mark.django_db(transaction=True)
def test_what_is_public_counts_as_changed_when_it_was_published_last():
    page, draft = builders.standard_page(), builders.standard_page(live=False)
    translation = builders.in_urdu(page)
    executor = MigrationExecutor(connection)
    before = [key for key in executor.loader.graph.node_map[MIGRATION].parents if key.key[0] == "pages"]
    executor.migrate([key.key for key in before])
    assert "pages_textchange" not in connection.introspection.table_names()
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    changed = dict(TextChange.objects.values_list("page_id", "changed_at"))
    assert changed[page.pk] == page.last_published_at and changed[translation.pk] == translation.last_published_at
    assert draft.pk not in changed
