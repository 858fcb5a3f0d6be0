"""The error pages: the handlers for 400, 403, 404 and 500, and for failed CSRF checks.

Members of staff who are in the admin get pages that speak to them. Everybody else gets the public ones, which do not
say that there is an admin.
"""

import logging
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from apnahaq.media_storage import MediaStorageError
from pages.enquiries.submissions.views import remembered_site_context
from pages.navigation.site_context import SiteContext, get_site_context
from pages.safety.exit_address import exit_address
from pages.seo import PageMeta

logger = logging.getLogger(__name__)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the 404 page, in the site's layout where that can be rendered."""
    if page := _page_for_staff(request, 404):
        return page
    try:
        site_name = get_site_context(request).organisation.name
        meta = PageMeta(_("Page not found"), site_name, is_indexable=False)
        return render(request, "404.html", {"meta": meta}, status=404)
    except Exception:
        logger.exception("The 404 page could not be rendered.")
        return _plain_page(404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the 400 page."""
    return _page_for_staff(request, 400) or _plain_page(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Return the 403 page."""
    return _page_for_staff(request, 403) or _plain_page(403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the 403 page for a form whose CSRF token or cookie is missing or wrong."""
    return _page_for_staff(request, 403, form_expired=True) or _plain_page(403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return the 500 page, or a 503 page if the database or the media storage has failed. None needs a query.

    The page of a failed database names the telephone number of the organisation where the cache holds it.
    """
    error = sys.exc_info()[1]
    if isinstance(error, MediaStorageError):
        logger.error("The media storage cannot be used: %s", error)
        return _unavailable(request)
    # The exact classes only: other subclasses of `DatabaseError` are programming errors.
    if type(error) not in {DatabaseError, InterfaceError, OperationalError}:
        return _page_for_staff(request, 500) or _plain_page(500)
    logger.error("The database did not answer: %s", type(error).__name__)
    return _unavailable(request, remembered_site_context(request))


def _unavailable(request: HttpRequest, site_context: SiteContext | None = None) -> HttpResponse:
    """Return the 503 page, for a failure that is in the log already."""
    response = _page_for_staff(request, 503) or _plain_page(503, site_context)
    response["Retry-After"] = "30"
    # Otherwise Django logs a traceback for each request.
    response._has_been_logged = True  # type: ignore[attr-defined]  # a private attribute of Django's
    return response


def _page_for_staff(request: HttpRequest, status: int, form_expired: bool = False) -> HttpResponse | None:
    """Return the error page of the admin, or None for whoever is not logged in, or not in the admin.

    Nobody is known to be logged in where the database has failed before it said so: they get the public page.
    """
    if not request.path.startswith(f"/{settings.ADMIN_PATH}/"):
        return None
    try:
        if not request.user.is_authenticated:
            return None
    except (AttributeError, DatabaseError, InterfaceError):
        # The request failed before anybody had looked who sends it, or nobody can look.
        return None
    try:
        context = {"request": request, "status": status, "form_expired": form_expired}
        return HttpResponse(render_to_string("wagtailadmin/error.html", context), status=status)
    except Exception:
        logger.exception("The error page of the admin could not be rendered.")
        return None


def _plain_page(status: int, site_context: SiteContext | None = None) -> HttpResponse:
    """Return an error page that needs only its template, or a fixed text if that cannot be rendered."""
    context = {"status": status, "exit_url": exit_address(), "site_context": site_context}
    try:
        content: str = render_to_string("500.html", context)
    except Exception:
        logger.exception("The plain error page could not be rendered.")
        content = (
            "<!doctype html><html lang='en'><title>Apna Haq</title><p>Something went wrong on our side."
            "<p>In danger? Call <a href='tel:999'>999</a>. <p><a href='/exit/'>Leave this site</a>"
        )
    return HttpResponse(content, status=status)
