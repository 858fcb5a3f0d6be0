"""Signed tokens that show that a form came from our own page, and when that page was rendered.

The site sets no cookie, so Django's own protection against forged forms cannot be used here. An attacker gains
nothing by forging an enquiry: anybody may write one. What is left to guard against is refused by the headers
with which browsers say where a form was, and by a signed token in the form.
"""

import secrets
import time
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest

# A day: WCAG 2.2.6 asks for twenty hours or a warning. What was typed is kept even after that.
LIFETIME_SECONDS = 24 * 60 * 60
_signer = signing.Signer(salt="pages.enquiries.submissions.tokens")


class InvalidTokenError(Exception):
    """The token is missing, or the site never made it."""


class ExpiredTokenError(Exception):
    """The token is older than its lifetime."""


@dataclass(frozen=True)
class FormToken:
    """What a token says. `is_first` is false for a form that was shown again with what had been typed."""

    nonce: str
    is_first: bool
    age_seconds: float


def new_token(is_first: bool = True) -> str:
    """Return a token for a form that is shown now."""
    return _signer.sign_object([secrets.token_urlsafe(12), is_first, time.time()])


def read_token(value: str) -> FormToken:
    """Return what a token says. Raises `InvalidTokenError` or `ExpiredTokenError`."""
    try:
        nonce, is_first, made_at = _signer.unsign_object(value)
    except (signing.BadSignature, ValueError) as error:
        raise InvalidTokenError from error
    age = time.time() - made_at
    if age > LIFETIME_SECONDS:
        raise ExpiredTokenError
    return FormToken(nonce, is_first, age)


def is_from_this_site(request: HttpRequest) -> bool:
    """Tell whether a form was on a page of this site, as far as the browser says.

    Browsers of the last years say it with Sec-Fetch-Site ("none" is a form that was sent again from the
    browser's own pages), older ones with Origin; without either, the token alone decides.
    """
    if site := request.headers.get("Sec-Fetch-Site"):
        return site in {"same-origin", "none"}
    origin = request.headers.get("Origin")
    return origin is None or origin == f"{request.scheme}://{request.get_host()}"
