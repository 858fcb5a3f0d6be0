"""Answers that are not pages: health, robots, security contact, leaving, media, errors."""

import logging
import mimetypes
import sys
from datetime import timedelta

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.db import DatabaseError, InterfaceError, OperationalError, connection
from django.db import Error as DatabaseProblem
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from django.views.static import serve

from pages.navigation.site_context import get_site_context
from pages.page_cache.permission import allow
from pages.safety.exit_address import exit_address
from pages.seo import PageMeta

logger = logging.getLogger(__name__)

# Not every machine knows the formats of our pictures, and a browser does not guess (nosniff).
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("image/avif", ".avif")


class HttpResponseSeeOther(HttpResponseRedirect):
    """A redirect that is always followed with GET."""

    status_code = 303


@require_safe
def live(request: HttpRequest) -> HttpResponse:
    """Say that the process is up. Asks nothing of anything else, so that a slow database restarts nothing."""
    return HttpResponse("live\n", content_type="text/plain")


@require_safe
def ready(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers: 200 or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseProblem:
        # Also the InterfaceError of a connection that was closed, which is no DatabaseError.
        return HttpResponse("the database does not answer\n", content_type="text/plain", status=503)
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Lead away from the site at once, and ask the browser to drop what it may hold of it.

    "cache" is not asked for: clearing it can take seconds in Chromium, and seconds matter here. Staff who
    are signed in keep their session.
    """
    response = HttpResponseSeeOther(exit_address())
    response["Referrer-Policy"] = "no-referrer"
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        response["Clear-Site-Data"] = '"cookies", "storage"'
    return response


@require_safe
def practise_leaving(request: HttpRequest) -> HttpResponse:
    """Stand in for the neutral site in a practice run: a harmless page of our own, and the way back.

    It holds none of our scripts, so that Back behaves on it as it would on the neutral site.
    """
    return render(request, "pages/practice.html", {"safety_url": get_site_context(request).safety_url})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what there is to read, and what is no page."""
    allow(request)
    lines = [
        "User-agent: *",
        "Disallow: /exit/",
        "Disallow: /contact/sent/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Tell finders of a weakness whom to tell, as RFC 9116 asks."""
    allow(request)
    site_context = get_site_context(request)
    contact = f"mailto:{site_context.organisation.email}" if site_context.organisation.email else ""
    contact = contact or f"{settings.SITE_URL}{site_context.contact_url or '/'}"
    expires = timezone.now() + timedelta(days=180)
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT00:00:00Z}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}/.well-known/security.txt",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@require_safe
def media(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a picture as the pages show it. Originals and documents are never served from here."""
    try:
        response = serve(request, path, document_root=settings.MEDIA_ROOT / "images")
    except SuspiciousFileOperation as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def nothing_here(request: HttpRequest) -> HttpResponse:
    """Stand where a package has a page that this site does not have."""
    raise Http404


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Help someone who came to an address where there is nothing."""
    try:
        meta = PageMeta(title=_("Page not found"), is_indexable=False)
        return render(request, "404.html", {"meta": meta}, status=404)
    except Exception:
        logger.exception("The page for a missing address could not be made.")
        return _bare(404)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request that could not be understood."""
    return _bare(400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer a request for what is not for everyone."""
    return _bare(403)


def forgery_suspected(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form that did not come from a page of ours, or that lost its cookie on the way."""
    return _bare(403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Help someone whom the site has failed, without a query; where the database has failed, say that it may pass."""
    error = sys.exc_info()[1]
    # Of the exact class: its other subclasses are mistakes of ours.
    if type(error) not in {DatabaseError, InterfaceError, OperationalError}:
        return _bare(500)
    logger.error("The database did not answer: %s", type(error).__name__)
    response = _bare(503)
    response["Retry-After"] = "30"
    # Django would add the whole traceback for each request.
    response._has_been_logged = True  # type: ignore[attr-defined]
    return response


def _bare(status: int) -> HttpResponse:
    """Answer with the page that needs nothing but its template; with plain words if even that fails."""
    try:
        content = render_to_string("500.html", {"status": status, "exit_url": exit_address()})
    except Exception:
        logger.exception("The bare error page could not be made.")
        content = (
            "<!doctype html><html lang='en'><title>Apna Haq</title><p>Something went wrong on our side."
            "<p>In danger? Call <a href='tel:999'>999</a>. <p><a href='/exit/'>Leave this site</a>"
        )
    return HttpResponse(content, status=status)
