"""The application for the accounts of staff."""

from django.apps import AppConfig
from wagtail.users.apps import WagtailUsersAppConfig


class AccountsConfig(AppConfig):
    """Sessions, second factors, invitations and new passwords."""

    name = "pages.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Connect the receivers of signals."""
        from pages.accounts import sessions

        sessions.connect()


class UsersConfig(WagtailUsersAppConfig):
    """Wagtail's application for users, with our screens in place of its own."""

    user_viewset = "pages.accounts.admin.staff_views.UserViewSet"
