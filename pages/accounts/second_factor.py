"""The second factor of a login: the code of an app, or one of the recovery codes that stand in for it."""

import base64
import logging
import secrets
import unicodedata
from contextlib import suppress
from datetime import datetime
from urllib.parse import quote, urlencode

import segno
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django_otp import verify_token
from wagtail.log_actions import log

from pages.accounts.models import SEED, AuthenticatorApp, RecoveryCodes, SeedError
from pages.accounts.permissions import may_change
from pages.encryption_keys import fernet
from pages.models.users import User

logger = logging.getLogger(__name__)

RECOVERY_CODES = 10
# Base 32 (RFC 4648): no letter that looks like a digit.
CODE_BYTES, CODE_PART = 10, 4
# Who may change accounts can become anybody.
ACCOUNT_PERMISSIONS = ["pages.add_user", "pages.change_user", "pages.delete_user", "auth.change_group"]

# The key under which a session has the app that is set up in it.
APP_TO_SET_UP = "app_to_set_up"

# What the history of an account records.
SET_UP, NEW_CODES, CODE_USED, TURNED_OFF, RESET = (
    f"accounts.second_factor_{name}" for name in ("set_up", "new_codes", "code_used", "turned_off", "reset")
)


def is_required(user: User) -> bool:
    """Tell whether a user needs a second factor.

    Those with full access do, and whoever may do anything with enquiries or change accounts and groups.
    """
    return settings.REQUIRE_SECOND_FACTOR and (
        user.is_superuser or user.has_module_perms("enquiries") or any(map(user.has_perm, ACCOUNT_PERMISSIONS))
    )


def app_of(user: User) -> AuthenticatorApp | None:
    """Return the app that a user has set up."""
    return AuthenticatorApp.objects.filter(user=user, confirmed=True).first()


def recovery_codes_of(user: User) -> RecoveryCodes | None:
    """Return the recovery codes that a user has left."""
    return RecoveryCodes.objects.filter(user=user).first()


def is_missing(user: User) -> bool:
    """Tell whether a login lacks the second factor: the user needs it or has it, and has not shown it."""
    is_verified = user.is_verified()  # type: ignore[attr-defined]  # set by OTPMiddleware
    return not is_verified and (is_required(user) or app_of(user) is not None)


def verified_user(user: User | AnonymousUser) -> User | AnonymousUser:
    """Return the user of a request, or nobody where the second factor is missing."""
    return AnonymousUser() if user.is_authenticated and is_missing(user) else user


def verify(user: User, code: str) -> AuthenticatorApp | RecoveryCodes | None:
    """Return what accepted a code, or None. The code of an app has digits only, a recovery code is longer."""
    code = _normal(code)
    app = app_of(user)
    if app is None:
        return None
    device = app if code.isdecimal() else recovery_codes_of(user)
    if device is None:
        return None
    try:
        accepted = verify_token(user, device.persistent_id, code)
    except SeedError:
        logger.error("A second factor cannot be checked: ENQUIRY_KEYS lacks a key, or the database was changed.")
        return None
    if accepted and accepted != app:
        _record(user, CODE_USED, by=user)
    return accepted


def locked_until(user: User) -> datetime | None:
    """Return when the next code can be tried after wrong ones, or None if it can be now."""
    devices = [*AuthenticatorApp.objects.filter(user=user), *RecoveryCodes.objects.filter(user=user)]
    answers = [device.verify_is_allowed() for device in devices]
    return max((reasons["locked_until"] for is_allowed, reasons in answers if not is_allowed), default=None)


def app_to_set_up(user: User, session: SessionBase) -> AuthenticatorApp:
    """Return the app that a user is setting up, the same until a code has confirmed it: the page may be reloaded.

    It is that of one session: whoever has seen the page in another one, with the password alone, knows another seed.
    """
    waiting = AuthenticatorApp.objects.filter(user=user, confirmed=False)
    app = waiting.filter(pk=session.get(APP_TO_SET_UP)).first()
    with suppress(SeedError):
        if app:
            app.seed()
            return app
    waiting.delete()
    app = AuthenticatorApp(user=user, confirmed=False, name="App")
    app.new_seed()
    app.save()
    session[APP_TO_SET_UP] = app.pk
    return app


@transaction.atomic
def set_up(user: User, session: SessionBase, code: str) -> tuple[AuthenticatorApp, list[str]] | None:
    """Confirm the new app with its first code, in place of an older one.

    Return the app and new recovery codes, or None for a wrong code.
    """
    app = verify_token(user, app_to_set_up(user, session).persistent_id, _normal(code))
    if app is None:
        return None
    AuthenticatorApp.objects.filter(user=user).exclude(pk=app.pk).delete()
    # With them, the logins end that used one of these codes.
    RecoveryCodes.objects.filter(user=user).delete()
    app.confirmed = True
    app.save()
    _record(user, SET_UP, by=user)
    return app, _new_codes(user)


@transaction.atomic
def new_recovery_codes(user: User) -> list[str]:
    """Return new recovery codes; those from before are worth nothing any more. Whoever logged in with one stays so."""
    _record(user, NEW_CODES, by=user)
    return _new_codes(user)


@transaction.atomic
def turn_off(user: User) -> None:
    """Remove the second factor of a user who does not want it."""
    _remove(user)
    _record(user, TURNED_OFF, by=user)


def may_reset(user: User, by: User) -> bool:
    """Tell whether somebody who may change accounts may reset this second factor.

    One's own takes the password, which the screens of one's own account ask for. That of somebody with full access
    takes somebody with full access: whoever resets it and knows the password can do everything.
    """
    return user.pk != by.pk and may_change(user, by)


@transaction.atomic
def reset(user: User, by: User | None) -> None:
    """Remove the second factor of somebody who lost it. `by` is None for the command, which no user runs.

    Logins with it are worth nothing from now on: the device by which they were verified is gone.
    """
    _remove(user)
    _record(user, RESET, by=by)


def setup_address(app: AuthenticatorApp) -> str:
    """Return the address that sets an app up (the key URI format of the Google Authenticator)."""
    issuer = settings.WAGTAIL_SITE_NAME
    label = quote(f"{issuer}:{app.user.get_username()}")
    return f"otpauth://totp/{label}?{urlencode({'secret': typed_key(app).replace(' ', ''), 'issuer': issuer})}"


def qr_code(app: AuthenticatorApp) -> str:
    """Return the address that sets an app up as a QR code, in SVG."""
    return segno.make(setup_address(app), error="m").svg_inline(scale=5, light="#fff", dark="#000")


def typed_key(app: AuthenticatorApp) -> str:
    """Return the seed as it is typed into an app that cannot read the QR code."""
    return _in_groups(base64.b32encode(app.seed()).decode())


def re_encrypt_seeds() -> int:
    """Encrypt the seeds with the newest key, and return how many there are that no key decrypts."""
    lost = 0
    for app in AuthenticatorApp.objects.all():
        try:
            seed = fernet(SEED).rotate(app.encrypted_seed.encode("ascii")).decode("ascii")
        except InvalidToken:
            lost += 1
            continue
        AuthenticatorApp.objects.filter(pk=app.pk, encrypted_seed=app.encrypted_seed).update(encrypted_seed=seed)
    return lost


def _record(user: User, action: str, by: User | None) -> None:
    """Record in the history of an account what happened to it."""
    # Wagtail finds no log for the lazy object that a request holds in place of its user.
    log(User.objects.get(pk=user.pk), action, user=by)


def _remove(user: User) -> None:
    AuthenticatorApp.objects.filter(user=user).delete()
    RecoveryCodes.objects.filter(user=user).delete()


def _new_codes(user: User) -> list[str]:
    codes = [
        _in_groups(base64.b32encode(secrets.token_bytes(CODE_BYTES)).decode().lower(), "-")
        for _ in range(RECOVERY_CODES)
    ]
    fields = {
        "digests": [RecoveryCodes.digest(_normal(code)) for code in codes],
        "throttling_failure_count": 0,
        "throttling_failure_timestamp": None,
    }
    # The same row: sessions name it as what they were verified by.
    RecoveryCodes.objects.update_or_create(
        user=user, defaults=fields, create_defaults=fields | {"name": "Recovery codes"}
    )
    return codes


def _in_groups(text: str, separator: str = " ") -> str:
    return separator.join(text[start : start + CODE_PART] for start in range(0, len(text), CODE_PART))


def _normal(code: str) -> str:
    """Return a code without the spaces and hyphens between its parts, in small letters and western digits."""
    letters = filter(str.isalnum, unicodedata.normalize("NFKC", code).casefold())
    return "".join(str(unicodedata.digit(letter)) if letter.isdecimal() else letter for letter in letters)
