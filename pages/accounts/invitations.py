"""Invitations: a colleague sets her own password, by a link that works once and for three days."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from wagtail.log_actions import log

from pages.accounts import outbox
from pages.accounts.models import EmailPurpose
from pages.models.users import User

SALT = "pages.accounts.invitations"
LIFETIME = timedelta(days=3)

# What the history of an account records.
INVITED, ACCEPTED = "accounts.invited", "accounts.invitation_accepted"


def is_pending(user: User) -> bool:
    """Tell whether an account waits for its owner to set a password."""
    return user.is_active and bool(user.email) and not user.has_usable_password()


def invite(user: User, by: User) -> None:
    """Have an invitation sent to the owner of a new account."""
    outbox.queue(EmailPurpose.INVITATION, user.email)
    log(user, INVITED, user=by)


def emails_for(address: str) -> Iterator[EmailMessage]:
    """Yield an invitation for each account of an address that waits for its owner."""
    for user in User.objects.filter(email__iexact=address, is_active=True):
        if is_pending(user):
            link = reverse("accounts:invitation", args=[token_for(user)])
            context = {"link": f"{settings.WAGTAILADMIN_BASE_URL}{link}"}
            yield outbox.email("emails/invitation.txt", "Your account on the Apna Haq website", user.email, context)


def token_for(user: User) -> str:
    """Return what stands in the link of an invitation. It is worth nothing once a password is set."""
    return signing.dumps([user.pk, _state(user)], salt=SALT)


def invited_user(token: str) -> User | None:
    """Return the user to whom a link belongs, or None if it is wrong, too old or used."""
    try:
        pk, state = signing.loads(token, salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return None
    user = User.objects.filter(pk=pk).first()
    return user if user and is_pending(user) and constant_time_compare(state, _state(user)) else None


def accept(user: User, password: str) -> None:
    """Set the password of an invited user."""
    user.set_password(password)
    user.save(update_fields=["password"])
    log(user, ACCEPTED, user=user)


def _state(user: User) -> str:
    """Return a digest of what a link depends on: it changes with the password and with the address."""
    return salted_hmac(SALT, f"{user.password}\0{user.email}", algorithm="sha256").hexdigest()
