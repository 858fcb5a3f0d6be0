"""What must happen regularly with accounts."""

from datetime import timedelta

from pages.accounts import invitations, outbox, password_reset
from pages.accounts.models import EmailPurpose
from pages.jobs.registry import scheduled_job


@scheduled_job("account-emails", "Send links to staff", every=timedelta(seconds=10), late_after=timedelta(minutes=15))
def send_account_emails() -> str:
    """Send invitations, and links for new passwords."""
    return outbox.send_due(
        {
            EmailPurpose.NEW_PASSWORD: password_reset.emails_for,
            EmailPurpose.INVITATION: invitations.emails_for,
        }
    )
