"""Where enquiries appear in Wagtail's admin."""

from django.http import HttpRequest
from wagtail import hooks

from pages.enquiries.admin.menu import EnquiriesViewSetGroup
from pages.enquiries.admin.panels import EnquiriesPanel
from pages.enquiries.permissions import LIST_PERMISSIONS, enquiry_policy


@hooks.register("register_admin_viewset")
def register_enquiries() -> EnquiriesViewSetGroup:
    """Register the screens of the enquiry team."""
    return EnquiriesViewSetGroup()


@hooks.register("construct_homepage_panels")
def add_enquiries_panel(request: HttpRequest, panels: list) -> None:
    """Show the panel to users who see the inbox."""
    if enquiry_policy.user_has_any_permission(request.user, LIST_PERMISSIONS):
        panels.append(EnquiriesPanel())
