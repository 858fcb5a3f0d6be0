"""The panel of the jobs on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

from pages.jobs.status import job_statuses


class JobsPanel(Component):
    """When each job last succeeded, with a warning where that is too long ago."""

    name = "jobs"
    template_name = "jobs/panel.html"
    order = 320
    media = Media(css={"all": ["css/dashboard-panels.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the status of each job, and those that are late."""
        statuses = job_statuses()
        return {"jobs": statuses, "late": [status for status in statuses if status.is_late]}
