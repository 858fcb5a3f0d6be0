"""Reasons to put a message into quarantine as likely spam, and how much is stored at most.

No third party is called and no language is preferred: nothing here reads the text for its meaning. A likely spam
message is put into quarantine for a person to look at, never dropped, and its sender is thanked like everyone else.

Beyond the limits nothing is stored, and its sender is told so at once. Nothing that was stored makes room for it:
whoever wrote it was told that we have it.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils import timezone

from pages.contact_topics import ContactTopic
from pages.enquiries.crypto import encryption
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.sender_counts import SenderCount, SenderWindow
from pages.enquiries.submissions.tokens import FormToken
from pages.safety.client_ip import UNKNOWN_CLIENT, client_ip

HOUR = timedelta(hours=1)
# Nobody reads the page and fills in the form faster.
MINIMUM_SECONDS = 3
# People in a library, a refuge or a mobile network share one IP address, so this is generous.
MAX_MESSAGES_PER_HOUR = 20
# What is stored from one IP address within an hour: more than a whole town sends through one mobile network, and 2 MB,
# which is room for all of them or for 18 messages of the greatest length.
MAX_STORED_PER_HOUR = 300
MAX_BYTES_PER_HOUR = 2_000_000
# Beyond those bytes, short messages are limited by number alone: 1.2 MB more at most. Otherwise an abuser who shares a
# connection with somebody could silence them with a few long messages.
SHORT_MESSAGE_BYTES = 4_000
# A message takes at most 110 kB, an ordinary one 1 kB. The limits for each IP address keep one sender from silencing
# the others, so messages about support are counted separately, and end only where they would fill a disk: at 2.2 GB.
MAX_QUARANTINED = 2000
MAX_QUARANTINED_SUPPORT = 20_000
MAX_LINKS = 3
_LINK = re.compile(r"https?://|(?<!/)www\.", re.IGNORECASE)
# Links written for a web page or a forum: no person types these into a plain text field.
_MARKUP = re.compile(r"<a\s|\[url[=\]]|\[link[=\]]", re.IGNORECASE)


class SpamReason(models.TextChoices):
    """Why a message is in quarantine, in words for the team."""

    HONEYPOT = "honeypot", "The field that people are told to leave empty was filled in."
    TOO_FAST = "too-fast", f"It was sent within {MINIMUM_SECONDS} seconds of opening the page."
    TOO_MANY = "too-many", f"More than {MAX_MESSAGES_PER_HOUR} messages came from one network address within an hour."
    LINKS = "links", f"It contains more than {MAX_LINKS} links."
    MARKUP = "markup", "It contains links in HTML or forum markup."


# Reasons that people in a household, a refuge or on a mobile network can cause too.
_REASONS_OF_PEOPLE = {SpamReason.TOO_MANY, SpamReason.LINKS}


class TooManyMessagesError(Exception):
    """A limit of what is stored was reached. `retry_after` says after how many seconds to try again."""

    def __init__(self, retry_after: int) -> None:
        super().__init__(f"Nothing more is stored for {retry_after} seconds.")
        self.retry_after = retry_after


def find_spam_reasons(
    message: str, honeypot: str, token: FormToken, ip_address: str, size: int = 0
) -> list[SpamReason]:
    """Return why a message is likely to be spam, and count its sender. `size` is the length of its encrypted text.

    Raises `TooManyMessagesError`.
    """
    results = {
        SpamReason.HONEYPOT: bool(honeypot),
        # A page that was opened while the clock was ahead has a negative age.
        SpamReason.TOO_FAST: token.is_first and 0 <= token.age_seconds < MINIMUM_SECONDS,
        SpamReason.TOO_MANY: count_sender(ip_address, size) > MAX_MESSAGES_PER_HOUR,
        SpamReason.LINKS: len(_LINK.findall(message)) > MAX_LINKS,
        SpamReason.MARKUP: bool(_MARKUP.search(message)),
    }
    return [reason for reason, applies in results.items() if applies]


def notifies_at_once(topic: str, reasons: list[SpamReason]) -> bool:
    """Tell whether staff are notified of a message at once, or once a day of how many like it are in quarantine."""
    return not reasons or (topic == ContactTopic.SUPPORT and _REASONS_OF_PEOPLE.issuperset(reasons))


def is_quarantine_full(topic: str) -> bool:
    """Tell whether the quarantine takes no more messages about support, or about any other topic."""
    quarantined = Enquiry.objects.quarantined()
    if topic == ContactTopic.SUPPORT:
        return quarantined.filter(topic=ContactTopic.SUPPORT).count() >= MAX_QUARANTINED_SUPPORT
    return quarantined.exclude(topic=ContactTopic.SUPPORT).count() >= MAX_QUARANTINED


def require_room_in_quarantine(topic: str) -> None:
    """Raise `TooManyMessagesError` if the quarantine is full."""
    if is_quarantine_full(topic):
        raise TooManyMessagesError(retry_after=60 * 60)


def client_ip_to_count(request: HttpRequest) -> str:
    """Return the client IP of a request, or "" where it is unknown. It is counted, and neither stored nor logged.

    Requests without a known IP address are not counted: they need not come from one sender.
    """
    ip_address = client_ip(request)
    return "" if ip_address == UNKNOWN_CLIENT else ip_address


def count_sender(ip_address: str, size: int = 0) -> int:
    """Count one more message from an IP address and return how many came in this hour; 0 without an IP address.

    Raises `TooManyMessagesError` where more came from it than is stored. To be called in a transaction, which then
    takes back the count: what was not stored is not counted.

    All workers share the count. The database holds a digest that needs the key and is salted anew every hour:
    a copy of the database does not tell from which IP address it came, and once the salt is gone nobody can.
    """
    if not ip_address:
        return 0
    now = timezone.now()
    window = _window_of(now)
    digest = encryption.digest(f"{window.salt} {ip_address}")
    counter, _ = SenderCount.objects.get_or_create(window=window, digest=digest)
    SenderCount.objects.filter(pk=counter.pk).update(count=F("count") + 1, size=F("size") + size)
    counter.refresh_from_db()
    is_too_big = counter.size > MAX_BYTES_PER_HOUR and size > SHORT_MESSAGE_BYTES
    if counter.count > MAX_STORED_PER_HOUR or is_too_big:
        raise TooManyMessagesError(retry_after=int((window.starts_at + HOUR - now).total_seconds()) + 1)
    return counter.count


def delete_old_sender_counts() -> None:
    """Delete the salts and counts of past hours, with a margin for messages that are being submitted.

    Those of hours to come are deleted too: they were made while the clock was ahead.
    """
    now = timezone.now()
    SenderWindow.objects.filter(Q(starts_at__lte=now - timedelta(minutes=65)) | Q(starts_at__gt=now + HOUR)).delete()


def _window_of(now: datetime) -> SenderWindow:
    """Return the current hour. The first message of an hour deletes those before."""
    starts_at = now.replace(minute=0, second=0, microsecond=0)
    window, is_new = SenderWindow.objects.get_or_create(
        starts_at=starts_at, defaults={"salt": secrets.token_urlsafe(32)}
    )
    if is_new:
        delete_old_sender_counts()
    return window
