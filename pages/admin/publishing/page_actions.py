"""What cannot be done with pages in the admin, with the sentence that says so, and what deleting them must not show."""

from collections.abc import Iterable

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from pages.aliases import keep_privacy_of_aliases
from pages.protected_pages import reason_not_to_move, reason_protected


def refuse_protected_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete or unpublish a page that the site depends on."""
    return _refuse(request, reason_protected(page), reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_move_of_protected_page(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move a protected page to another parent, and a used page to a private one."""
    return _refuse(request, reason_not_to_move(page, destination), reverse("wagtailadmin_pages:edit", args=[page.pk]))


def refuse_protected_pages(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    """Refuse to delete, unpublish or move pages that the site depends on among several that were chosen."""
    pages = [each for each in objects if isinstance(each, Page)]
    reasons: Iterable[str] = ()
    if action_type == "move":
        destination = action.cleaned_form.cleaned_data["chooser"]
        reasons = (reason_not_to_move(page, destination) for page in pages)
    elif action_type in {"delete", "unpublish"}:
        reasons = map(reason_protected, pages)
    return _refuse(request, next(filter(None, reasons), ""), action.next_url)


def keep_aliases_private(request: HttpRequest, page: Page) -> None:
    """Keep private what is below the aliases of a page that is deleted."""
    if request.method == "POST":
        keep_privacy_of_aliases(page)


def keep_aliases_of_several_private(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> None:
    """Keep private what is below the aliases of several pages that are deleted."""
    if action_type == "delete":
        for each in objects:
            if isinstance(each, Page):
                keep_privacy_of_aliases(each)


def _refuse(request: HttpRequest, reason: str, next_url: str) -> HttpResponse | None:
    """Say why something is refused and redirect; None if there is no reason."""
    if not reason:
        return None
    messages.error(request, reason)
    return redirect(next_url)
