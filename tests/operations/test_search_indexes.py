"""What the search is built on is made by migrations, wherever the site runs, and stays when a site is upgraded."""

import sys
from importlib import import_module
from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import ProgrammingError, connection
from django.db.migrations.recorder import MigrationRecorder

from apnahaq import indexes
from apnahaq.management.commands import prepare
from pages.models import SearchWord
from pages.search import spelling
from tests import builders
from tests.reading import main_words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

MIGRATION = "pages.migrations.0014_search_answers"


def finds(client, query: str) -> bool:
    return "It is here" in main_words(client.get("/search/", {"q": query}))


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only on PostgreSQL: SQLite has no such extension")
def test_where_the_extension_may_not_be_installed_the_migration_says_so_and_goes_on(capsys):
    def refuse(execute, sql, params, many, context):
        if "EXTENSION" in sql:
            raise ProgrammingError("permission denied to create extension")
        return execute(sql, params, many, context)

    with connection.schema_editor() as editor, connection.execute_wrapper(refuse):
        import_module(MIGRATION).make_indexes(apps, editor)
    assert "pg_trgm" in capsys.readouterr().out


def test_without_trigrams_misspellings_are_recognised_by_how_words_begin_and_end(client, monkeypatch):
    monkeypatch.setattr(spelling, "has_trigrams", lambda: False)
    builders.standard_page(title="It is here", body=[("paragraph", "<p>zaubergarten</p>")])
    spelling.update_words()
    assert finds(client, "zaubregarten") and finds(client, "saubergarten")


@pytest.mark.skipif("connection.vendor != 'postgresql'", reason="only PostgreSQL compares trigrams")
def test_with_trigrams_errors_at_both_ends_are_recognised(client):
    assert spelling.has_trigrams()
    builders.standard_page(title="It is here", body=[("paragraph", "<p>zaubergarten</p>")])
    spelling.update_words()
    assert finds(client, "saubergartem")


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="only on SQLite: PostgreSQL has stems by itself")
def test_on_sqlite_the_index_of_stems_is_made_from_what_is_there_and_goes_away(client):
    migration = import_module(MIGRATION)
    builders.standard_page(title="It is here", body=[("paragraph", "<p>zaubergardens</p>")])
    with connection.cursor() as cursor:
        for statement in [*migration.FROM_SQLITE, *migration.ON_SQLITE]:
            cursor.execute(statement)
    assert finds(client, "zaubergarden")


def test_words_of_pages_that_are_gone_are_forgotten():
    page = builders.standard_page(title="Zaubergarten")
    spelling.update_words()
    assert SearchWord.objects.filter(word="zaubergarten").exists()
    page.delete()
    spelling.update_words()
    assert not SearchWord.objects.filter(word="zaubergarten").exists()


def test_an_index_of_an_earlier_version_is_folded_when_it_is_renewed(client):
    # As version 1.0 indexed it.
    page = builders.standard_page(title="It is here", body=[("paragraph", "<p>Unsere Zauber-gärten</p>")])
    entry = page.index_entries.all()
    if connection.vendor == "sqlite":
        entry.update(body="Unsere Zauber-gärten")
    else:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE wagtailsearch_indexentry SET body = to_tsvector('apnahaq', %s) WHERE id = %s",
                ["Unsere Zauber-gärten", entry.get().pk],
            )
    assert not finds(client, "zaubergarten")
    call_command("update_index", stdout=StringIO(), verbosity=0)
    assert finds(client, "zaubergarten")


def test_indexes_are_built_at_the_next_start_of_any_machine_if_one_was_interrupted_after_it_had_migrated(
    monkeypatch, settings, tmp_path
):
    missing, built = [["a migration"], [], []], []
    monkeypatch.setattr(prepare.MigrationExecutor, "migration_plan", lambda *_arguments: missing.pop(0))
    monkeypatch.setattr(prepare, "call_command", lambda *_arguments, **_options: None)
    monkeypatch.setattr(indexes, "call_command", lambda *_arguments, **_options: sys.exit("interrupted"))
    with pytest.raises(SystemExit):
        prepare.Command().migrate()
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(indexes, "call_command", lambda name, **_options: built.append(name))
    prepare.Command().migrate()
    prepare.Command().migrate()
    assert built == ["update_index", "rebuild_references_index"]


def test_after_another_migration_they_are_built_once_more(monkeypatch):
    built = []
    monkeypatch.setattr(indexes, "call_command", lambda name, **_options: built.append(name))
    prepare.Command().migrate()
    MigrationRecorder(connection).record_applied("another", "0001_initial")
    prepare.Command().migrate()
    prepare.Command().migrate()
    assert built == ["update_index", "rebuild_references_index"] * 2
