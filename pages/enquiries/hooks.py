"""Where in the editor's admin do enquiries appear? In the menu and on the dashboard, for the team alone."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from pages.enquiries.data_requests import DataRequestsViewSet
from pages.enquiries.models import Enquiry, EnquiryStatus
from pages.enquiries.panels import EnquiriesPanel, JobsPanel
from pages.enquiries.permissions import enquiry_policy, job_policy
from pages.enquiries.viewsets import DeletedViewSet, InboxViewSet, RecordViewSet

MAY_SEE_LISTS = ("view", "change")


class QuarantineItem(MenuItem):
    """Leads to what may be spam, with its number, so that it is looked at and nothing is forgotten there."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to those who see the inbox."""
        return enquiry_policy.user_has_any_permission(request.user, MAY_SEE_LISTS)

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number to the name, so that it is also read out."""
        component = super().render_component(request)
        component.label = f"{self.label} ({Enquiry.objects.quarantined().count()})"
        return component


class EnquiriesItem(SubmenuMenuItem):
    """The team's entry of the menu, with the number of messages that nobody has begun to work on."""

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number to the name."""
        component = super().render_component(request)
        may_see = enquiry_policy.user_has_any_permission(request.user, MAY_SEE_LISTS)
        if may_see and (count := Enquiry.objects.unread().count()):
            component.label = f"{self.label} ({count})"
        return component


class EnquiriesGroup(ModelViewSetGroup):
    """All that the enquiry team works with."""

    menu_label = "Enquiries"
    menu_icon = "mail"
    menu_order = 150
    items = (InboxViewSet, DataRequestsViewSet, RecordViewSet, DeletedViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        """Put the quarantine behind the inbox: it is the same list, with one status chosen."""
        inbox, *others = super().get_submenu_items()
        address = f"{reverse('enquiries:index')}?status={EnquiryStatus.QUARANTINED}"
        return [inbox, QuarantineItem("Quarantine", address, icon_name="warning", order=1), *others]

    def get_menu_item(self, order: int | None = None) -> SubmenuMenuItem:
        """Return our own entry, which counts."""
        return EnquiriesItem(
            self.menu_label, Menu(items=self.get_submenu_items()), icon_name=self.menu_icon, order=self.menu_order
        )


@hooks.register("register_admin_viewset")
def enquiries() -> EnquiriesGroup:
    """Give enquiries their screens."""
    return EnquiriesGroup()


@hooks.register("register_permissions")
def permission_to_see_jobs() -> QuerySet[Permission]:
    """Show where groups are edited what no viewset shows there."""
    return Permission.objects.filter(content_type__app_label="pages", codename="view_jobrun")


@hooks.register("construct_homepage_panels")
def dashboard(request: HttpRequest, panels: list) -> None:
    """Show each panel to those who may see what is in it."""
    if enquiry_policy.user_has_any_permission(request.user, MAY_SEE_LISTS):
        panels.append(EnquiriesPanel())
    if job_policy.user_has_permission(request.user, "view"):
        panels.append(JobsPanel())
