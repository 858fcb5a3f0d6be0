"""What must happen regularly on any site: scheduled publishing, renditions, emails about pages, old login records."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from pages import reviews, staff_emails
from pages.jobs.registry import scheduled_job
from pages.media import renditions


@scheduled_job("publishing", "Publish scheduled pages", every=timedelta(minutes=1), late_after=timedelta(minutes=30))
def publish_scheduled() -> str:
    """Publish and unpublish pages at the times that editors chose."""
    call_command("publish_scheduled", verbosity=0)
    return ""


@scheduled_job("renditions", "Prepare new pictures", every=timedelta(seconds=5), late_after=timedelta(minutes=30))
def make_renditions() -> str:
    """Make the renditions of new and changed pictures."""
    return renditions.make_due_renditions()


@scheduled_job(
    "reviews", "Tell who looks after a page that it is due", every=timedelta(days=1), late_after=timedelta(days=2)
)
def tell_of_due_pages() -> str:
    """Tell those who look after pages which of them are due."""
    return reviews.remind()


@scheduled_job("staff-emails", "Send emails about pages", every=timedelta(seconds=10), late_after=timedelta(minutes=15))
def send_staff_emails() -> str:
    """Send the emails to staff that wait."""
    return staff_emails.send_due()


@scheduled_job(
    "logins", "Delete failed logins and old sessions", every=timedelta(hours=1), late_after=timedelta(hours=6)
)
def delete_old_login_records() -> str:
    """Delete failed login attempts that are older than a day, and expired sessions.

    django-axes needs an attempt for the quarter of an hour that a lock lasts, and keeps it, with the name that
    was typed, the address and the browser, until the next attempt: its own commands delete all, or logs that
    are not written here.
    """
    now = timezone.now()
    # One from the future was made while the clock was ahead, and would lock its user out until then.
    is_misdated = Q(attempt_time__gt=now + timedelta(hours=1))
    AccessAttempt.objects.filter(Q(attempt_time__lte=now - timedelta(days=1)) | is_misdated).delete()
    call_command("clearsessions")
    return ""
