"""The emails about accounts. A worker sends them, so that asking for one takes as long where there is no account."""

import logging
from collections.abc import Callable, Iterable, Mapping
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.crypto import salted_hmac

from pages.accounts.models import CLOCK_TOLERANCE, AccountEmail, EmailPurpose
from pages.jobs import outbox

logger = logging.getLogger(__name__)

BATCH_SIZE = 50
# For how long requests are counted.
COUNTED_FOR = timedelta(hours=1)
# After that, nobody waits for the email any more.
GIVEN_UP_AFTER = {EmailPurpose.NEW_PASSWORD: timedelta(hours=6), EmailPurpose.INVITATION: timedelta(days=3)}


def queue(purpose: EmailPurpose, address: str, client: str = "") -> AccountEmail:
    """Store that an email is to be sent to an address; `client` is the IP address from which it was asked for."""
    return AccountEmail.objects.create(
        purpose=purpose, address=address, address_digest=digest(address), client_digest=digest(client) if client else ""
    )


def digest(text: str) -> str:
    """Return the keyed digest under which an address is counted, whatever its case."""
    return salted_hmac("pages.accounts.outbox", text.strip().casefold(), algorithm="sha256").hexdigest()


def send_due(emails_for: Mapping[str, Callable[[str], Iterable[EmailMessage]]]) -> str:
    """Send what waits, and return the result in words. `emails_for` makes the emails of each purpose to an address."""
    delete_old()
    sent, unsent = 0, AccountEmail.objects.exclude(address="")
    for waiting in outbox.due(unsent).order_by("pk")[:BATCH_SIZE]:
        if not outbox.claim(waiting, unsent):
            continue
        try:
            for message in emails_for[waiting.purpose](waiting.address):
                message.send()
                sent += 1
        except OSError as error:
            # The base class of all SMTP and network errors. The mail server is the same for all emails.
            logger.warning("An email about an account was not sent: %s", type(error).__name__)
            return f"{sent} sent, then the mail server could not be reached"
        except Exception as error:
            # Whatever a mail library makes of one address: the other emails are sent all the same.
            logger.error("An email about an account cannot be sent: %s", type(error).__name__)
            continue
        AccountEmail.objects.filter(pk=waiting.pk).update(address="")
    return f"{sent} sent" if sent else ""


def delete_old() -> None:
    """Delete requests that no longer count towards the limits, and emails that are too old to send.

    What was asked for in the future, while the clock was ahead, counts no more once it is sent. What still waits then
    is as old as if it were asked for now.
    """
    now = timezone.now()
    misdated = AccountEmail.objects.filter(created_at__gt=now + CLOCK_TOLERANCE)
    misdated.filter(address="").delete()
    misdated.update(created_at=now, next_attempt_at=now)
    AccountEmail.objects.filter(address="", created_at__lt=now - COUNTED_FOR).delete()
    for purpose, limit in GIVEN_UP_AFTER.items():
        AccountEmail.objects.filter(purpose=purpose, created_at__lt=now - limit).delete()


def email(template: str, subject: str, address: str, context: dict[str, Any]) -> EmailMessage:
    """Return an email in the main language of the site."""
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(template, context)
    return EmailMessage(subject=subject, body=body, to=[address], headers={"Auto-Submitted": "auto-generated"})
