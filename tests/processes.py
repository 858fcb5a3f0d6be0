"""Which processes a run of the tests has, and which tests run in which of them.

The name of a process says on which database it runs which tests. A test that uses the database runs once, on the last
one, which is production's, or on each if it is marked `each_database`. What drives a browser or uses no database has a
process of its own, and so have the tests of the admin's forms, which are half of the others.
"""

import os
from contextlib import ExitStack

import pytest
from django.conf import settings

from tests.browsers import REQUIRE_ALL
from tests.postgresql import find_server_programs, temporary_server

DATABASES = ("sqlite", "postgresql")
# The parts of the tests that run once.
ONCE = ("once", "editing", "browser")
# The fixtures of the server that all browser tests share.
SHARED_SERVER = {"site_url", "chromium"}


def start_databases(config: pytest.Config) -> list[str]:
    """Start a PostgreSQL server where one is needed, and return the names of the processes."""
    databases = [name for name in os.environ.get("DATABASES", ",".join(DATABASES)).split(",") if name]
    if unknown := set(databases) - set(DATABASES):
        raise pytest.UsageError(f"DATABASES names what there are no tests for: {', '.join(sorted(unknown))}")
    if "postgresql" in databases:
        programs = find_server_programs()
        if programs:
            server = ExitStack()
            os.environ["TEST_POSTGRESQL_URL"] = server.enter_context(temporary_server(programs))
            config.add_cleanup(server.close)
        elif REQUIRE_ALL:
            raise pytest.UsageError("REQUIRE_ALL is set, and this machine lacks a PostgreSQL server.")
        else:
            databases = ["sqlite"]
            config.option.lacks_postgresql = True
    return [*(f"{name}-each" for name in databases), *(f"{databases[-1]}-{part}" for part in ONCE)]


def choose_tests(items: list[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """Return the tests of this process and the others. Tests with a real server are marked as using the database."""
    parts: dict[str, list[pytest.Item]] = {name: [] for name in ("each", *ONCE)}
    for item in items:
        fixtures = set(getattr(item, "fixturenames", ()))
        if fixtures & {*SHARED_SERVER, "own_server"}:
            item.add_marker(pytest.mark.django_db)
        uses_database = item.get_closest_marker("django_db") or fixtures & {"db", "django_db_setup"}
        if fixtures & SHARED_SERVER or not uses_database:
            parts["browser"].append(item)
        elif item.get_closest_marker("each_database"):
            parts["each"].append(item)
        else:
            parts["editing" if item.path.parent.name == "editing" else "once"].append(item)
    database, _, part = settings.PROCESS.partition("-")
    if database not in DATABASES:
        return items, []
    chosen = parts.pop(part)
    return chosen, [item for others in parts.values() for item in others]
