"""Health checks for the proxy and the container: `live` for the process, `ready` for the database."""

import logging
from contextlib import suppress

from django.conf import settings
from django.db import Error as DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from apnahaq.monitoring.checks import mail
from apnahaq.monitoring.checks.database import NO_ANSWER, why_not_ready
from apnahaq.monitoring.overview import all_findings
from apnahaq.monitoring.stand_in import watch_if_nobody_does

logger = logging.getLogger(__name__)


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Return 200. Checks nothing else, so that a slow database does not cause a restart."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
@never_cache
def ready(request: HttpRequest) -> HttpResponse:
    """Return 200 if the database answers and has all migrations of this release, otherwise 503.

    Staff who are logged in get every finding as JSON. Mail that does not go out is named to everybody, with
    200: pages are served all the same, and a container that restarts would not mend it.
    """
    watch_if_nobody_does()
    reason = why_not_ready()
    status = 503 if reason else 200
    if reason != NO_ANSWER and _is_for_staff(request):
        findings = [vars(finding) for finding in all_findings()]
        return JsonResponse({"ready": not reason, "reason": reason, "findings": findings}, status=status)
    lines = [reason or "ready"]
    if not reason and _is_mail_failing():
        lines.append("emails are not being sent")
    response = HttpResponse("\n".join([*lines, ""]), content_type="text/plain", status=status)
    if reason:
        logger.error("The site is not ready: %s", reason)
        # Otherwise Django logs a line without the reason.
        response._has_been_logged = True  # type: ignore[attr-defined]  # a private attribute of Django's
    return response


def _is_for_staff(request: HttpRequest) -> bool:
    """Tell whether somebody asks who may use the admin. A session is looked up only if the request names one."""
    with suppress(DatabaseError):
        return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.has_perm("wagtailadmin.access_admin")
    return False


def _is_mail_failing() -> bool:
    with suppress(DatabaseError):
        return mail.is_failing()
    return False
