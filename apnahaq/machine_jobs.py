"""What each machine does by itself, also without the database."""

from datetime import timedelta

from apnahaq.monitoring import alerts, overview
from pages.jobs.registry import machine_job


@machine_job("watch", every=timedelta(minutes=1))
def watch() -> None:
    """Check the parts of the site, and tell TECHNICAL_EMAIL what needs help."""
    alerts.tell(overview.watched_findings())
