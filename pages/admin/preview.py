"""The preview beside the form of a page."""

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString


def load_opening_script() -> SafeString:
    """Load the script that opens the preview by itself on wide screens."""
    return format_html('<script src="{}" defer></script>', static("js/open-preview.js"))
