"""Which tables and migrations a database has, and how it gets those of a backup and then those of this code."""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder

from apnahaq.backups.errors import BackupError
from apnahaq.indexes import rebuild_indexes

MIGRATIONS_TABLE = "django_migrations"
# Every database of the site has it.
FIRST_MIGRATION = ("pages", "0001_user")
# The rows of these tables are in no backup: who is logged in, who tried to, links and emails that wait to be sent, and
# counts of senders. They end within days at most, so that no older ones may come back.
WITHOUT_ROWS = frozenset(
    {
        "accounts_accountemail",
        "axes_accessattempt",
        "axes_accessattemptexpiration",
        "axes_accessfailurelog",
        "axes_accesslog",
        "django_session",
        "enquiries_sendercount",
        "enquiries_senderwindow",
        "pages_staffemail",
    }
)

# Applications that earlier versions had and this one lacks. Their tables hold no rows that anybody needs.
FORMER_APPLICATIONS = frozenset({"simple_translation"})


def applied_migrations() -> list[str]:
    """Return the migrations of the database, as "application.name"."""
    return sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())


def site_tables() -> list[str]:
    """Return the tables of the site, whichever version made them. Raises `BackupError` if there are others.

    A table belongs to the site if its name begins with that of an application which this code or the database knows.
    """
    with connection.cursor() as cursor:
        names = [table.name for table in connection.introspection.get_table_list(cursor) if table.type in {"t", "p"}]
    applied = MigrationRecorder(connection).applied_migrations()
    if names and FIRST_MIGRATION not in applied:
        raise BackupError("DATABASE_URL names a database that holds something else than this site. Name an empty one.")
    labels = {config.label for config in apps.get_app_configs()} | {label for label, _name in applied} | {"django"}
    prefixes = tuple(f"{label}_" for label in labels)
    if others := sorted(name for name in names if not name.startswith(prefixes)):
        raise BackupError(
            f"DATABASE_URL names a database that also holds something else than this site: the table {others[0]}. "
            "Name one for the site alone."
        )
    return sorted(names)


def belongs_to_former_application(table: str) -> bool:
    """Return whether a table of a backup belongs to an application that this version lacks."""
    return table.startswith(tuple(f"{label}_" for label in FORMER_APPLICATIONS))


def require_known(migrations: Iterable[str]) -> None:
    """Raise `BackupError` if this code does not know a migration: a newer version made it."""
    loader = MigrationExecutor(connection).loader
    known = set(loader.disk_migrations) | {
        replaced for migration in loader.disk_migrations.values() for replaced in migration.replaces
    }
    unknown = sorted(
        name
        for name in migrations
        if tuple(name.split(".")) not in known and name.split(".")[0] not in FORMER_APPLICATIONS
    )
    if unknown:
        raise BackupError(
            f"This backup was made by a newer version of the site (it has the migration {unknown[0]}): restore it with "
            "that version."
        )


def migrate_to(migrations: Iterable[str], after_each: Callable[[], None]) -> None:
    """Migrate an empty database to exactly these migrations. `after_each` is called after each."""
    executor = _executor(after_each)
    graph = executor.loader.graph
    wanted = {key for key in graph.nodes if ".".join(key) in set(migrations)}
    followed = {parent.key for key in wanted for parent in graph.node_map[key].parents if parent.key[0] == key[0]}
    # The last ones of each application.
    executor.migrate(sorted(wanted - followed))


def migrate_forward(after_each: Callable[[], None] = lambda: None) -> int:
    """Apply the migrations that are missing to a database with content, and return how many these were."""
    # What is cached of the database before.
    ContentType.objects.clear_cache()
    executor = _executor(after_each)
    last = executor.loader.graph.leaf_nodes()
    missing = len(executor.migration_plan(last))
    executor.migrate(last)
    # Content types and permissions, as `manage.py migrate` does.
    emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)
    if missing:
        rebuild_indexes()
    return missing


def _executor(after_each: Callable[[], None]) -> MigrationExecutor:
    def report(action: str, *args: Any) -> None:
        if action == "apply_success":
            after_each()

    return MigrationExecutor(connection, report)
