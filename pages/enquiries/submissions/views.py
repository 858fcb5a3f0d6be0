"""The confirmation page, the page for a message that could not be stored, and clearing the form from the cache."""

import logging
import traceback
from dataclasses import replace

from django.core.cache import cache
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.enquiries.crypto.encryption import CONFIRMATION, DecryptionError, decrypt, encrypt
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.submissions.processing import refilled_form
from pages.models.site_settings import OrganisationIdentity
from pages.navigation.site_context import SiteContext, get_site_context
from pages.page_cache.fragments import cached
from pages.seo import PageMeta

logger = logging.getLogger(__name__)

# For how long the confirmation page shows the reference to whoever opens its address.
CONFIRMATION_SECONDS = 15 * 60
_CACHE_KEY = "contact-page-site-context:{}:{}"
CONTEXT_SECONDS = 7 * 24 * 60 * 60


def redirect_to_confirmation(reference: str) -> HttpResponse:
    """Redirect to the confirmation page. The reference in its address is encrypted: a history or log shows nothing."""
    return HttpResponseRedirect(f"{reverse('contact_sent')}?r={encrypt(reference, CONFIRMATION)}", status=303)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    """Confirm a message and say what happens next; without a reference, say where to write."""
    try:
        reference = decrypt(request.GET.get("r", ""), CONFIRMATION, CONFIRMATION_SECONDS)
    except DecryptionError:
        reference = ""
    site_context = get_site_context(request)
    # The title is the contact page's own: it may be read over a shoulder, or in a history.
    meta = PageMeta(
        title=_("Contact us"), is_indexable=False, is_sensitive=True, site_name=site_context.organisation.name
    )
    context = {
        "meta": meta,
        "languages": site_context.languages(),
        # The page before it in the history is the form.
        "has_form": True,
        "reference": reference,
        "read_by": EnquirySettings.load(request_or_site=request).words("read_by"),
    }
    return render(request, "pages/contact_sent.html", context)


@require_safe
def clear_browser_cache(request: HttpRequest) -> HttpResponse:
    """Make the browser drop the page with the filled form, which it may keep in memory for its Back button.

    A script empties the form (see contact.js). Where none runs, the confirmation page requests this as an image:
    clearing can take a browser seconds, and nobody should wait for it.
    """
    return HttpResponse(status=204, headers={"Clear-Site-Data": '"cache"'})


def remember_site_context(request: HttpRequest) -> None:
    """Cache the telephone numbers of the site context for when the database cannot be queried.

    Without its menus: a page in them may be unpublished by then.
    """
    key = _CACHE_KEY.format(request.get_host(), get_language())

    def remember() -> bool:
        context = replace(get_site_context(request), announcement=None, main_menu=[], footer_menu=[])
        cache.set(key, context, CONTEXT_SECONDS)
        return True

    # Once after each change, not for each visitor.
    cached(request, f"remembered:{key}", remember)


def remembered_site_context(request: HttpRequest) -> SiteContext | None:
    """Return the site context that was cached for when the database cannot be queried, None if it is not known."""
    site_context: SiteContext | None = cache.get(_CACHE_KEY.format(request.get_host(), get_language()))
    return site_context


def submission_failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """Tell the sender at once that the message was not stored, with what they typed and the numbers to call.

    Makes no query. The log says what failed and where, but not the error's own message, in which a database may
    repeat what it was given.
    """
    causes = _causes(error)
    # A database that does not answer is no fault in the code: the line says enough.
    is_outage = any(isinstance(each, OperationalError | InterfaceError) for each in causes)
    logger.error(
        "An enquiry could not be stored: %s%s",
        " from ".join(type(each).__name__ for each in causes),
        "" if is_outage else "\n" + "".join(traceback.format_tb(error.__traceback__)),
    )
    site_context = remembered_site_context(request) or SiteContext(organisation=OrganisationIdentity())
    context = {
        "meta": PageMeta(
            title=_("Error: %(title)s") % {"title": _("Contact us")},
            site_name=site_context.organisation.name,
            is_indexable=False,
            is_sensitive=True,
        ),
        "languages": [],
        "site_context": site_context,
        "has_form": True,
        "form": refilled_form(request),
        "scripts": ["js/contact.js"],
    }
    response = render(request, "pages/contact_not_stored.html", context, status=503)
    # Otherwise Django logs a second line.
    response._has_been_logged = True  # type: ignore[attr-defined]  # a private attribute of Django's
    return response


def _causes(error: BaseException | None) -> list[BaseException]:
    return [error, *_causes(error.__cause__)] if error else []
