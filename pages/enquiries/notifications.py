"""Emails that notify staff of new messages.

Each enquiry is stored together with a row of the outbox, so there is never one without the other. A worker
(see `pages.jobs`) sends what waits and tries again, at growing intervals, until it is sent. The row is the queue:
of the packages that were weighed, django-tasks-db has neither retries nor a schedule (django/new-features#142),
procrastinate needs PostgreSQL and django-dbtasks a newer Python, and none would make this row unnecessary.

The email says the reference, the topic and where to read the message. Nothing that its sender typed is in
it: email is read on telephones, forwarded, and kept for years.

A flood must not hide a message among hundreds of emails: beyond five in an hour, one email names several messages. For
what is in quarantine and can wait (see `spam`), one email a day says how many messages there are.
"""

import hashlib
import logging
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import Q, QuerySet
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.admin.admin_url_finder import AdminURLFinder

from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice
from pages.jobs import outbox

logger = logging.getLogger(__name__)

LATE_AFTER = timedelta(minutes=15)
# For the daily email: a day until it is due, and a day to send it.
DAILY_LATE_AFTER = timedelta(days=2)
BATCH_SIZE = 50
MAX_EMAILS_PER_HOUR = 5
DIGEST_EVERY = timedelta(minutes=10)
DIGEST_SIZE = 500
# How many references an email about several messages lists.
LISTED = 50
# How the result of a job ends that found no mail server.
UNREACHABLE = "the mail server could not be reached"
# The longest time that a notice waits for its next attempt. A day that ends summer time has 25 hours.
LONGEST_WAITS = {NoticeEmail.OWN: outbox.MAX_WAIT, NoticeEmail.DAILY: timedelta(hours=25)}


def send_due() -> str:
    """Send every notice that is due, and return the result in words."""
    addresses = EnquirySettings.load().addresses()
    due = _due(NoticeEmail.OWN)
    if not addresses:
        waiting = due.count()
        return f"{waiting} wait: the settings name no address to notify" if waiting else ""
    is_flood = due.count() + _sent_within(NoticeEmail.OWN, timedelta(hours=1)).count() > MAX_EMAILS_PER_HOUR
    result = _send_together(due, addresses) if is_flood else _send_each(due, addresses)
    if result.endswith(UNREACHABLE):
        # The mail server is the same for all notices: the other jobs do not wait for more attempts.
        return result
    return ", ".join(filter(None, [result, _send_daily(addresses)]))


def _send_each(due: QuerySet[StaffNotice], addresses: list[str]) -> str:
    """Send an email about each message."""
    sent = 0
    for notice in due[:BATCH_SIZE]:
        if not _claim(notice):
            continue
        try:
            was_sent = _deliver(message_for(notice.enquiry, addresses), f"the notice of {notice.enquiry}")
        except OSError:
            return f"{sent} sent, then {UNREACHABLE}"
        if was_sent:
            _record_as_sent([notice], NoticeEmail.OWN)
            sent += 1
    return f"{sent} sent" if sent else ""


def _send_together(due: QuerySet[StaffNotice], addresses: list[str]) -> str:
    """Send one email about all messages, unless the last such email was sent a moment ago."""
    if _sent_within(NoticeEmail.DIGEST, DIGEST_EVERY).exists():
        return ""
    notices = _claim_all(due[:DIGEST_SIZE])
    if not notices:
        return ""
    try:
        was_sent = _deliver(_digest_for([notice.enquiry for notice in notices], addresses), f"{len(notices)} messages")
    except OSError:
        return f"0 sent, then {UNREACHABLE}"
    if not was_sent:
        return "0 sent"
    _record_as_sent(notices, NoticeEmail.DIGEST)
    return f"{len(notices)} sent in one email"


def _send_daily(addresses: list[str]) -> str:
    """Send the email that says how many messages came into quarantine, if it is due and there are any."""
    notices = _claim_all(_due(NoticeEmail.DAILY))
    # Staff may have looked at some of them by now.
    waiting = [notice.enquiry for notice in notices if notice.enquiry.status == EnquiryStatus.QUARANTINED]
    try:
        if waiting and not _deliver(_daily_email_for(waiting, addresses), "the quarantine"):
            return ""
    except OSError:
        return UNREACHABLE
    _record_as_sent(notices, NoticeEmail.DAILY)
    return f"{len(waiting)} in the daily email about the quarantine" if waiting else ""


def count_late() -> int:
    """Return for how many enquiries no notice was sent so far, though there was time for more than one attempt.

    One that was made in the future, while the clock was ahead, is late as well.
    """
    now = timezone.now()
    is_late = Q(email=NoticeEmail.OWN, created_at__lte=now - LATE_AFTER)
    is_late |= Q(email=NoticeEmail.DAILY, created_at__lte=now - DAILY_LATE_AFTER)
    return StaffNotice.objects.filter(is_late | Q(created_at__gt=now + LATE_AFTER), sent_at=None).count()


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
                "is_quarantined": enquiry.status == EnquiryStatus.QUARANTINED,
                "link": f"{settings.WAGTAILADMIN_BASE_URL}{link}",
            },
        )
    return _email(f"New website message {enquiry.reference}", body, addresses, enquiry.reference)


def _digest_for(enquiries: list[Enquiry], addresses: list[str]) -> EmailMessage:
    """Return the email about several messages, those that are not in quarantine first."""
    suspected = [enquiry for enquiry in enquiries if enquiry.status == EnquiryStatus.QUARANTINED]
    ordinary = [enquiry for enquiry in enquiries if enquiry.status != EnquiryStatus.QUARANTINED]
    with translation.override(settings.LANGUAGE_CODE):
        body = render_to_string(
            "emails/several_enquiries.txt",
            {
                "count": len(enquiries),
                "limit": MAX_EMAILS_PER_HOUR,
                "listed": LISTED,
                "ordinary": ordinary,
                "suspected": suspected,
            }
            | _links(),
        )
    subject = "A new website message" if len(enquiries) == 1 else f"{len(enquiries)} new website messages"
    return _email(subject, body, addresses, _name_of("several", enquiries))


def _daily_email_for(enquiries: list[Enquiry], addresses: list[str]) -> EmailMessage:
    """Return the email that says how many messages came into quarantine and how many are there."""
    context = {"count": len(enquiries), "total": Enquiry.objects.quarantined().count()} | _links()
    body = render_to_string("emails/quarantine.txt", context)
    subject = f"Website messages in quarantine: {len(enquiries)} new"
    return _email(subject, body, addresses, _name_of("quarantine", enquiries))


def _links() -> dict[str, str]:
    """Return the addresses of the inbox and of the quarantine."""
    inbox = f"{settings.WAGTAILADMIN_BASE_URL}{reverse('enquiries:index')}"
    return {"inbox_link": inbox, "quarantine_link": f"{inbox}?status={EnquiryStatus.QUARANTINED}"}


def _name_of(kind: str, enquiries: list[Enquiry]) -> str:
    """Return a name for an email about several messages: the same if it is tried again with the same messages.

    A message that was in an email about the quarantine may be in another one later: `kind` tells them apart.
    """
    references = " ".join(sorted(enquiry.reference for enquiry in enquiries))
    return f"{kind}-{hashlib.sha256(references.encode()).hexdigest()[:32]}"


def _email(subject: str, body: str, addresses: list[str], name: str) -> EmailMessage:
    host = urlsplit(settings.WAGTAILADMIN_BASE_URL).hostname
    return EmailMessage(
        subject=subject,
        body=body,
        to=addresses,
        headers={"Message-ID": f"<{name}@{host}>", "Auto-Submitted": "auto-generated"},
    )


def _due(email: NoticeEmail) -> QuerySet[StaffNotice]:
    due = outbox.due(StaffNotice.objects.filter(sent_at=None, email=email), LONGEST_WAITS[email])
    return due.select_related("enquiry").defer("enquiry__encrypted_content").order_by("next_attempt_at", "pk")


def _sent_within(email: NoticeEmail, period: timedelta) -> QuerySet[StaffNotice]:
    """Return the notices that were sent in the last time, and none from the future."""
    now = timezone.now()
    return StaffNotice.objects.filter(email=email, sent_at__gt=now - period, sent_at__lte=now)


def _claim_all(notices: QuerySet[StaffNotice]) -> list[StaffNotice]:
    """Claim several notices at once and return those that no other worker has claimed."""
    found = list(notices)
    if not found:
        return []
    with transaction.atomic():
        return [notice for notice in found if _claim(notice)]


def _claim(notice: StaffNotice) -> bool:
    return outbox.claim(notice, StaffNotice.objects.filter(sent_at=None))


def _deliver(message: EmailMessage, what: str) -> bool:
    """Send an email and return whether anybody got it.

    One email goes to all addresses. If it cannot be made or sent, each address gets its own: one for which a mail
    library fails does not stop the others. Raises `OSError`, the base class of all SMTP and network errors.
    """
    try:
        message.send()
        return True
    except OSError as error:
        _log_failure(what, error)
        raise
    except Exception as error:
        _log_failure(what, error)
    was_sent = [_deliver_to_one(message, address, what) for address in message.to]
    return any(was_sent)


def _deliver_to_one(message: EmailMessage, address: str, what: str) -> bool:
    single = EmailMessage(message.subject, message.body, to=[address], headers=message.extra_headers)
    try:
        single.send()
        return True
    except Exception as error:
        _log_failure(what, error)
        return False


def _log_failure(what: str, error: Exception) -> None:
    """Log that an email was not sent. The error's own message may name the staff's addresses."""
    logger.warning("The email about %s was not sent: %s", what, type(error).__name__)


def _record_as_sent(notices: list[StaffNotice], email: NoticeEmail) -> None:
    StaffNotice.objects.filter(pk__in=[notice.pk for notice in notices]).update(sent_at=timezone.now(), email=email)
