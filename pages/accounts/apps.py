"""The application for the accounts of staff."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Sessions, second factors, invitations and new passwords."""

    name = "pages.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        """Connect the receivers of signals."""
        from pages.accounts import sessions

        sessions.connect()
