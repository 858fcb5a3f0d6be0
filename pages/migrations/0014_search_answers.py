"""Add the answers of the search, the list of words, and what finds them: stems on SQLite, trigrams on PostgreSQL.

The list of answers is empty: only a new site starts with some. Reversing loses the answers.
"""

import uuid

import django.db.models.deletion
import modelsearch.index
from django.db import DatabaseError, migrations, models, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

import pages.fields

ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
ENTRIES, STEMS = "wagtailsearch_indexentry", "pages_search_stems"
ADD = f"INSERT INTO {STEMS}(rowid, title, body) VALUES (NEW.id, NEW.title, NEW.body);"
REMOVE = f"INSERT INTO {STEMS}({STEMS}, rowid, title, body) VALUES ('delete', OLD.id, OLD.title, OLD.body);"
# A second index over the same rows. The search of the admin goes on looking for the beginnings of words, not for stems.
ON_SQLITE = [
    f"CREATE VIRTUAL TABLE {STEMS} USING"
    f" fts5(title, body, content='{ENTRIES}', content_rowid='id', tokenize='porter unicode61')",
    f"CREATE TRIGGER {STEMS}_insert AFTER INSERT ON {ENTRIES} BEGIN {ADD} END",
    f"CREATE TRIGGER {STEMS}_delete AFTER DELETE ON {ENTRIES} BEGIN {REMOVE} END",
    f"CREATE TRIGGER {STEMS}_update AFTER UPDATE OF title, body ON {ENTRIES} BEGIN {REMOVE} {ADD} END",
    f"INSERT INTO {STEMS}({STEMS}) VALUES ('rebuild')",
]
FROM_SQLITE = [
    *(f"DROP TRIGGER {STEMS}_{event}" for event in ("insert", "delete", "update")),
    f"DROP TABLE {STEMS}",
]


def make_indexes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Index stems on SQLite. On PostgreSQL, which has them, install what compares misspellings."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in ON_SQLITE:
            schema_editor.execute(statement)
        return
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    except DatabaseError:
        # Not installed, or not ours to install. Search works without the extension.
        print("Search will recognise fewer misspellings: the PostgreSQL extension pg_trgm is not available.")


def drop_indexes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index of stems. The extension may serve others and stays."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in FROM_SQLITE:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0013_text_changes"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtailsearch", "0010_add_text_fields"),
    ]

    operations = [
        migrations.CreateModel(
            name="SearchAnswer",
            fields=[
                ("id", ID),
                ("translation_key", models.UUIDField(default=uuid.uuid4, editable=False)),
                (
                    "words",
                    models.TextField(
                        help_text="One or a few words on each line, for example: my husband. Each search with these "
                        "words in this order gets the answer. Capital letters and accents do not matter.",
                        verbose_name="what people type",
                    ),
                ),
                (
                    "same_as",
                    models.TextField(
                        blank=True,
                        help_text="Words of our pages that mean the same, on lines of their own, for example: CEO. "
                        "Pages with them are found too.",
                        verbose_name="our words for it",
                    ),
                ),
                (
                    "pages",
                    pages.fields.StreamField(
                        blank=True,
                        help_text="In this order. Readers of another language are shown the translations.",
                        verbose_name="pages to show first",
                    ),
                ),
                (
                    "shows_numbers",
                    models.BooleanField(
                        default=False,
                        help_text="For words that somebody in danger may type.",
                        verbose_name="show the numbers to call",
                    ),
                ),
                (
                    "latest_revision",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="wagtailcore.revision",
                        verbose_name="latest revision",
                    ),
                ),
                (
                    "locale",
                    models.ForeignKey(
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="wagtailcore.locale",
                        verbose_name="locale",
                    ),
                ),
            ],
            options={
                "verbose_name": "search answer",
                "ordering": ["words"],
                "abstract": False,
                "unique_together": {("translation_key", "locale")},
            },
            bases=(modelsearch.index.Indexed, models.Model),
        ),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", ID),
                ("word", models.CharField(max_length=30)),
                (
                    "locale",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="wagtailcore.locale"
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("locale", "word"), name="one_search_word_for_each_language")
                ],
            },
        ),
        migrations.RunPython(make_indexes, drop_indexes),
    ]
