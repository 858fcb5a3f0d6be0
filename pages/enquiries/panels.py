"""What does the dashboard say of enquiries? How many wait, whose clock runs, and whether the site does its work."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from pages.enquiries import jobs, notification
from pages.enquiries.models import Enquiry
from pages.enquiries.settings import EnquirySettings


class StaffPanel(Component):
    """A panel of the dashboard with our own style sheet."""

    media = Media(css={"all": ["css/enquiries-admin.css"]})


class EnquiriesPanel(StaffPanel):
    """What waits for the team, in numbers and references."""

    name = "enquiries"
    template_name = "enquiries/panels/enquiries.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Count, find what is due first, and say whether the team learns of new messages."""
        return {
            "untold": notification.count_late(),
            "has_addresses": bool(EnquirySettings.load().addresses()),
            "can_change_settings": parent_context["request"].user.has_perm("pages.change_enquirysettings"),
            "unread": Enquiry.objects.unread().count(),
            "oldest": Enquiry.objects.unread().order_by("received_at").defer("sealed").first(),
            "quarantined": Enquiry.objects.quarantined().count(),
            "on_the_clock": [
                (enquiry, (enquiry.answer_due_on - timezone.localdate()).days)
                for enquiry in Enquiry.objects.on_the_clock().defer("sealed")
            ],
        }


class JobsPanel(StaffPanel):
    """When the site last did its regular work, and a warning where that is too long ago."""

    name = "jobs"
    template_name = "enquiries/panels/jobs.html"
    order = 320

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Report each job."""
        reports = jobs.report()
        return {"reports": reports, "late": [report for report in reports if report.is_late]}
