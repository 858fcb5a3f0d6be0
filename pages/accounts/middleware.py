"""What the site checks and records of each request of somebody who is logged in."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from pages.accounts.second_factor import verified_user

# What the browser asks for by itself while a page of the admin is open.
AUTOMATIC_VIEWS = {"accounts:session"}
AUTOMATIC_NAMESPACES = {"wagtailadmin_editing_sessions"}


class ActivityMiddleware:
    """Record the activity in the admin, so that the sessions of those who are away end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.admin_prefix = f"/{settings.ADMIN_PATH}/"

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *args: Any) -> None:
        """Record that somebody did something. What the editor sends by itself says nothing about who sits there.

        Autosave counts: the editor sends it only after something was typed.
        """
        match = request.resolver_match
        if not request.session.session_key or not request.path.startswith(self.admin_prefix) or match is None:
            return
        if match.view_name not in AUTOMATIC_VIEWS and not AUTOMATIC_NAMESPACES & set(match.namespaces):
            request.session.record_activity()  # type: ignore[attr-defined]  # the session is ours


class SecondFactorMiddleware:
    """Treat whoever has not shown a second factor that is needed as nobody, at every address of the site.

    The user is looked up when it is first asked for: leaving the site needs no database.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the response."""
        request.user = SimpleLazyObject(partial(verified_user, request.user))  # type: ignore[assignment]  # lazy
        return self.get_response(request)
