"""The two indexes that Wagtail keeps of all content: for the search, and for what uses something."""

import hashlib

from django.core.management import call_command
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from pages.jobs.models import JobRun

# The row is in the database, which all machines share: the one that migrates it may die before the indexes are built.
JOB = "indexes"


def are_indexes_due() -> bool:
    """Tell whether the database was migrated since the indexes were built, by whichever machine."""
    return not JobRun.objects.filter(name=JOB, detail=_applied_migrations()).exists()


def rebuild_indexes() -> None:
    """Build both anew, after migrations: a new version may index more."""
    call_command("update_index", verbosity=0)
    call_command("rebuild_references_index", verbosity=0)
    done = {"succeeded_at": timezone.now(), "detail": _applied_migrations()}
    JobRun.objects.update_or_create(name=JOB, defaults=done)


def _applied_migrations() -> str:
    """Return a digest of the migrations that the database has."""
    names = sorted(".".join(key) for key in MigrationRecorder(connection).applied_migrations())
    return hashlib.sha256("\n".join(names).encode()).hexdigest()
