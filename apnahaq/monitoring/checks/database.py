"""The database: whether it answers, has every migration of this release, and agrees about the time."""

from functools import cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from apnahaq.monitoring.findings import Finding, Level
from pages.jobs.runner import CLOCK_TOLERANCE

NO_ANSWER = "the database does not answer"
LACKS_MIGRATIONS = "the database lacks migrations of this release"
ADVICE = {
    NO_ANSWER: "Start the database again (docker compose up -d database). Its log says why it stopped.",
    LACKS_MIGRATIONS: "Start the site again: each start applies what is missing (manage.py prepare).",
}


def why_not_ready() -> str:
    """Return in a few words why the site cannot serve, or nothing if it can."""
    try:
        is_migrated = _latest_migrations() <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        # The base class: `InterfaceError`, for a closed connection, is not a subclass of Django's `DatabaseError`.
        return NO_ANSWER
    return "" if is_migrated else LACKS_MIGRATIONS


def check() -> list[Finding]:
    """Check that the database answers and has every migration, and on a server of its own also its clock."""
    if reason := why_not_ready():
        return [Finding("database", "Database", Level.PROBLEM, f"{reason.capitalize()}.", ADVICE[reason])]
    version = ".".join(map(str, connection.get_database_version()))
    found = f"{connection.display_name} {version} answers and has every migration of this release."
    findings = [Finding("database", "Database", Level.OK, found)]
    if connection.vendor == "postgresql":
        findings.append(_check_clock())
    return findings


def _check_clock() -> Finding:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        difference = abs(cursor.fetchone()[0] - timezone.now())
    if difference <= CLOCK_TOLERANCE:
        return Finding("clock", "Clock", Level.OK, "This machine and the database agree about the time.")
    return Finding(
        "clock",
        "Clock",
        Level.PROBLEM,
        f"The clocks of this machine and of the database differ by {round(difference.total_seconds())} seconds.",
        "Set both by NTP (timedatectl set-ntp true): pages are published and messages deleted by them.",
    )


@cache
def _latest_migrations() -> set[tuple[str, str]]:
    """Return the application label and the name of the last migration of each application."""
    return set(MigrationLoader(None).graph.leaf_nodes())
