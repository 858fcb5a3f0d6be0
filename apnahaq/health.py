"""Health checks for the proxy and the container: `live` for the process, `ready` for the database."""

from functools import cache

from django.db import Error as DatabaseError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Return 200. Checks nothing else, so that a slow database does not cause a restart."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Return 200 if the database answers and has all migrations of this release, otherwise 503."""
    try:
        is_migrated = _latest_migrations() <= set(MigrationRecorder(connection).applied_migrations())
    except DatabaseError:
        # The base class: `InterfaceError`, for a closed connection, is not a subclass of Django's `DatabaseError`.
        return _not_ready("the database does not answer\n")
    if not is_migrated:
        return _not_ready("the database lacks migrations of this release\n")
    return HttpResponse("ready\n", content_type="text/plain")


def _not_ready(reason: str) -> HttpResponse:
    return HttpResponse(reason, content_type="text/plain", status=503)


@cache
def _latest_migrations() -> set[tuple[str, str]]:
    """Return the application label and the name of the last migration of each application."""
    return set(MigrationLoader(None).graph.leaf_nodes())
