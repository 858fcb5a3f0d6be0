"""The view that serves pages, which lets a page check the forms that are sent to it.

In a module of its own, since models import the other views and Wagtail's view needs all models to be loaded.
"""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.enquiries.submissions.views import submission_failed


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page, as Wagtail does. A page that checks its own forms needs no CSRF cookie.

    Every other page has Django's CSRF protection. Whatever fails while such a form is processed, its sender is
    told at once, and what they typed is shown again.
    """
    if request.method == "POST":
        try:
            route = Page.route_for_request(request, path)
            if route and getattr(route.page, "handles_own_csrf", False):
                return wagtail_serve(request, path)
        except (Http404, BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            # The request itself is broken or hostile: no message was lost by a fault of the site.
            raise
        except Exception as error:
            return submission_failed(request, error)
    return csrf_protect(wagtail_serve)(request, path)
