"""The menu of the enquiry team, with the number of messages that wait."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.viewsets.model import ModelViewSetGroup

from pages.enquiries.admin.audit_log_viewsets import AuditLogViewSet, DeletedViewSet
from pages.enquiries.admin.data_request_views import DataRequestsViewSet
from pages.enquiries.admin.viewsets import InboxViewSet
from pages.enquiries.models.enquiry import Enquiry, EnquiryStatus
from pages.enquiries.permissions import LIST_PERMISSIONS, enquiry_policy


class QuarantineMenuItem(MenuItem):
    """The messages that may be spam, with their number, so that nobody forgets to look at them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to users who see the inbox."""
        return enquiry_policy.user_has_any_permission(request.user, LIST_PERMISSIONS)

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number to the label, so that screen readers read it out."""
        component = super().render_component(request)
        component.label = f"{self.label} ({Enquiry.objects.quarantined().count()})"
        return component


class EnquiriesMenuItem(SubmenuMenuItem):
    """The team's entry of the menu, with the number of messages that nobody has begun to work on."""

    def render_component(self, request: HttpRequest) -> Any:
        """Add the number to the label."""
        component = super().render_component(request)
        may_see = enquiry_policy.user_has_any_permission(request.user, LIST_PERMISSIONS)
        if may_see and (count := Enquiry.objects.unread().count()):
            component.label = f"{self.label} ({count})"
        return component


class EnquiriesViewSetGroup(ModelViewSetGroup):
    """All screens of the enquiry team."""

    menu_label = "Enquiries"
    menu_icon = "mail"
    menu_order = 150
    items = (InboxViewSet, DataRequestsViewSet, AuditLogViewSet, DeletedViewSet)

    def get_submenu_items(self) -> list[MenuItem]:
        """Add the quarantine after the inbox: it is the same list, filtered by status."""
        inbox, *others = super().get_submenu_items()
        address = f"{reverse('enquiries:index')}?status={EnquiryStatus.QUARANTINED}"
        return [inbox, QuarantineMenuItem("Quarantine", address, icon_name="warning", order=1), *others]

    def get_menu_item(self, order: int | None = None) -> SubmenuMenuItem:
        """Return the entry with the count."""
        return EnquiriesMenuItem(
            self.menu_label, Menu(items=self.get_submenu_items()), icon_name=self.menu_icon, order=self.menu_order
        )
