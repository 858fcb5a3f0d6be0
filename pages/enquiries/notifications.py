"""Emails that notify staff of new messages.

Each enquiry is stored together with a row of the outbox, so there is never one without the other. A worker
(see `pages.jobs`) sends what waits and tries again, at growing intervals, until it is sent. The row is the queue:
of the packages that were weighed, django-tasks-db has neither retries nor a schedule (django/new-features#142),
procrastinate needs PostgreSQL and django-dbtasks a newer Python, and none would make this row unnecessary.

The email says the reference, the topic and where to read the message. Nothing that its sender typed is in
it: email is read on telephones, forwarded, and kept for years.
"""

import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db.models import F
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.admin_url_finder import AdminURLFinder

from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=1)
MAX_WAIT = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=15)
BATCH_SIZE = 50


def send_due() -> str:
    """Send every notice that is due, and return the result in words."""
    addresses = EnquirySettings.load().addresses()
    due = StaffNotice.objects.filter(sent_at=None, next_attempt_at__lte=timezone.now()).order_by("next_attempt_at")
    if not addresses:
        waiting = due.count()
        return f"{waiting} wait: the settings name no address to notify" if waiting else ""
    sent = 0
    for notice in due.select_related("enquiry")[:BATCH_SIZE]:
        if not _claim(notice):
            continue
        try:
            _send(notice, addresses)
        except OSError as error:
            # The base class of all SMTP and network errors. The mail server is the same for all notices: the other
            # jobs do not wait for more attempts.
            _log_failure(notice, error)
            return f"{sent} sent, then the mail server could not be reached"
        except Exception as error:
            # What a mail library raises for one message, it need not raise for the next.
            _log_failure(notice, error)
        else:
            sent += 1
    return f"{sent} sent" if sent else ""


def count_late() -> int:
    """Return for how many enquiries no notice was sent so far, though there was time for more than one attempt."""
    return StaffNotice.objects.filter(sent_at=None, created_at__lte=timezone.now() - LATE_AFTER).count()


def message_for(enquiry: Enquiry, addresses: list[str]) -> EmailMessage:
    """Return the email about an enquiry, made from its reference, its topic and its address in the admin alone.

    The Message-ID is the same at every attempt: if a server accepted the email just before the worker
    died, mail programs recognise the second one as the same.
    """
    link = AdminURLFinder().get_edit_url(enquiry) or reverse("wagtailadmin_home")
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(
            "emails/new_enquiry.txt",
            {
                "reference": enquiry.reference,
                "topic": enquiry.get_topic_display(),
                "link": f"{settings.WAGTAILADMIN_BASE_URL}{link}",
            },
        )
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return EmailMessage(
        subject=f"New website message {enquiry.reference}",
        body=body,
        to=addresses,
        headers={"Message-ID": f"<{enquiry.reference}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _claim(notice: StaffNotice) -> bool:
    """Claim a notice by moving its next attempt; return False where another worker was faster.

    If this worker dies before the email is sent, the next attempt is made all the same.
    """
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), MAX_WAIT)
    return bool(
        StaffNotice.objects.filter(pk=notice.pk, sent_at=None, attempts=notice.attempts).update(
            next_attempt_at=timezone.now() + wait, attempts=F("attempts") + 1
        )
    )


def _send(notice: StaffNotice, addresses: list[str]) -> None:
    """Send a claimed notice and record that it was sent.

    One email goes to all addresses. If it cannot be made or sent, each address gets its own: one for which a mail
    library fails does not stop the others. Raises what the library raised if no address got it.
    """
    try:
        message_for(notice.enquiry, addresses).send()
    except OSError:
        raise
    except Exception as error:
        if not _send_to_each(notice, addresses):
            raise
        _log_failure(notice, error)
    StaffNotice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())


def _send_to_each(notice: StaffNotice, addresses: list[str]) -> bool:
    """Send a notice to each address by itself, and return whether any got it."""
    was_sent = False
    for address in addresses:
        try:
            message_for(notice.enquiry, [address]).send()
            was_sent = True
        except Exception as error:
            _log_failure(notice, error)
    return was_sent


def _log_failure(notice: StaffNotice, error: Exception) -> None:
    """Log that a notice was not sent. The error's own message may name the staff's addresses."""
    logger.warning("The notice of %s was not sent: %s", notice.enquiry, type(error).__name__)
