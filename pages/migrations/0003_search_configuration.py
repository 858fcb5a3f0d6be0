"""How PostgreSQL finds words: English by their stem, all others as they stand, and every word without its accents.

SQLite needs nothing of the kind.
"""

from django.db import DatabaseError, migrations, transaction
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


def make_configuration(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the configuration that `WAGTAILSEARCH_BACKENDS` names, with accents where the extension is missing."""
    if schema_editor.connection.vendor != "postgresql":
        return
    schema_editor.execute("CREATE TEXT SEARCH CONFIGURATION apnahaq (COPY = pg_catalog.english)")
    try:
        with transaction.atomic(schema_editor.connection.alias):
            schema_editor.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
            schema_editor.execute(
                "ALTER TEXT SEARCH CONFIGURATION apnahaq"
                " ALTER MAPPING FOR hword, hword_part, word WITH unaccent, english_stem"
            )
    except DatabaseError:
        # Not installed, or not ours to install. Search works without the extension.
        print("Search will distinguish accents: the PostgreSQL extension unaccent is not available.")


def drop_configuration(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the configuration. The extension may serve others and stays."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TEXT SEARCH CONFIGURATION apnahaq")


class Migration(migrations.Migration):
    dependencies = [("pages", "0002_initial")]

    operations = [migrations.RunPython(make_configuration, drop_configuration)]
