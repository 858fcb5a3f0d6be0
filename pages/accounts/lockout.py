"""What somebody sees who is locked out after wrong passwords, and how the lock is lifted."""

import math
from typing import Any

from axes.helpers import get_client_username, get_cool_off
from axes.models import AccessAttempt
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from pages.models.users import User

SHORTEST = 60


def counted_name(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    """Return the name under which wrong passwords are counted: another case of letters gives no further guesses."""
    return str((credentials or request.POST).get("username") or "").lower()


def locked_out(request: HttpRequest, response: HttpResponse | None, credentials: dict | None) -> HttpResponse:
    """Return the page that says for how long, and how to go on. django-axes calls it."""
    attempt = AccessAttempt.objects.filter(
        username=get_client_username(request, credentials),
        ip_address=request.axes_ip_address,  # type: ignore[attr-defined]  # set by django-axes
    ).first()
    until = (attempt.attempt_time if attempt else timezone.now()) + get_cool_off(request)
    seconds = max(math.ceil((until - timezone.now()).total_seconds()), SHORTEST)
    context = {"minutes": math.ceil(seconds / 60)}
    page = render(request, "accounts/locked_out.html", context, status=429)
    page["Retry-After"] = str(seconds)
    return page


def lift(user: User) -> None:
    """Forget the wrong passwords of a user, from wherever they came: she has shown that the account is hers."""
    AccessAttempt.objects.filter(username__iexact=user.get_username()).delete()
