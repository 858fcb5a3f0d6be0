"""The view that serves pages, which lets a page check the forms that are sent to it.

In a module of its own, since models import the other views and Wagtail's view needs all models to be loaded.
"""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.access import visible_pages
from pages.enquiries.models.pages import ContactPage
from pages.enquiries.submissions import processing
from pages.enquiries.submissions.views import redirect_to_confirmation, submission_failed


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page, as Wagtail does. A page that checks its own forms needs no CSRF cookie.

    Every other page has Django's CSRF protection. Whatever fails while such a form is processed, its sender is
    told at once, and what they typed is shown again.
    """
    if request.method == "POST":
        try:
            if _is_contact_form(request):
                return _process_contact_form(request, path)
            route = Page.route_for_request(request, path)
            if route and getattr(route.page, "handles_own_csrf", False):
                return wagtail_serve(request, path)
        except (Http404, BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            # The request itself is broken or hostile: no message was lost by a fault of the site.
            raise
        except Exception as error:
            return submission_failed(request, error)
    return csrf_protect(wagtail_serve)(request, path)


def _is_contact_form(request: HttpRequest) -> bool:
    """Tell whether a request brings the contact form, to whichever address."""
    return {"token", "message"} <= request.POST.keys()


def _process_contact_form(request: HttpRequest, path: str) -> HttpResponse:
    """Process the contact form, also where its page has another address by now, or is not public any more.

    Somebody may have had it open while staff changed the page.
    """
    route = Page.route_for_request(request, path)
    if route and isinstance(route.page, ContactPage) and route.page.is_known_to_be_public:
        return wagtail_serve(request, path)
    if page := _public_contact_page(request):
        return page.serve(request)
    result = processing.process(request)
    if result.reference:
        return redirect_to_confirmation(result.reference)
    return submission_failed(request, Http404("There is no public contact page to show the form on."))


def _public_contact_page(request: HttpRequest) -> ContactPage | None:
    """Return the contact page in the language of the request, None if it has none."""
    try:
        return visible_pages(request, ContactPage).first()
    except Http404:
        return None
