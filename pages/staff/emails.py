"""Emails to staff about pages. The worker sends them after the commit: no transaction waits for a mail server."""

import logging
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.models import Page

from pages.jobs import outbox
from pages.models.staff_emails import StaffEmail
from pages.models.users import User

logger = logging.getLogger(__name__)

# After that, the dashboard alone says it.
GIVEN_UP_AFTER = timedelta(days=3)
BATCH_SIZE = 50


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
    unsent = StaffEmail.objects.select_related("recipient")
    unsent.filter(created_at__lt=timezone.now() - GIVEN_UP_AFTER).delete()
    sent = 0
    for waiting in outbox.due(unsent).order_by("pk")[:BATCH_SIZE]:
        if not outbox.claim(waiting, unsent):
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
