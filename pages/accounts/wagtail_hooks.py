"""Where accounts appear in Wagtail's admin."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.templatetags.static import static
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.documents.models import AbstractDocument
from wagtail.log_actions import LogActionRegistry
from wagtail.models import BaseViewRestriction, Page

from pages.accounts import invitations, links, second_factor
from pages.accounts.admin import second_factor_views, staff_views


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Register the screens that need a login."""
    return [
        path("account/second-factor/", second_factor_views.OverviewView.as_view(), name="accounts_second_factor"),
        path("account/second-factor/set-up/", second_factor_views.SetUpView.as_view(), name="accounts_set_up"),
        path("account/second-factor/codes/", second_factor_views.NewCodesView.as_view(), name="accounts_new_codes"),
        path("account/second-factor/off/", second_factor_views.TurnOffView.as_view(), name="accounts_turn_off"),
        path(
            "accounts/<int:pk>/reset-second-factor/",
            staff_views.ResetSecondFactorView.as_view(),
            name="accounts_reset_second_factor",
        ),
        path("accounts/<int:pk>/invite-again/", staff_views.InviteAgainView.as_view(), name="accounts_invite_again"),
    ]


hooks.register("before_bulk_action", staff_views.refuse_accounts_with_full_access)


@hooks.register("register_account_menu_item")
def offer_second_factor(request: HttpRequest) -> dict[str, Any]:
    """Offer the second factor in everybody's account."""
    return {
        "url": reverse("accounts_second_factor"),
        "label": "Second factor",
        "help_text": "A code from your phone besides the password, so that a stolen password is not enough.",
    }


@hooks.register("register_log_actions")
def register_log_actions(actions: LogActionRegistry) -> None:
    """Say in the history of accounts what happened to them."""
    for action, label, message in [
        (second_factor.SET_UP, "Second factor: set up", "Set up a second factor"),
        (second_factor.NEW_CODES, "Second factor: new recovery codes", "Made new recovery codes"),
        (second_factor.CODE_USED, "Second factor: recovery code", "Logged in with a recovery code"),
        (second_factor.TURNED_OFF, "Second factor: turned off", "Turned the second factor off"),
        (second_factor.RESET, "Second factor: reset", "Reset the second factor"),
        (invitations.INVITED, "Account: invited", "Sent an invitation"),
        (invitations.ACCEPTED, "Account: invitation accepted", "Set the first password"),
        (links.NEW_PASSWORD, "Account: new password", "Set a new password by a link"),
    ]:
        actions.register_action(action, label, message)


@hooks.register("insert_global_admin_js")
def insert_session_script() -> SafeString:
    """Load the script that keeps what somebody is writing when their session ends."""
    return format_html(
        '<script src="{}" data-session-url="{}" data-login-url="{}" defer></script>',
        static("js/session-ended.js"),
        reverse("accounts:session"),
        reverse("wagtailadmin_login"),
    )


@hooks.register("insert_global_admin_css")
def insert_session_styles() -> SafeString:
    """Load the styles of its notice."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/accounts-admin.css"))


@hooks.register("before_serve_page")
def hide_private_page(page: Page, request: HttpRequest, args: list[Any], kwargs: dict[str, Any]) -> None:
    """Answer as if there were no page to whoever may not read it: Wagtail's redirect would name the admin's address."""
    _require_access(page.get_view_restrictions(), request)


@hooks.register("before_serve_document", order=-1)
def hide_private_document(document: AbstractDocument, request: HttpRequest) -> None:
    """Answer as if there were no document to whoever may not read it."""
    _require_access(document.collection.get_view_restrictions(), request)


def _require_access(restrictions: Iterable[BaseViewRestriction], request: HttpRequest) -> None:
    """Raise `Http404` where a login or a group is missing."""
    for restriction in restrictions:
        if restriction.restriction_type != BaseViewRestriction.PASSWORD and not restriction.accept_request(request):
            raise Http404("There is nothing here for this user.")
