"""What each machine does by itself, also without the database."""

from datetime import timedelta

from django.conf import settings

from apnahaq.backups.folder import delete_expired
from apnahaq.monitoring import alerts, overview
from pages.jobs.registry import machine_job


@machine_job("watch", every=timedelta(minutes=1))
def watch() -> None:
    """Check the parts of the site, and tell TECHNICAL_EMAIL what needs help."""
    alerts.tell(overview.watched_findings())


@machine_job("expiry", every=timedelta(hours=1))
def expire() -> None:
    """Delete backups that are too old, also on a machine that makes none: jobs run on one of several."""
    if settings.BACKUP_DIR.is_dir():
        delete_expired(settings.BACKUP_DIR)
