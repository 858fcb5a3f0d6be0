"""Views other than pages: the exit and its practice page, robots.txt, security.txt, renditions, accounts of staff."""

import mimetypes
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.files.storage import storages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from wagtail.admin.views import account
from wagtail.documents.views.serve import serve as serve_document

from pages.navigation.site_context import get_site_context
from pages.page_cache.permission import allow_caching
from pages.safety.exit_address import exit_address

# Some systems lack these types, and with `nosniff` browsers do not guess them.
mimetypes.add_type("image/webp", ".webp")
mimetypes.add_type("image/avif", ".avif")

# No primary key is longer, and int() refuses more than 4,300 digits.
MAX_ID_LENGTH = 18
FAVICON = settings.BASE_DIR / "static" / "img" / "favicon.ico"


class HttpResponseSeeOther(HttpResponseRedirect):
    """A redirect that is always followed with GET."""

    status_code = 303


@require_safe
def leave(request: HttpRequest) -> HttpResponse:
    """Redirect to the exit address, and let the browser delete this site's cookies and storage.

    "cache" is left out of Clear-Site-Data: clearing it can take seconds in Chromium.
    """
    return _leave(request, "cookies", "storage")


@require_safe
def leave_form(request: HttpRequest) -> HttpResponse:
    """Take the place of a page with a form, which is followed by the exit at once.

    Browsers keep the form in memory for their Back button, with what was typed, as soon as another page is shown. Only
    then can it be cleared. Where scripts run, `guard.js` leaves without this page.
    """
    context = {"exit_host": urlsplit(exit_address()).hostname}
    return render(request, "pages/leaving.html", context)


@require_safe
def leave_and_clear(request: HttpRequest) -> HttpResponse:
    """Redirect to the exit address, and let the browser also drop the pages that it keeps in memory."""
    return _leave(request, "cache", "cookies", "storage")


def _leave(request: HttpRequest, *clear: str) -> HttpResponse:
    """Return the redirect to the exit address. Staff who are logged in keep their session."""
    response = HttpResponseSeeOther(exit_address())
    response["Referrer-Policy"] = "no-referrer"
    if settings.SESSION_COOKIE_NAME in request.COOKIES:
        clear = tuple(name for name in clear if name == "cache")
    if clear:
        response["Clear-Site-Data"] = ", ".join(f'"{name}"' for name in clear)
    return response


@require_safe
def practise_leaving(request: HttpRequest) -> HttpResponse:
    """Show the page that a practice run leads to instead of the neutral site, with a link back.

    It loads none of our scripts, so that the Back button works on it as it would on the neutral site.
    """
    return render(request, "pages/practice.html", {"safety_url": get_site_context(request).safety_url})


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Return robots.txt."""
    lines = [
        "User-agent: *",
        "Disallow: /exit/",
        "Disallow: /contact/sent/",
        f"Sitemap: {settings.SITE_URL}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


@require_safe
def favicon(request: HttpRequest) -> FileResponse:
    """Serve the icon for those who ask for it at the address that needs no link. It may be a year old."""
    response = FileResponse(FAVICON.open("rb"), content_type="image/x-icon")
    response["Cache-Control"] = "public, max-age=31536000"
    return response


@require_safe
def security_contact(request: HttpRequest) -> HttpResponse:
    """Return security.txt: the contact for reports of vulnerabilities (RFC 9116)."""
    allow_caching(request)
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
def rendition(request: HttpRequest, name: str) -> FileResponse:
    """Serve a rendition of a picture. Originals and documents are never served from here."""
    try:
        response = FileResponse(storages[settings.WAGTAILIMAGES_RENDITION_STORAGE].open(f"images/{name}"))
    except FileNotFoundError as error:
        raise Http404 from error
    response["Content-Security-Policy"] = "default-src 'none'"
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def document(request: HttpRequest, document_id: str, name: str) -> HttpResponse:
    """Serve a document as Wagtail does, to those who may read it. Answer 404 also if its file is missing."""
    if len(document_id) > MAX_ID_LENGTH:
        raise Http404
    try:
        return serve_document(request, document_id, name)
    except FileNotFoundError as error:
        raise Http404 from error


class AccountView(account.AccountView):
    """The settings of a member of staff, without a profile picture, which would be stored as the camera made it."""

    def get_panels(self) -> list[account.BaseSettingsPanel]:
        """Return Wagtail's panels but that one."""
        return [panel for panel in super().get_panels() if not isinstance(panel, account.AvatarSettingsPanel)]


def not_provided(request: HttpRequest) -> HttpResponse:
    """Answer 404 at an address where a package has a page that this site does not provide."""
    raise Http404
