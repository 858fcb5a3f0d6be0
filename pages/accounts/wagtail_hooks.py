"""Where accounts appear in Wagtail's admin."""

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry

from pages.accounts import second_factor
from pages.accounts.admin import second_factor_views


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Register the screens that need a login."""
    return [
        path("account/second-factor/", second_factor_views.OverviewView.as_view(), name="accounts_second_factor"),
        path("account/second-factor/set-up/", second_factor_views.SetUpView.as_view(), name="accounts_set_up"),
        path("account/second-factor/codes/", second_factor_views.NewCodesView.as_view(), name="accounts_new_codes"),
        path("account/second-factor/off/", second_factor_views.TurnOffView.as_view(), name="accounts_turn_off"),
    ]


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
    ]:
        actions.register_action(action, label, message)
