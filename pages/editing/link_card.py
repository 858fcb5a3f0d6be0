"""The preview of a link to a page, as a message or a locked phone shows it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from pages.languages import direction
from pages.seo import PageMeta

# The name of the preview mode, in addresses of the admin.
LINK_CARD = "link"
PREVIEW_MODES = [("", "As a page"), (LINK_CARD, "As a link in a message")]
PREVIEW_SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 375, "label": "Phone"},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": "Tablet"},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": "Computer"},
]


def link_card(request: HttpRequest, meta: PageMeta, language_code: str) -> HttpResponse:
    """Return the page that shows what the head of a page makes of a link to it."""
    context = {
        "meta": meta,
        "host": request.get_host(),
        "language": language_code,
        "direction": direction(language_code),
    }
    return render(request, "previews/link_card.html", context)
