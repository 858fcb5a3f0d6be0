"""The database of version 1.0, from which the tests of upgrades begin."""

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

# Its last migrations.
OURS = [
    ("campaigns", "0001_initial"),
    ("enquiries", "0002_groups"),
    ("jobs", "0001_initial"),
    ("pages", "0003_search_configuration"),
]
# Applications that it did not have.
LATER = {"accounts", "otp_static", "otp_totp"}


def migrate_to_1_0() -> None:
    """Bring an empty database to version 1.0. It has no permissions: those come after the last migration."""
    executor = MigrationExecutor(connection)
    executor.migrate(_targets(executor))


def models_of_1_0() -> Apps:
    """Return the models as version 1.0 had them, to fill its database with."""
    executor = MigrationExecutor(connection)
    return executor.loader.project_state(_targets(executor)).apps


def _targets(executor: MigrationExecutor) -> list[tuple[str, str]]:
    leaves = executor.loader.graph.leaf_nodes()
    return [node for node in leaves if node[0] not in LATER | {app for app, _name in OURS}] + OURS
