"""The models of enquiries."""

from pages.enquiries.models.audit_log import AuditLogEntry, DeletedEnquiry
from pages.enquiries.models.enquiry import ContactIndex, Enquiry, EnquiryNote
from pages.enquiries.models.pages import ContactPage, PrivacyPage
from pages.enquiries.models.sender_counts import SenderCount, SenderWindow
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.models.staff_notice import StaffNotice

__all__ = [
    "AuditLogEntry",
    "ContactIndex",
    "ContactPage",
    "DeletedEnquiry",
    "Enquiry",
    "EnquiryNote",
    "EnquirySettings",
    "PrivacyPage",
    "SenderCount",
    "SenderWindow",
    "StaffNotice",
]
