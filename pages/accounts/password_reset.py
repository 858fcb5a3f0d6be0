"""New passwords for those who forgot theirs.

Whoever asks learns nothing about who has an account: the request is stored, whatever the address, and a worker looks
whether there is an account and sends the link.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.contrib.auth.forms import PasswordResetForm as DjangoPasswordResetForm
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from pages.accounts import outbox
from pages.accounts.models import AccountEmail, EmailPurpose
from pages.models.users import User

# In an hour. More than one person may sit behind an IP address.
LIMIT_FOR_ADDRESS = 3
LIMIT_FOR_CLIENT = 20


def request_link(address: str, client: str) -> None:
    """Store that somebody at an IP address asked for a link to an email address.

    Above the limits nothing is sent. The work is the same in either case.
    """
    now = timezone.now()
    # None from the future, which were made while the clock was ahead.
    recent = AccountEmail.objects.filter(
        purpose=EmailPurpose.NEW_PASSWORD, created_at__gt=now - timedelta(hours=1), created_at__lte=now
    )
    for_address = recent.filter(address_digest=outbox.digest(address)).count()
    from_client = recent.filter(client_digest=outbox.digest(client)).count()
    is_allowed = for_address < LIMIT_FOR_ADDRESS and from_client < LIMIT_FOR_CLIENT
    outbox.queue(EmailPurpose.NEW_PASSWORD, address if is_allowed else "", client)


def emails_for(address: str) -> Iterator[EmailMessage]:
    """Yield an email with a link for each account of an address; none for an account that was not taken up yet."""
    for user in DjangoPasswordResetForm().get_users(address):
        link = reverse(
            "wagtailadmin_password_reset_confirm", args=[_uid(user), default_token_generator.make_token(user)]
        )
        context = {"link": f"{settings.WAGTAILADMIN_BASE_URL}{link}"}
        yield outbox.email("emails/new_password.txt", "A new password for the Apna Haq website", user.email, context)


def _uid(user: User) -> str:
    return urlsafe_base64_encode(force_bytes(user.pk))
