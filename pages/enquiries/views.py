"""What does somebody who writes to us see, beside the contact page itself?"""

import logging
import traceback
from dataclasses import replace

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pages.chrome import chrome_of
from pages.enquiries.encryption import THANKING, CannotOpen, seal, unseal
from pages.enquiries.sending import form_again
from pages.enquiries.settings import EnquirySettings
from pages.models.site_settings import OrganisationIdentity
from pages.seo import PageMeta
from pages.surroundings import Chrome

logger = logging.getLogger(__name__)

# For how long the page of thanks shows the reference to whoever opens its address.
THANKS_SECONDS = 15 * 60
_LAST_SHOWN = "contact-page-last-shown:{}"


def thanks(reference: str) -> HttpResponse:
    """Lead to the page of thanks. Its address holds the reference sealed: it says nothing in a history or log."""
    return HttpResponseRedirect(f"{reverse('contact_sent')}?r={seal(reference, THANKING)}", status=303)


@require_safe
def contact_sent(request: HttpRequest) -> HttpResponse:
    """Thank for a message and say what happens next; say where to write to those who come without one."""
    try:
        reference = unseal(request.GET.get("r", ""), THANKS_SECONDS, THANKING)
    except CannotOpen:
        reference = ""
    chrome = chrome_of(request)
    # The title is the contact page's own: it may be read over a shoulder, or in a history.
    meta = PageMeta(title=_("Contact us"), is_indexable=False, is_sensitive=True, site_name=chrome.organisation.name)
    trail = [(chrome.organisation.name, chrome.home_url)]
    context = {"meta": meta, "trail": trail, "languages": chrome.languages(None), "reference": reference}
    context["read_by"] = EnquirySettings.load(request_or_site=request).read_by
    return render(request, "pages/contact_sent.html", context)


@require_safe
def forget(request: HttpRequest) -> HttpResponse:
    """Make the browser drop the page with the filled form, which it may keep in memory for its Back button.

    A script empties the form (see contact.js). Where none runs, the page of thanks asks for this beside
    itself: clearing can take a browser seconds, and nobody should wait for it.
    """
    return HttpResponse(status=204, headers={"Clear-Site-Data": '"cache"'})


def remember_numbers(request: HttpRequest) -> None:
    """Keep what stands around the contact page, for the moment in which the database cannot be asked."""
    numbers = replace(chrome_of(request), pages={}, elsewhere={})
    cache.set(_LAST_SHOWN.format(get_language()), numbers, None)


def not_stored(request: HttpRequest, error: Exception) -> HttpResponse:
    """Tell her at once that her message did not reach us, with her words and the numbers to call.

    Asks nothing of the database. The log says what failed and where, but not the error's own words, in
    which a database may repeat what it was given.
    """
    logger.error(
        "An enquiry could not be stored: %s\n%s",
        " from ".join(type(each).__name__ for each in _causes(error)),
        "".join(traceback.format_tb(error.__traceback__)),
    )
    known: Chrome | None = cache.get(_LAST_SHOWN.format(get_language()))
    chrome = replace(known, announcement=None) if known else Chrome(organisation=OrganisationIdentity())
    context = {
        "meta": PageMeta(
            title=_("Error: %(title)s") % {"title": _("Contact us")}, is_indexable=False, is_sensitive=True
        ),
        "trail": [],
        "languages": [],
        "chrome": chrome,
        "form": form_again(request),
        "scripts": ["js/contact.js"],
    }
    return render(request, "pages/contact_not_stored.html", context, status=503)


def _causes(error: BaseException | None) -> list[BaseException]:
    return [error, *_causes(error.__cause__)] if error else []
