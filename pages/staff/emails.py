"""Emails to staff about pages. The worker sends them after the commit: no transaction waits for a mail server."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F, Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from pages.models.staff_emails import StaffEmail
from pages.models.users import User

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=1)
MAX_WAIT = timedelta(hours=1)
# After that, the dashboard alone says it.
GIVEN_UP_AFTER = timedelta(days=3)
BATCH_SIZE = 50
# By how much the clocks of two machines may differ.
CLOCK_TOLERANCE = timedelta(minutes=1)


def link_to(page: Page) -> str:
    """Return the address of the form of a page, for an email."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{reverse('wagtailadmin_pages:edit', args=[page.pk])}"


def queue(recipients: Iterable[User], subject: str, template: str, context: dict[str, Any]) -> None:
    """Store an email to each recipient who has an address; `subject` may be longer than a line, or hold breaks."""
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(template, context)
    line = " ".join(subject.split())[:200]
    StaffEmail.objects.bulk_create(
        StaffEmail(recipient=user, subject=line, body=body) for user in recipients if user.is_active and user.email
    )


def send_due() -> str:
    """Send what waits, and return the result in words."""
    StaffEmail.objects.filter(created_at__lt=timezone.now() - GIVEN_UP_AFTER).delete()
    sent = 0
    for waiting in _due()[:BATCH_SIZE]:
        if not _claim(waiting):
            continue
        try:
            sent += _send(waiting)
        except OSError as error:
            # The base class of all SMTP and network errors. The mail server is the same for all emails.
            logger.warning("An email to staff was not sent: %s", type(error).__name__)
            return f"{sent} sent, then the mail server could not be reached"
        except Exception as error:
            # Whatever a mail library makes of one address: the other emails are sent all the same.
            logger.error("An email to staff cannot be sent: %s", type(error).__name__)
            continue
        waiting.delete()
    return f"{sent} sent" if sent else ""


def _send(waiting: StaffEmail) -> int:
    """Send an email to the present address of its recipient, and return how many were sent."""
    user = waiting.recipient
    if not user.is_active or not user.email:
        return 0
    headers = {"Auto-Submitted": "auto-generated"}
    return EmailMessage(waiting.subject, waiting.body, to=[user.email], headers=headers).send()


def _due() -> QuerySet[StaffEmail]:
    """Return the emails that are due: also those that wait longer than any does, since the clock was ahead."""
    now = timezone.now()
    too_far = now + MAX_WAIT + CLOCK_TOLERANCE
    is_due = Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=too_far)
    return StaffEmail.objects.filter(is_due).select_related("recipient").order_by("pk")


def _claim(waiting: StaffEmail) -> bool:
    """Claim an email by moving its next attempt; return False where another worker was faster."""
    wait = min(FIRST_WAIT * 2 ** min(waiting.attempts, 10), MAX_WAIT)
    return bool(
        StaffEmail.objects.filter(pk=waiting.pk, attempts=waiting.attempts).update(
            next_attempt_at=timezone.now() + wait, attempts=F("attempts") + 1
        )
    )
