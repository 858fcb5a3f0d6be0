"""The forms with which staff log in, ask for a new password and are invited."""

from typing import Any

from django import forms
from django.http import HttpRequest
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.forms import UserCreationForm

from pages.accounts.password_reset import request_link
from pages.models.users import User
from pages.safety.client_ip import client_ip


class LoginForm(WagtailLoginForm):
    """Wagtail's form, without the choice of a longer session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remember"]


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail's form, which sends nothing itself."""

    def save(self, *, request: HttpRequest, **kwargs: Any) -> None:
        """Store that somebody asked for a link."""
        request_link(self.cleaned_data["email"], client_ip(request))


class InvitationForm(UserCreationForm):
    """Whom to invite. The email address is also the name with which she logs in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["username"]
        self.fields["email"].max_length = User._meta.get_field("username").max_length
        self.fields["email"].help_text = "She gets the invitation there, and logs in with this address."

    def clean_email(self) -> str:
        """Refuse an address that an account has already, in whichever case it is written."""
        email = self.cleaned_data["email"]
        if User.objects.filter(email__iexact=email).exists() or User.objects.filter(username__iexact=email).exists():
            raise forms.ValidationError("There is an account with this address already.")
        return email

    def save(self, commit: bool = True) -> User:
        """Return the new user, who has no password yet."""
        self.instance.username = self.cleaned_data["email"]
        self.instance.set_unusable_password()
        return super().save(commit)
