"""Where the project itself appears in Wagtail's admin."""

from django.urls import URLPattern, path, reverse
from wagtail import hooks
from wagtail.admin.menu import AdminOnlyMenuItem

from apnahaq.monitoring.views import HealthView


@hooks.register("register_admin_urls")
def register_urls() -> list[URLPattern]:
    """Register the page about the health of the site."""
    return [path("health/", HealthView.as_view(), name="monitoring_health")]


@hooks.register("register_reports_menu_item")
def register_menu_item() -> AdminOnlyMenuItem:
    """Offer it to users with full access, among the reports."""
    return AdminOnlyMenuItem(
        HealthView.page_title, reverse("monitoring_health"), icon_name=HealthView.header_icon, order=100
    )
