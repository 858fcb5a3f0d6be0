"""Where the jobs appear in Wagtail's admin."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from wagtail import hooks
from wagtail.permission_policies import ModelPermissionPolicy

from pages.jobs.models import JobRun
from pages.jobs.panels import JobsPanel


@hooks.register("register_permissions")
def register_view_permission() -> QuerySet[Permission]:
    """Offer the permission to see the jobs where groups are edited."""
    return Permission.objects.filter(content_type__app_label="jobs", codename="view_jobrun")


@hooks.register("construct_homepage_panels")
def add_jobs_panel(request: HttpRequest, panels: list) -> None:
    """Show the panel to users with permission to see the jobs."""
    if ModelPermissionPolicy(JobRun).user_has_permission(request.user, "view"):
        panels.append(JobsPanel())
