"""Who may open the dialogs in which pages, pictures, documents and people are chosen.

Wagtail shows them to everybody who gets into the admin, with the titles of drafts and the names of people.
"""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied, user_has_any_page_permission

from pages.models.users import AnyUser

# The applications of what is edited in forms with such dialogs: people, menus, roles, collections, redirects.
WITH_CHOOSERS = {"auth", "pages", "wagtailcore", "wagtailredirects"}
# How the names of these screens begin. Pictures and documents ask for a permission of their own.
CHOOSERS = (
    "wagtailadmin_api:",
    "wagtailadmin_choose_page",
    "wagtailadmin_pages:move_confirm",
    "wagtailsnippetchoosers_",
)


class ChooserAccessMiddleware:
    """Refuses these dialogs to whoever edits nothing in which something is chosen: those who only answer enquiries."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response of the view."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer as Wagtail does where a permission is missing. Whoever is not logged in is sent to the login by it."""
        match = request.resolver_match
        is_chooser = match and match.view_name.startswith(CHOOSERS)
        if is_chooser and request.user.is_authenticated and not _chooses(request.user):
            return permission_denied(request)
        return None


def _chooses(user: AnyUser) -> bool:
    """Return whether a user may change anything in which something is chosen."""
    applications = {permission.partition(".")[0] for permission in user.get_all_permissions()}
    return not WITH_CHOOSERS.isdisjoint(applications) or user_has_any_page_permission(user)
