"""The pages to which the links in emails lead: a new password, and the first one of somebody who was invited."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.forms import SetPasswordForm
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import FormView
from wagtail.admin.views.account import PasswordResetConfirmView
from wagtail.log_actions import log

from pages.accounts import invitations, lockout
from pages.models.users import User

# What the history of an account records.
NEW_PASSWORD = "accounts.new_password"  # noqa: S105 (the name of an action)


class NewPasswordView(PasswordResetConfirmView):
    """A new password, by a link that somebody asked for."""

    def form_valid(self, form: Form) -> HttpResponse:
        """Set it, and lift the lock that wrong passwords have brought."""
        response = super().form_valid(form)
        lockout.lift(self.user)
        log(self.user, NEW_PASSWORD, user=self.user)
        return response


@method_decorator(sensitive_post_parameters(), name="dispatch")
class InvitationView(FormView):
    """The first password of somebody who was invited."""

    template_name = "accounts/invitation.html"
    form_class = SetPasswordForm
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page, or say that the link is wrong, too old or used."""
        user = invitations.invited_user(kwargs["token"])
        if user is None:
            return render(request, "accounts/invitation_ended.html", status=404)
        self.user = user
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """Set the password of this user."""
        return super().get_form_kwargs() | {"user": self.user}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the name to log in with."""
        return super().get_context_data(**kwargs) | {"username": self.user.get_username()}

    def form_valid(self, form: Form) -> HttpResponse:
        """Set the password and lead to the login."""
        invitations.accept(self.user, form.cleaned_data["new_password1"])
        messages.success(self.request, "Your password is set. Log in with it.")
        return redirect("wagtailadmin_login")
