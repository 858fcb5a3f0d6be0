"""Is this message likely to be from a machine?

No third party is asked and no language is preferred: nothing here reads words. A suspect is kept in
quarantine for a person to look at, never dropped, and its sender is thanked like everyone else.
"""

import re
import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F
from django.http import HttpRequest
from django.utils import timezone

from pages.enquiries import encryption
from pages.enquiries.models import SenderCount, SenderWindow
from pages.enquiries.tokens import FormToken
from pages.visitors import NOWHERE, place_of

# Nobody reads the page and answers its questions faster.
MINIMUM_SECONDS = 3
# A library, a refuge or a mobile network shows one address for many people, so this is generous.
MOST_IN_AN_HOUR = 20
MOST_LINKS = 3
_LINK = re.compile(r"https?://|(?<!/)www\.", re.IGNORECASE)
# Links written for a web page or a forum: no person types these into a plain box.
_MARKUP = re.compile(r"<a\s|\[url[=\]]|\[link[=\]]", re.IGNORECASE)


class Suspicion(models.TextChoices):
    """Why a message is in quarantine, in words for the team."""

    TRAP = "trap", "It filled in the field that people are told to leave empty."
    TOO_FAST = "too-fast", f"It was sent within {MINIMUM_SECONDS} seconds of opening the page."
    TOO_MANY = "too-many", f"More than {MOST_IN_AN_HOUR} messages came from one place within an hour."
    LINKS = "links", f"It holds more than {MOST_LINKS} links."
    MARKUP = "markup", "It holds links that are written in code."


def suspicions(message: str, trap: str, token: FormToken, address: str) -> list[Suspicion]:
    """Return what is suspicious about a message, and count its sender."""
    judged = {
        Suspicion.TRAP: bool(trap),
        Suspicion.TOO_FAST: token.is_first and token.age_seconds < MINIMUM_SECONDS,
        Suspicion.TOO_MANY: count_sender(address) > MOST_IN_AN_HOUR,
        Suspicion.LINKS: len(_LINK.findall(message)) > MOST_LINKS,
        Suspicion.MARKUP: bool(_MARKUP.search(message)),
    }
    return [suspicion for suspicion, holds in judged.items() if holds]


def sender_address(request: HttpRequest) -> str:
    """Return the place that a request came from, or nothing. It is counted, and neither stored nor logged.

    Not even counted where nobody knows it: people who have only that in common are no flood.
    """
    place = place_of(request)
    return "" if place == NOWHERE else place


def count_sender(address: str) -> int:
    """Count one more message from an address and return how many there were in this hour; 0 without an address.

    All workers share the count. The database holds a digest that needs the key and is salted anew every hour:
    a copy of the database does not tell from which address it came, and once the salt is gone nobody can.
    """
    if not address:
        return 0
    window = _window_of(timezone.now())
    digest = encryption.digest(f"{window.salt} {address}")
    counter, _ = SenderCount.objects.get_or_create(window=window, digest=digest)
    SenderCount.objects.filter(pk=counter.pk).update(count=F("count") + 1)
    return SenderCount.objects.values_list("count", flat=True).get(pk=counter.pk)


def forget_senders() -> None:
    """Delete the salts and counts of the hours that are over, but for those in which somebody may still be sending."""
    SenderWindow.objects.filter(starts_at__lte=timezone.now() - timedelta(minutes=65)).delete()


def _window_of(now: datetime) -> SenderWindow:
    """Return the hour that runs now. The first message of an hour makes the site forget those before."""
    starts_at = now.replace(minute=0, second=0, microsecond=0)
    window, is_new = SenderWindow.objects.get_or_create(
        starts_at=starts_at, defaults={"salt": secrets.token_urlsafe(32)}
    )
    if is_new:
        forget_senders()
    return window
