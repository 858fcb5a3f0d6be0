"""How does staff learn that there is a message?

Each enquiry is stored together with a row of the outbox, so there is never one without the other. A runner
(see `jobs`) sends what waits and tries again, ever less often, until it went. The row is the queue: of the
packages that were weighed, django-tasks-db has neither retries nor a schedule (django/new-features#142),
procrastinate needs PostgreSQL and django-dbtasks a newer Python, and none would spare this row.

The mail says the reference, the topic and where to read the message. Nothing that its sender typed is in
it: mail is read on telephones, forwarded, and kept for years.
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

from pages.enquiries.models import Enquiry, StaffNotice
from pages.enquiries.settings import EnquirySettings

logger = logging.getLogger(__name__)

FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)
LATE_AFTER = timedelta(minutes=15)
AT_ONCE = 50


def send_due() -> str:
    """Send every notice that is due, and say in words how it went."""
    addresses = EnquirySettings.load().addresses()
    due = StaffNotice.objects.filter(sent_at=None, next_try_at__lte=timezone.now()).order_by("next_try_at")
    if not addresses:
        waiting = due.count()
        return f"{waiting} wait: the settings name no address to tell" if waiting else ""
    sent = 0
    for notice in due.select_related("enquiry")[:AT_ONCE]:
        if not _claim(notice):
            continue
        if not _send(notice, addresses):
            # What fails for one fails for all: the others are not kept waiting for it, nor other jobs.
            return f"{sent} sent, then the mail server could not be reached"
        sent += 1
    return f"{sent} sent" if sent else ""


def count_late() -> int:
    """Return of how many enquiries nobody could be told so far, though there was time for more than one attempt."""
    return StaffNotice.objects.filter(sent_at=None, made_at__lte=timezone.now() - LATE_AFTER).count()


def message_for(enquiry: Enquiry, addresses: list[str]) -> EmailMessage:
    """Return the mail about an enquiry. It is made from its reference, its topic and its address alone.

    The Message-ID is the same at every attempt: should a server have taken the mail just before the runner
    died, mail programs see that the second one is the same.
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
    """Take a notice for this runner by moving its next attempt; False where another one was faster.

    Should this runner die before the mail has gone, the next attempt comes all the same.
    """
    wait = min(FIRST_WAIT * 2 ** min(notice.attempts, 10), LONGEST_WAIT)
    return bool(
        StaffNotice.objects.filter(pk=notice.pk, sent_at=None, attempts=notice.attempts).update(
            next_try_at=timezone.now() + wait, attempts=F("attempts") + 1
        )
    )


def _send(notice: StaffNotice, addresses: list[str]) -> bool:
    """Send one notice that was claimed; note that it went, or say in the log why not."""
    message = message_for(notice.enquiry, addresses)
    try:
        message.send()
    except OSError as error:
        # Every failure of SMTP and of the network is one of these. Their words may name the staff's addresses.
        logger.warning("The notice of %s did not go out: %s", notice.enquiry, type(error).__name__)
        return False
    StaffNotice.objects.filter(pk=notice.pk).update(sent_at=timezone.now())
    return True
