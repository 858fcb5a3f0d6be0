"""Reasons to put a message into quarantine as likely spam.

No third party is called and no language is preferred: nothing here reads the text for its meaning. A likely spam
message is put into quarantine for a person to look at, never dropped, and its sender is thanked like everyone else.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from pages.enquiries.crypto import encryption
from pages.enquiries.models.sender_counts import SenderCount, SenderWindow
from pages.enquiries.submissions.tokens import FormToken
from pages.safety.client_ip import UNKNOWN_CLIENT, client_ip

# Nobody reads the page and fills in the form faster.
MINIMUM_SECONDS = 3
# People in a library, a refuge or a mobile network share one IP address, so this is generous.
MAX_MESSAGES_PER_HOUR = 20
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


def find_spam_reasons(message: str, honeypot: str, token: FormToken, client_ip: str) -> list[SpamReason]:
    """Return why a message is likely to be spam, and count its sender."""
    results = {
        SpamReason.HONEYPOT: bool(honeypot),
        SpamReason.TOO_FAST: token.is_first and token.age_seconds < MINIMUM_SECONDS,
        SpamReason.TOO_MANY: count_sender(client_ip) > MAX_MESSAGES_PER_HOUR,
        SpamReason.LINKS: len(_LINK.findall(message)) > MAX_LINKS,
        SpamReason.MARKUP: bool(_MARKUP.search(message)),
    }
    return [reason for reason, applies in results.items() if applies]


def client_ip_to_count(request: HttpRequest) -> str:
    """Return the client IP of a request, or "" where it is unknown. It is counted, and neither stored nor logged.

    Requests without a known IP address are not counted: they need not come from one sender.
    """
    address = client_ip(request)
    return "" if address == UNKNOWN_CLIENT else address


def count_sender(client_ip: str) -> int:
    """Count one more message from an IP address and return how many came in this hour; 0 without an IP address.

    All workers share the count. The database holds a digest that needs the key and is salted anew every hour:
    a copy of the database does not tell from which IP address it came, and once the salt is gone nobody can.
    """
    if not client_ip:
        return 0
    window = _window_of(timezone.now())
    digest = encryption.digest(f"{window.salt} {client_ip}")
    counter, _ = SenderCount.objects.get_or_create(window=window, digest=digest)
    SenderCount.objects.filter(pk=counter.pk).update(count=F("count") + 1)
    return SenderCount.objects.values_list("count", flat=True).get(pk=counter.pk)


def delete_old_sender_counts() -> None:
    """Delete the salts and counts of past hours, with a margin for messages that are being submitted."""
    SenderWindow.objects.filter(starts_at__lte=timezone.now() - timedelta(minutes=65)).delete()


def _window_of(now: datetime) -> SenderWindow:
    """Return the current hour. The first message of an hour deletes those before."""
    starts_at = now.replace(minute=0, second=0, microsecond=0)
    window, is_new = SenderWindow.objects.get_or_create(
        starts_at=starts_at, defaults={"salt": secrets.token_urlsafe(32)}
    )
    if is_new:
        delete_old_sender_counts()
    return window
