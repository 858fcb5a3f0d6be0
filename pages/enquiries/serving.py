"""How is a page served that takes a form?

Apart from the other views, which models import: Wagtail's own view needs all models to be there.
"""

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from wagtail.models import Page
from wagtail.views import serve as wagtail_serve

from pages.enquiries.views import not_stored


@csrf_exempt
def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page, as Wagtail does. A page that checks its own forms needs no cookie for it.

    Every other page keeps Django's protection. Whatever fails while such a form is taken, its sender is
    told at once, with her words still before her.
    """
    if request.method == "POST":
        try:
            route = Page.route_for_request(request, path)
            if route and getattr(route.page, "checks_its_own_forms", False):
                return wagtail_serve(request, path)
        except (Http404, BadRequest, SuspiciousOperation, MultiPartParserError, UnreadablePostError):
            # Nothing of hers was lost by us: such a request is broken or hostile.
            raise
        except Exception as error:
            return not_stored(request, error)
    return csrf_protect(wagtail_serve)(request, path)
