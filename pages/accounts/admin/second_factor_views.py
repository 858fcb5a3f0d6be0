"""The screens in which somebody sets up and changes the second factor of their own account."""

from typing import Any

import django_otp
from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.generic import FormView, TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from pages.accounts import second_factor
from pages.accounts.login import CodeForm, set_up_context, wrong_code_message
from pages.models.users import User


class PasswordForm(forms.Form):
    """The password of the account: whoever finds a computer unlocked must not change how its user logs in."""

    password = forms.CharField(
        label="Your password",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Type your password."},
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self) -> str:
        """Check the password in the way in which a login does, so that guesses are counted."""
        password = self.cleaned_data["password"]
        if not authenticate(self.request, username=self.request.user.get_username(), password=password):
            raise forms.ValidationError("This is not your password.")
        return password


class SetUpForm(CodeForm, PasswordForm):
    """The first code of the new app, and the password."""

    field_order = ["code", "password"]


class SecondFactorPage(WagtailAdminTemplateMixin):
    """What these screens have in common."""

    page_title = "Second factor"
    header_icon = "lock"
    request: HttpRequest

    @property
    def user(self) -> User:
        """Whoever changes their own account."""
        return self.request.user  # type: ignore[return-value]  # Wagtail lets nobody else in

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Return the way to these screens."""
        account = {"url": reverse("wagtailadmin_account"), "label": "Account"}
        return [*super().get_breadcrumbs_items(), account, {"url": "", "label": self.get_page_title()}]

    def show_codes(self, codes: list[str], *, has_new_app: bool) -> HttpResponse:
        """Return the page with new recovery codes, which are shown this once."""
        context = {"codes": codes, "has_new_app": has_new_app, "next_url": reverse("accounts_second_factor")}
        return render(self.request, "accounts/recovery_codes.html", context)


class OverviewView(SecondFactorPage, TemplateView):
    """Whether there is a second factor, and what can be done about it."""

    template_name = "accounts/overview.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how the account stands."""
        user = self.user
        codes = second_factor.recovery_codes_of(user)
        return super().get_context_data(**kwargs) | {
            "app": second_factor.app_of(user),
            "codes_left": len(codes.digests) if codes else 0,
            "is_required": second_factor.is_required(user),
        }


class PasswordView(SecondFactorPage, FormView):
    """A screen whose form asks for the password."""

    form_class: type[forms.Form] = PasswordForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form check the password of whoever sends it."""
        return super().get_form_kwargs() | {"request": self.request}


class SetUpView(PasswordView):
    """Set up an app, also in place of an older one."""

    template_name = "accounts/set_up.html"
    page_title = "Set up an app"
    form_class = SetUpForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the app is set up with."""
        return super().get_context_data(**kwargs) | set_up_context(self.user, self.request.session)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Confirm the app and show the recovery codes."""
        done = second_factor.set_up(self.user, self.request.session, form.cleaned_data["code"])
        if done is None:
            form.add_error("code", wrong_code_message(self.user))
            return self.form_invalid(form)
        app, codes = done
        # Whoever has the new app goes on working.
        django_otp.login(self.request, app)
        return self.show_codes(codes, has_new_app=True)


class ExistingAppView(PasswordView):
    """A screen for somebody who has an app."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the screen; back to the overview if there is no app."""
        if second_factor.app_of(self.user) is None:
            return redirect("accounts_second_factor")
        return super().dispatch(request, *args, **kwargs)


class NewCodesView(ExistingAppView):
    """Make new recovery codes in place of the old ones."""

    template_name = "accounts/new_codes.html"
    page_title = "New recovery codes"

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Show the new codes."""
        return self.show_codes(second_factor.new_recovery_codes(self.user), has_new_app=False)


class TurnOffView(ExistingAppView):
    """Turn the second factor off, for somebody who does not need one."""

    template_name = "accounts/turn_off.html"
    page_title = "Turn the second factor off"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the screen; back to the overview for somebody who needs a second factor."""
        if second_factor.is_required(self.user):
            return redirect("accounts_second_factor")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Turn it off."""
        second_factor.turn_off(self.user)
        messages.success(self.request, "The second factor is turned off. You log in with your password alone.")
        return redirect("accounts_second_factor")
