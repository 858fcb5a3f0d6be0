"""The form of a new page that is sent while Wagtail saves its first draft by itself.

Each of the two requests would make the page. The later one goes on with the page that the earlier one made: Wagtail
would refuse it for its slug, or fail, and what was typed last would be lost.
"""

from collections.abc import Callable
from datetime import timedelta

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

# A draft that is older was not made from the same form.
LONGEST_WAIT = timedelta(minutes=1)


def go_on_with_draft(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Save what was sent into the draft that was just made from the same form, if there is one."""
    is_autosave = not request.accepts("text/html")
    if request.method != "POST" or is_autosave or not (draft := _draft_of_form(request, parent, page_class)):
        return None
    return EditView.as_view()(request, draft.pk)


class FirstAutosaveMiddleware:
    """Does the same where the draft was made after Wagtail had looked for the slug."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response of the view."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Save into the draft, if the form of a new page failed for a slug or a place that the draft has taken."""
        match = request.resolver_match
        if (
            not isinstance(exception, ValidationError | IntegrityError)
            or not match
            or match.view_name != "wagtailadmin_pages:add"
        ):
            return None
        names = [match.kwargs["content_type_app_name"], match.kwargs["content_type_model_name"]]
        parent = Page.objects.get(pk=match.kwargs["parent_page_id"])
        return go_on_with_draft(request, parent, apps.get_model(*names))


def _draft_of_form(request: HttpRequest, parent: Page, page_class: type[Page]) -> Page | None:
    """Return the draft that the same user just made below the same page, with the same slug."""
    drafts = page_class.objects.child_of(parent).filter(live=False, owner=request.user)
    # The page is there a moment before its first version.
    is_new = Q(latest_revision_created_at__gte=timezone.now() - LONGEST_WAIT) | Q(latest_revision_created_at=None)
    return drafts.filter(is_new, slug=request.POST.get("slug", "")).first()
