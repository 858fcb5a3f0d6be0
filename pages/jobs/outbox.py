"""Emails that wait in a table until the worker has sent them: which are due, and who sends them.

Each application has a table of its own, with the fields `attempts` and `next_attempt_at`.
"""

import logging
from datetime import timedelta
from typing import Any, TypeVar

from django.db.models import F, Model, Q, QuerySet
from django.utils import timezone

from pages.jobs.runner import CLOCK_TOLERANCE

AnyEmail = TypeVar("AnyEmail", bound=Model)

FIRST_WAIT = timedelta(minutes=1)
MAX_WAIT = timedelta(hours=1)

logger = logging.getLogger(__name__)


def due(unsent: QuerySet[AnyEmail], longest_wait: timedelta = MAX_WAIT) -> QuerySet[AnyEmail]:
    """Return the emails that are due, and those that are dated too far ahead, because the clock was wrong."""
    now = timezone.now()
    too_far = now + longest_wait + CLOCK_TOLERANCE
    if misdated := unsent.filter(next_attempt_at__gt=too_far).count():
        logger.warning("%d emails waited for a time too far off: the clock of this machine was ahead.", misdated)
    return unsent.filter(Q(next_attempt_at__lte=now) | Q(next_attempt_at__gt=too_far))


def claim(email: Any, unsent: QuerySet[AnyEmail]) -> bool:
    """Claim one of the unsent emails by moving its next attempt; return False where another worker was faster.

    If this worker dies before the email is sent, the next attempt is made all the same.
    """
    wait = min(FIRST_WAIT * 2 ** min(email.attempts, 10), MAX_WAIT)
    claimed = unsent.filter(pk=email.pk, attempts=email.attempts).update(
        next_attempt_at=timezone.now() + wait, attempts=F("attempts") + 1
    )
    return bool(claimed)
