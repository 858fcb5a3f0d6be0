"""The styles of every screen of the admin."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def load_admin_styles() -> SafeString:
    """Load what Wagtail's own styles lack."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/wagtail-admin.css"))
