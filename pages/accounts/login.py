"""Logging in, in two steps where a second factor is needed, and logging out.

Between the steps nobody is logged in: the session only notes whose password was right.
"""

from datetime import timedelta
from typing import Any

from django import forms
from django.contrib.auth import login
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.safestring import mark_safe
from django.utils.timesince import timeuntil
from django.views.decorators.http import require_GET
from django.views.generic import FormView
from wagtail.admin.views import account as wagtail_account

from pages.accounts import second_factor
from pages.accounts.models import CLOCK_TOLERANCE, AuthenticatorApp, RecoveryCodes
from pages.models.users import User

PENDING = "login_without_second_factor"
PENDING_LIMIT = timedelta(minutes=10)
WRONG_CODE = (
    "This code is not right. It changes every half minute, and each works once: type the one that the app shows now, "
    "or wait for the next."
)


class LoginView(wagtail_account.LoginView):
    """The first step: user name and password."""

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Log in, or go on to the second step."""
        user = form.get_user()  # type: ignore[attr-defined]  # AuthenticationForm
        if not second_factor.is_required(user) and second_factor.app_of(user) is None:
            return super().form_valid(form)
        session = self.request.session
        # No session of before the login goes on.
        session.flush()
        session[PENDING] = {
            "user": user.pk,
            "backend": user.backend,
            # A new password ends the login that has begun with the old one.
            "hash": user.get_session_auth_hash(),
            "until": (timezone.now() + PENDING_LIMIT).timestamp(),
            "next": self.get_success_url(),
        }
        return redirect("accounts:second_factor")


class LogoutView(wagtail_account.LogoutView):
    """Logging out, by a form alone: a link or a picture on another site must not do it."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Log out; ask whether to do so if the address was opened."""
        if request.method == "POST":
            return super().dispatch(request, *args, **kwargs)
        if not request.user.is_authenticated:
            return redirect("wagtailadmin_login")
        return render(request, "accounts/log_out.html")


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label="Code",
        max_length=40,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false", "autofocus": ""}
        ),
        error_messages={"required": "Type the code that the app shows."},
    )


class PendingLoginView(FormView):
    """A page of the second step, for somebody whose password was right a few minutes ago."""

    form_class = CodeForm
    user: User

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page, or begin again if nobody's password was right."""
        pending = request.session.get(PENDING, {})
        user = User.objects.filter(pk=pending.get("user"), is_active=True).first()
        now = timezone.now()
        is_valid = (
            user is not None
            # Later than any: the clock was ahead.
            and now.timestamp() < pending["until"] <= (now + PENDING_LIMIT + CLOCK_TOLERANCE).timestamp()
            and constant_time_compare(pending["hash"], user.get_session_auth_hash())
        )
        if user is None or not is_valid:
            request.session.pop(PENDING, None)
            return redirect("wagtailadmin_login")
        self.user = user
        return super().dispatch(request, *args, **kwargs)

    def complete(self, device: AuthenticatorApp | RecoveryCodes) -> str:
        """Log in with the device that accepted the code, and return where to go from there."""
        pending = self.request.session.pop(PENDING)
        # django-otp's receiver of the login notes the device in the session.
        self.user.otp_device = device  # type: ignore[attr-defined]  # an attribute of django-otp's
        login(self.request, self.user, backend=pending["backend"])
        return pending["next"]

    def refuse(self, form: forms.Form) -> HttpResponse:
        """Say that a code is wrong, and when the next one can be tried."""
        form.add_error("code", wrong_code_message(self.user))
        return self.form_invalid(form)


class SecondFactorView(PendingLoginView):
    """The second step for somebody who has an app."""

    template_name = "accounts/second_factor.html"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the code, or let the app be set up first."""
        if second_factor.app_of(self.user) is None:
            return redirect("accounts:set_up_at_login")
        return super().get(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Log in if the code is right."""
        device = second_factor.verify(self.user, form.cleaned_data["code"])
        return redirect(self.complete(device)) if device else self.refuse(form)


class SetUpAtLoginView(PendingLoginView):
    """The second step for somebody who needs a second factor and has none yet."""

    template_name = "accounts/set_up_at_login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Return the page; never for somebody who has an app, in whose place another could be set up."""
        pending = request.session.get(PENDING, {})
        if AuthenticatorApp.objects.filter(user_id=pending.get("user"), confirmed=True).exists():
            return redirect("accounts:second_factor")
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what the app is set up with."""
        return super().get_context_data(**kwargs) | set_up_context(self.user, self.request.session)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Confirm the app, log in, and show the recovery codes, this once."""
        done = second_factor.set_up(self.user, self.request.session, form.cleaned_data["code"])
        if done is None:
            return self.refuse(form)
        app, codes = done
        next_url = self.complete(app)
        context = {"codes": codes, "has_new_app": True, "next_url": next_url}
        return render(self.request, "accounts/recovery_codes.html", context)


@require_GET
def session_state(request: HttpRequest) -> JsonResponse:
    """Say whether a session goes on, and with which token forms are sent.

    Pages of the admin ask regularly. That is no activity, so it keeps no session alive.
    """
    if not request.user.is_authenticated:
        return JsonResponse({"user": None})
    return JsonResponse({"user": request.user.pk, "csrf_token": get_token(request)})


def set_up_context(user: User, session: SessionBase) -> dict[str, Any]:
    """Return what the page shows with which an app is set up."""
    app = second_factor.app_to_set_up(user, session)
    return {
        "qr_code": mark_safe(second_factor.qr_code(app)),
        "setup_address": second_factor.setup_address(app),
        "typed_key": second_factor.typed_key(app),
    }


def wrong_code_message(user: User) -> str:
    """Return why a code was refused: it was wrong, or too many wrong ones came before it."""
    until = second_factor.locked_until(user)
    if until is None or until - timezone.now() < timedelta(seconds=5):
        return WRONG_CODE
    return f"{WRONG_CODE} After several wrong codes there is a pause: try again in {timeuntil(until)}."
