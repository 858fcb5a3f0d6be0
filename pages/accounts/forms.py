"""The forms with which staff log in, ask for a new password and are invited."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm
from wagtail.users.forms import UserCreationForm, UserEditForm

from pages.accounts.password_reset import request_link
from pages.models.users import User
from pages.safety.client_ip import client_ip


def rename_full_access(form: forms.BaseForm) -> None:
    """Call Wagtail's tick for superusers something else than the role “Administrator”."""
    if field := form.fields.get("is_superuser"):
        field.label = "Full access"
        field.help_text = "May do everything on the website, also what no role allows."


class LoginForm(WagtailLoginForm):
    """Wagtail's form, without the choice of a longer session."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["remember"]
        self.fields["username"].help_text = "If you were invited, this is your email address."

    def clean_username(self) -> str:
        """Return the name as the account has it: telephones begin an address with a capital letter.

        Where several names differ by case alone, it must be written as it is.
        """
        typed = self.cleaned_data["username"]
        names = User.objects.filter(username__iexact=typed).values_list("username", flat=True)[:2]
        return names[0] if len(names) == 1 else typed


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail's form, which sends nothing itself."""

    def save(self, *, request: HttpRequest, **kwargs: Any) -> None:
        """Store that somebody asked for a link."""
        request_link(self.cleaned_data["email"], client_ip(request))


class InvitationForm(UserCreationForm):
    """Whom to invite. The email address is also a user name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["username"]
        self.fields["email"].help_text = "She gets the invitation there, and logs in with this address."
        self.fields["groups"].label = "Roles"
        self.fields["groups"].help_text = "What this person may do on the website. Choose at least one."
        rename_full_access(self)

    def clean_email(self) -> str:
        """Refuse an address that an account has already, in whichever case, or that cannot be a user name."""
        email = self.cleaned_data["email"]
        try:
            User._meta.get_field("username").run_validators(_username_for(email))
        except ValidationError as error:
            raise forms.ValidationError(
                "This address cannot be a user name, which has no more than 150 letters, digits and "
                "the signs @ . + - _. Type another address."
            ) from error
        if User.objects.filter(email__iexact=email).exists() or User.objects.filter(username__iexact=email).exists():
            raise forms.ValidationError("There is an account with this address already.")
        return email

    def clean(self) -> dict[str, Any]:
        """Require a role: without one she could log in, and open nothing."""
        cleaned = super().clean()
        if not cleaned.get("groups") and not cleaned.get("is_superuser"):
            self.add_error("groups", "Choose at least one role: without one, this person could open nothing.")
        return cleaned

    def save(self, commit: bool = True) -> User:
        """Return the new user, who has no password yet."""
        self.instance.username = _username_for(self.cleaned_data["email"])
        self.instance.set_unusable_password()
        return super().save(commit)


class AccountForm(UserEditForm):
    """Wagtail's form of an account."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].label = "Roles"
        rename_full_access(self)

    def clean_username(self) -> str:
        """Refuse a new name that differs from that of somebody else by case alone: logins would mix them up."""
        username = self.cleaned_data["username"]
        others = User.objects.exclude(pk=self.instance.pk)
        if "username" in self.changed_data and others.filter(username__iexact=username).exists():
            raise forms.ValidationError(self.error_messages["duplicate_username"], code="duplicate_username")
        return username


def _username_for(email: str) -> str:
    """Return the name with which the owner of an address logs in."""
    return User.normalize_username(email).lower()
