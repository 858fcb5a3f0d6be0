"""How tests log in: the password, the second factor, and what stands in for the app on a phone."""

import base64
import time

from bs4 import BeautifulSoup
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django_otp.oath import TOTP

from pages.accounts import second_factor
from pages.models import User
from tests import builders

LOGIN = "/admin/login/"
CODE = "/admin/login/code/"
SET_UP = "/admin/login/set-up/"


def send_password(client: Client, user: User, password: str = builders.PASSWORD, next_url: str = "") -> HttpResponse:
    """Send the first step of a login."""
    return client.post(LOGIN, {"username": user.get_username(), "password": password, "next": next_url})


def code_of(key: str, steps: int = 0) -> str:
    """Return what an app shows that was given this key; `steps` half minutes later."""
    codes = TOTP(base64.b32decode(key.replace(" ", "")), drift=steps)
    codes.time = time.time()
    return f"{codes.token():06}"


def phone_of(user: User) -> str:
    """Set up an app for a user, whose first code was used some time ago, and return the key in it."""
    app = second_factor.app_to_set_up(user, SessionStore())
    app.confirmed = True
    app.save()
    return second_factor.typed_key(app)


def key_on(response: HttpResponse) -> str:
    """Return the key that a page shows for typing it into an app."""
    return BeautifulSoup(response.content.decode(), "html.parser").select_one("ol code").get_text()


def recovery_codes_on(response: HttpResponse) -> list[str]:
    """Return the recovery codes that a page shows."""
    return [code.get_text() for code in BeautifulSoup(response.content.decode(), "html.parser").select("main li code")]


def is_logged_in(client: Client) -> bool:
    """Return whether a browser gets into the admin."""
    return client.get(reverse("wagtailadmin_home")).status_code == 200
