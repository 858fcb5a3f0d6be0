"""What does this request get around its page?

It is gathered when the content changes, not when a page is read (see `pages.gathering`): every page reads one
row, and templates have it as `chrome`.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from wagtail.models import Page, Site

from pages.exit_address import remember_exit_address
from pages.gathering import chrome_for
from pages.models.site_settings import OrganisationIdentity
from pages.surroundings import Chrome


def chrome_of(request: HttpRequest) -> Chrome:
    """Return the chrome for a request, or a bare one where there is no site."""
    if not hasattr(request, "_chrome"):
        site = Site.find_for_request(request)
        request._chrome = chrome_for(site, get_language()) if site else Chrome(organisation=OrganisationIdentity())
        remember_exit_address(request._chrome.exit_url)
    return request._chrome


def address_of(page: Page, request: HttpRequest) -> str:
    """Return the address of a page, without a question to the database if anyone may read it."""
    listed = chrome_of(request).pages.get(page.pk)
    return listed.url if listed else page.get_url(request)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Template context processor: `chrome`, read only where a template uses it; and whether staff may be there.

    The session itself is not asked: pages would then differ by cookie for everyone.
    """
    return {
        "chrome": SimpleLazyObject(lambda: chrome_of(request)),
        "has_session": settings.SESSION_COOKIE_NAME in request.COOKIES,
    }
