"""The form of a new page that is sent while Wagtail saves its first draft by itself.

Each of the two requests would make the page. The later one goes on with the page that the earlier one made: Wagtail
would refuse it for its slug, or fail, and what was typed last would be lost. The form says in a hidden field which of
all forms it is.
"""

import time
from collections.abc import Callable

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from pages.editing.page_form import FORM_ID

# How long somebody may take to mend what was refused, in seconds.
KEPT_FOR = 24 * 60 * 60
# How long the earlier request may take to finish, in seconds.
LONGEST_WAIT = 5


def remember_draft(request: HttpRequest, page: Page) -> None:
    """Remember which page was made from a form."""
    if request.POST.get(FORM_ID):
        cache.set(_key(request), page.pk, KEPT_FOR)


def go_on_with_draft(request: HttpRequest, parent: Page, page_class: type[Page]) -> HttpResponse | None:
    """Save what was sent into the draft that was made from the same form, if there is one."""
    is_autosave = not request.accepts("text/html")
    if request.method != "POST" or is_autosave or not (draft := _draft_of_form(request)):
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
        is_taken = isinstance(exception, ValidationError | IntegrityError)
        if not is_taken or not request.resolver_match or request.resolver_match.view_name != "wagtailadmin_pages:add":
            return None
        until = time.monotonic() + LONGEST_WAIT
        while (draft := _draft_of_form(request)) is None and time.monotonic() < until:
            time.sleep(0.1)
        return EditView.as_view()(request, draft.pk) if draft and request.accepts("text/html") else None


def _draft_of_form(request: HttpRequest) -> Page | None:
    """Return the draft that was made from the form.

    Not if it was published or has another slug: somebody went back to the form to write another page.
    """
    if not request.POST.get(FORM_ID):
        return None
    slug = request.POST.get("slug", "")
    return Page.objects.filter(pk=cache.get(_key(request)), slug=slug, live=False, first_published_at=None).first()


def _key(request: HttpRequest) -> str:
    # Of the length of a UUID, whatever was sent.
    return f"draft-of-form:{request.user.pk}:{request.POST[FORM_ID][:36]}"
