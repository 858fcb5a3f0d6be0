"""What cannot be done with pages in the admin, and the sentence that says so."""

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.admin import messages
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.models import Page

from pages.protected_pages import first_protected_page

# What cannot be done with a protected page, in the sentence that says so.
DELETED = "deleted or unpublished"


def keep_protected_page(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Refuse to delete or unpublish a protected page."""
    return _refuse_if_protected(request, [page], reverse("wagtailadmin_pages:edit", args=[page.pk]))


def keep_protected_page_in_its_place(request: HttpRequest, page: Page, destination: Page) -> HttpResponse | None:
    """Refuse to move a protected page to another parent."""
    if page.is_child_of(destination):
        return None
    return _refuse_if_protected(request, [page], reverse("wagtailadmin_pages:edit", args=[page.pk]), "moved")


def keep_protected_pages(
    request: HttpRequest, action_type: str, objects: list[Model], action: BulkAction
) -> HttpResponse | None:
    """Refuse to delete, unpublish or move protected pages among several that were chosen."""
    if action_type not in {"delete", "unpublish", "move"} or not all(isinstance(each, Page) for each in objects):
        return None
    done = "moved" if action_type == "move" else DELETED
    return _refuse_if_protected(request, objects, action.next_url, done)


def _refuse_if_protected(
    request: HttpRequest, pages: list[Page], next_url: str, done: str = DELETED
) -> HttpResponse | None:
    """Say which page is protected and redirect; None if there is none."""
    protected_page = next(filter(None, map(first_protected_page, pages)), None)
    if protected_page is None:
        return None
    messages.error(
        request,
        f"“{protected_page.title}” cannot be {done}: other pages link to it. You can still edit it.",
    )
    return redirect(next_url)
