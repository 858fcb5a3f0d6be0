"""The panel of enquiries on the dashboard."""

from collections.abc import Mapping
from typing import Any

from django.forms import Media
from django.utils import timezone
from wagtail.admin.ui.components import Component

from pages.contact_topics import ContactTopic
from pages.enquiries import notifications, spam
from pages.enquiries.models.enquiry import Enquiry
from pages.enquiries.models.settings import EnquirySettings


class EnquiriesPanel(Component):
    """What waits for the team, in numbers and references."""

    name = "enquiries"
    template_name = "enquiries/panel.html"
    order = 100
    media = Media(css={"all": ["css/dashboard-panels.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Return the counts, the data requests, and whether the team is notified of new messages."""
        return {
            "not_notified": notifications.count_late(),
            "has_addresses": bool(EnquirySettings.load().addresses()),
            "can_change_settings": parent_context["request"].user.has_perm("enquiries.change_enquirysettings"),
            "unread": Enquiry.objects.unread().count(),
            "oldest": Enquiry.objects.unread().order_by("received_at").defer("encrypted_content").first(),
            "is_quarantine_full": any(map(spam.is_quarantine_full, (ContactTopic.SUPPORT, ContactTopic.OTHER))),
            "quarantined": Enquiry.objects.quarantined().count(),
            "data_requests": [
                (enquiry, (enquiry.answer_due_on - timezone.localdate()).days)
                for enquiry in Enquiry.objects.open_data_requests().defer("encrypted_content")
                if enquiry.answer_due_on
            ],
        }
