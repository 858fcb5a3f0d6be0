"""Tells TECHNICAL_EMAIL by email what needs help: at most one email an hour, and one when all is well again.

What needs help is told when it is new, and once a day for as long as it stays. An email is claimed before it is sent,
on this machine in a file and for all machines in the database: where a process dies in between, the next one waits for
an hour instead of sending it twice. While the database does not answer, each machine tells for itself.
"""

import logging
import socket
import time
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import Error as DatabaseError
from django.db import connection
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.state import State, locked_state
from pages.jobs.models import JobRun
from pages.jobs.runner import CLOCK_TOLERANCE, claim

logger = logging.getLogger(__name__)

# At most one email in this time.
INTERVAL = timedelta(hours=1)
# After a failure the next attempt is made earlier.
RETRY_AFTER = timedelta(minutes=10)
REMIND_AFTER = timedelta(days=1)
CLAIM = "technical-email"


def tell(findings: list[Finding]) -> None:
    """Send an email about what was found, if there is something to tell and it is time."""
    problems = [finding for finding in findings if finding.level == Level.PROBLEM]
    if not _claim(problems):
        return
    try:
        _email(problems).send()
    except Exception as error:
        # Whatever a mail library raises. The message may hold the address.
        logger.error("The email about the health of the site was not sent: %s", type(error).__name__)
        _record_failure(type(error).__name__)
    else:
        _record_success(problems)


def _claim(problems: list[Finding]) -> bool:
    """Claim the next email; return False if there is nothing to tell, nobody to tell it to, or it is too early."""
    now = time.time()
    names = [finding.name for finding in problems]
    with locked_state() as state:
        _log_changes(problems, state)
        state.checked_at, state.problems = now, names
        # What comes back is new.
        state.told = [name for name in state.told if name in names]
        if not settings.TECHNICAL_EMAIL or not _is_due(state, now):
            return False
        if "database" not in names and not _claim_for_all_machines():
            return False
        state.next_email_at = now + INTERVAL.total_seconds()
    return True


def _log_changes(problems: list[Finding], state: State) -> None:
    for finding in problems:
        if finding.name not in state.problems:
            logger.error("%s: needs help: %s", finding.title, finding.found)
    if state.problems and not problems:
        logger.warning("All parts of the site are well again.")


def _is_due(state: State, now: float) -> bool:
    """Tell whether there is something to tell, and whether it is time."""
    # Later than any email waits for: the clock was ahead then.
    is_misdated = state.next_email_at > now + (INTERVAL + CLOCK_TOLERANCE).total_seconds()
    if now < state.next_email_at and not is_misdated:
        return False
    if not state.problems:
        return state.is_troubled
    return set(state.problems) != set(state.told) or not 0 <= now - state.told_at < REMIND_AFTER.total_seconds()


def _claim_for_all_machines() -> bool:
    """Claim the email in the database. Where that fails just now, this machine tells for itself."""
    try:
        return claim(CLAIM, INTERVAL, INTERVAL)
    except DatabaseError:
        return True
    finally:
        # The next round may be a minute away, and the server may be restarted meanwhile.
        if not connection.in_atomic_block:
            connection.close()


def _email(problems: list[Finding]) -> EmailMessage:
    host = urlsplit(settings.SITE_URL).hostname
    titles = ", ".join(finding.title for finding in problems)
    body = render_to_string(
        "emails/health.txt",
        {
            "problems": problems,
            "host": host,
            "machine": socket.gethostname(),
            "link": f"{settings.WAGTAILADMIN_BASE_URL}{reverse('monitoring_health')}",
        },
    )
    return EmailMessage(
        subject=f"{host} needs help: {titles}"[:150] if problems else f"{host} is well again",
        body=body,
        to=settings.TECHNICAL_EMAIL,
        headers={"Auto-Submitted": "auto-generated"},
    )


def _record_success(problems: list[Finding]) -> None:
    with locked_state() as state:
        state.told, state.told_at = [finding.name for finding in problems], time.time()
        state.is_troubled = bool(problems)
        state.failing_since, state.failure = 0, ""


def _record_failure(failure: str) -> None:
    """Record that the email was not sent, and let the next attempt be made earlier, on whichever machine."""
    with locked_state() as state:
        state.next_email_at = time.time() + RETRY_AFTER.total_seconds()
        state.failing_since, state.failure = state.failing_since or time.time(), failure
    try:
        JobRun.objects.filter(name=CLAIM).update(next_run_at=timezone.now() + RETRY_AFTER)
    except DatabaseError:
        # Then the hour goes by.
        pass
    finally:
        if not connection.in_atomic_block:
            connection.close()
