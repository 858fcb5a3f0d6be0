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
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import resolve
from wagtail.admin.views.pages.edit import EditView
from wagtail.models import Page

from pages.editing.page_form import FORM_ID

# How long somebody may take to mend what was refused, in seconds.
KEPT_FOR = 24 * 60 * 60
# How long the earlier request may take to finish, in seconds.
LONGEST_WAIT = 3


def remember_draft(request: HttpRequest, page: Page) -> None:
    """Remember which page was made from a form."""
    if request.POST.get(FORM_ID):
        cache.set(_key(request), page.pk, KEPT_FOR)


class FirstAutosaveMiddleware:
    """Saves what was sent into the draft that was made from the same form, where Wagtail would refuse it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response of the view, or save into the draft if the view refused the slug."""
        response = self.get_response(request)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if form is None or not _creates_page(request) or "slug" not in form.errors:
            return response
        saved = _save_into_draft(request)
        # Django has rendered templates by now.
        return saved.render() if isinstance(saved, TemplateResponse) else saved or response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Save into the draft if the view failed, because the slug or the place of the page was taken meanwhile."""
        if not isinstance(exception, ValidationError | IntegrityError) or not _is_for_new_page(request):
            return None
        return _save_into_draft(request) if _is_form_submission(request) else _refuse_autosave()


def _creates_page(request: HttpRequest) -> bool:
    """Return whether the form of a new page was submitted, and not saved by itself."""
    return _is_for_new_page(request) and _is_form_submission(request)


def _is_for_new_page(request: HttpRequest) -> bool:
    match = request.resolver_match
    return request.method == "POST" and match is not None and match.view_name == "wagtailadmin_pages:add"


def _is_form_submission(request: HttpRequest) -> bool:
    # Requests of autosave accept JSON only.
    return request.accepts("text/html")


def _refuse_autosave() -> JsonResponse:
    """Answer the later of two requests, if that is Wagtail's, as Wagtail does where a form is not valid."""
    message = "This page is being saved by the form itself."
    return JsonResponse({"success": False, "error_code": "validation_error", "error_message": message}, status=400)


def _save_into_draft(request: HttpRequest) -> HttpResponse | None:
    """Save what was sent into the draft that was made from the same form, once the earlier request has finished."""
    until = time.monotonic() + LONGEST_WAIT
    while (draft := _draft_of_form(request)) is None:
        if not _is_slug_of_own_draft(request) or time.monotonic() > until:
            return None
        time.sleep(0.1)
    return EditView.as_view()(request, draft.pk)


def _is_slug_of_own_draft(request: HttpRequest) -> bool:
    """Return whether a draft of the same user has the slug, perhaps the one that the earlier request is making."""
    parent = Page.objects.get(pk=resolve(request.path_info).kwargs["parent_page_id"])
    drafts = parent.get_children().filter(owner=request.user, live=False, first_published_at=None)
    return drafts.filter(slug=request.POST.get("slug", "")).exists()


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
