"""What must happen regularly on any site: publishing, renditions, ends of consents, emails, deleting what is old."""

from datetime import timedelta

from axes.models import AccessAttempt
from django.core.management import call_command
from django.db.models import Q
from django.utils import timezone

from pages import emptied_pages, revisions
from pages.consents import ended, reminders
from pages.jobs.registry import scheduled_job
from pages.media import deleted_files, kept_uploads, renditions
from pages.search import spelling
from pages.staff import emails as staff_emails
from pages.staff import reviews
from pages.translations import cleanup


@scheduled_job("publishing", "Publish scheduled pages", every=timedelta(minutes=1), late_after=timedelta(minutes=30))
def publish_scheduled() -> str:
    """Publish and unpublish pages at the times that editors chose."""
    call_command("publish_scheduled", verbosity=0)
    return ""


# Before the renditions, so that those of pictures that are left out are deleted in the same round.
@scheduled_job(
    "consents", "Leave out what relies on ended consents", every=timedelta(seconds=5), late_after=timedelta(minutes=30)
)
def apply_ends_of_consents() -> str:
    """Do what follows from consents that have ended, were withdrawn or were prolonged."""
    return ", ".join(filter(None, [ended.apply_ends(), emptied_pages.unpublish_emptied()]))


@scheduled_job("renditions", "Prepare new pictures", every=timedelta(seconds=5), late_after=timedelta(minutes=30))
def make_renditions() -> str:
    """Make the renditions of new and changed pictures."""
    return renditions.make_due_renditions()


@scheduled_job(
    "consent-emails", "Tell who looks after consents", every=timedelta(minutes=10), late_after=timedelta(hours=2)
)
def tell_of_ending_consents() -> str:
    """Tell those who look after consents that these end soon or have ended."""
    return reminders.queue_due()


@scheduled_job(
    "uploads", "Delete uploads that nobody finished", every=timedelta(hours=1), late_after=timedelta(hours=6)
)
def delete_old_uploads() -> str:
    """Delete pictures and recordings that waited for the rest of their form for more than a day."""
    return kept_uploads.delete_old_uploads()


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


@scheduled_job("deleted-files", "Delete old files for good", every=timedelta(days=1), late_after=timedelta(days=2))
def delete_old_files() -> str:
    """Delete for good the pictures, documents and recordings that were deleted or replaced 30 days ago."""
    return f"{deleted_files.delete_expired()} deleted"


@scheduled_job("revisions", "Delete old versions", every=timedelta(days=1), late_after=timedelta(days=2))
def delete_old_revisions() -> str:
    """Delete the old revisions of pages and snippets, and old translations of texts that are on no page any more."""
    cleanup.delete_expired()
    return f"{revisions.delete_expired()} deleted"


@scheduled_job("search-words", "Update the search word list", every=timedelta(days=1), late_after=timedelta(days=2))
def update_search_words() -> str:
    """Renew the list of words by which the search recognises misspellings."""
    return spelling.update_words()


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
