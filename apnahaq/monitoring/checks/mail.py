"""Email: whether what the site sends goes out, and whether somebody is told when a part of the site needs help."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.state import read_state
from pages.accounts.models import AccountEmail
from pages.enquiries.models.staff_notice import NoticeEmail, StaffNotice
from pages.enquiries.notifications import DAILY_LATE_AFTER
from pages.models.staff_emails import StaffEmail

# Time for more than one attempt.
LATE_AFTER = timedelta(minutes=15)
CONSOLE = "django.core.mail.backends.console.EmailBackend"
TITLE = "Email"
ADVICE = (
    "Send yourself an email with the button on this page: it says what the mail server answers. EMAIL_URL names the "
    "server, the user and the password. What waits is sent as soon as that works."
)


@dataclass(frozen=True)
class Waiting:
    """The emails that were tried and could not be sent, and since when the oldest waits."""

    count: int
    since: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether one waits for so long that something must be wrong."""
        return self.since is not None and timezone.now() - self.since > LATE_AFTER


def waiting() -> Waiting:
    """Return the emails to staff that wait after an attempt. Daily ones wait for a day before their first."""
    is_daily_and_in_time = Q(email=NoticeEmail.DAILY, created_at__gt=timezone.now() - DAILY_LATE_AFTER)
    tried = [
        StaffNotice.objects.filter(sent_at=None, attempts__gt=0).exclude(is_daily_and_in_time),
        AccountEmail.objects.exclude(address="").filter(attempts__gt=0),
        StaffEmail.objects.filter(attempts__gt=0),
    ]
    found = [emails.aggregate(count=Count("pk"), since=Min("created_at")) for emails in tried]
    since = [each["since"] for each in found if each["since"]]
    return Waiting(sum(each["count"] for each in found), min(since, default=None))


def is_failing() -> bool:
    """Tell whether emails do not go out. Needs the database."""
    return bool(read_state().failing_since) or waiting().is_late


def check() -> list[Finding]:
    """Check that no email waits after an attempt to send it."""
    if settings.EMAIL_BACKEND == CONSOLE:
        found = "Emails are printed in the log and not sent: EMAIL_URL names no mail server."
        return [Finding("mail", TITLE, Level.OK, found)]
    late = waiting()
    if late.since:
        found = f"{late.count} could not be sent so far, the oldest since {_time(late.since)}."
        return [Finding("mail", TITLE, Level.PROBLEM if late.is_late else Level.WARNING, found, ADVICE)]
    last = StaffNotice.objects.aggregate(last=Max("sent_at"))["last"]
    found = f"None waits. The last about a message was sent at {_time(last)}." if last else "None waits."
    return [Finding("mail", TITLE, Level.OK, found)]


def check_alerts() -> list[Finding]:
    """Check that somebody is told of problems, and that the last such email was sent. Needs no database."""
    name, title = "alerts", "Email about problems"
    if not settings.TECHNICAL_EMAIL:
        level = Level.WARNING if settings.PRODUCTION else Level.OK
        advice = "Set TECHNICAL_EMAIL to the address of whoever looks after the site." if settings.PRODUCTION else ""
        return [Finding(name, title, level, "Nobody is told about problems: TECHNICAL_EMAIL is empty.", advice)]
    state = read_state()
    if state.failing_since:
        since = _time(datetime.fromtimestamp(state.failing_since, UTC))
        found = f"An email about a problem could not be sent since {since}: {state.failure}."
        return [Finding(name, title, Level.PROBLEM, found, ADVICE)]
    return [Finding(name, title, Level.OK, "Problems are reported to TECHNICAL_EMAIL, at most one email an hour.")]


def _time(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M on %-d %B}"
