"""Every header that the site sends with an answer.

Django 6 brings a policy middleware of its own; until the project runs on it, this one stands in.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

# Nothing from anywhere but the site itself; no inline script, style or plug-in; nobody may frame a page.
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

# A preview is a public page as Wagtail makes it for the frame in its editor.
PREVIEW_POLICY = PUBLIC_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")

# Wagtail's editor has inline scripts in its choosers and panels and inline styles in its text editor
# (wagtail/wagtail#1288), and shows previews in a frame. Its pages are for signed-in staff alone.
ADMIN_POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self' 'unsafe-inline'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    ]
)

# No page of the site needs any of these of a visitor's device.
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
    """Set the security headers on every answer, also on those that no view made."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request; a view that set a stricter header of its own keeps it."""
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
        """Return the headers of a page of the editor's, or of a public one."""
        headers = {
            "Content-Security-Policy": ADMIN_POLICY if is_admin else PUBLIC_POLICY,
            "Permissions-Policy": PERMISSIONS,
            "Cross-Origin-Opener-Policy": "same-origin",
            "Cross-Origin-Resource-Policy": "same-origin",
            "Referrer-Policy": settings.SECURE_REFERRER_POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        if is_admin:
            headers["Cache-Control"] = "no-store, private"
        else:
            # No page stays on a visitor's device. It also keeps Back from showing a kept copy after leaving.
            headers["Cache-Control"] = "no-store"
            headers["Cross-Origin-Embedder-Policy"] = "require-corp"
            headers["X-Frame-Options"] = "DENY"
        return headers
