"""The security headers of all responses, beyond those that Django's SecurityMiddleware sends.

Django 6 has a middleware for the content security policy, which can then replace that part of this one.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Only the site's own files; no inline scripts or styles, no plug-ins, no framing.
PUBLIC_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "media-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)

# Wagtail's editor shows previews of public pages in a frame.
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")

# Wagtail's admin has inline scripts in its choosers and panels and inline styles in its text editor
# (wagtail/wagtail#1288), and shows previews in a frame. Only members of staff see its pages.
ADMIN_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "media-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

# Features of a visitor's device, none of which any page needs.
PERMISSIONS = ", ".join(
    f"{feature}=()"
    for feature in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "publickey-credentials-get",
        "screen-wake-lock",
        "serial",
        "usb",
        "xr-spatial-tracking",
    )
)


class HeadersMiddleware:
    """Set the headers of every response, also of those that no view returned."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response with its headers. A header that a view has set is kept."""
        response = self.get_response(request)
        is_admin = request.path.startswith(self.admin_prefix)
        for name, value in self.headers(is_admin).items():
            response.headers.setdefault(name, value)
        if getattr(request, "is_preview", False):
            response.headers["Content-Security-Policy"] = PREVIEW_POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        return response

    @staticmethod
    def headers(is_admin: bool) -> dict[str, str]:
        """Return the headers of a page of the admin, or of a public page."""
        headers = {
            "Content-Security-Policy": ADMIN_POLICY if is_admin else PUBLIC_POLICY,
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Resource-Policy": "same-origin",
        }
        if is_admin:
            headers["Cache-Control"] = "no-store, private"
        else:
            # Browsers store no page, and Back does not show one after a visitor has left.
            headers["Cache-Control"] = "no-store"
            headers["Cross-Origin-Embedder-Policy"] = "require-corp"
            headers["X-Frame-Options"] = "DENY"
        return headers
