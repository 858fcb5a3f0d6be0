"""What must happen regularly with enquiries."""

from datetime import timedelta

from pages.enquiries import notifications, retention, spam
from pages.jobs.models import JobRun
from pages.jobs.registry import JobStoppedError, scheduled_job


@scheduled_job("notices", "Notify staff of new messages", every=timedelta(seconds=10), late_after=timedelta(minutes=15))
def send_notices() -> str:
    """Notify staff of new messages."""
    return notifications.send_due()


@scheduled_job("purge", "Delete messages whose time has passed", every=timedelta(days=1), late_after=timedelta(days=2))
def purge() -> str:
    """Delete the enquiries whose retention period has passed, and old entries of the audit log.

    Raises `JobStoppedError` if that is improbably much.
    """
    previous_purge_at = JobRun.objects.filter(name="purge").values_list("succeeded_at", flat=True).first()
    try:
        retention.require_probable_purge(previous_purge_at)
    except retention.ImprobablePurgeError as error:
        raise JobStoppedError(
            f"{error} Nothing was deleted. Check the clock. If it is right: manage.py purge_enquiries --confirm"
        ) from error
    deleted = retention.purge()
    retention.purge_audit_log()
    return f"{len(deleted)} deleted" if deleted else ""


@scheduled_job(
    "sender-counts", "Delete old counts of senders", every=timedelta(minutes=30), late_after=timedelta(hours=2)
)
def delete_old_sender_counts() -> str:
    """Delete the message counts of past hours."""
    spam.delete_old_sender_counts()
    return ""
