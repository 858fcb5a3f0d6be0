"""The application for scheduled jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Scheduled jobs: the registry, the worker and the record of each run."""

    name = "pages.jobs"
    label = "jobs"
    verbose_name = "Scheduled jobs"

    def ready(self) -> None:
        """Let every installed application register its jobs, as Django's admin does with `admin` modules."""
        autodiscover_modules("scheduled_jobs", "machine_jobs")
