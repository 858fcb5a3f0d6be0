"""The models of the kernel, in the order in which they build on each other."""

from pages.models.users import User
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.site_settings import (
    Announcement,
    HelpLine,
    Navigation,
    OrganisationIdentity,
    VisitorSafety,
)
from pages.models.versions import ContentVersion, WrittenChrome
from pages.enquiries.models import (
    ContactIndex,
    DeletedEnquiry,
    Enquiry,
    EnquiryRecord,
    HandOverNote,
    JobRun,
    SenderCount,
    SenderWindow,
    StaffNotice,
)
from pages.enquiries.settings import EnquirySettings
from pages.models.base import BasePage
from pages.models.home import HomePage
from pages.models.standard import ContactPage, GlossaryPage, SafetyPage, StandardPage
from pages.models.stories import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage, StoryPage

__all__ = [
    "Announcement",
    "BasePage",
    "BlogIndexPage",
    "BlogPage",
    "ContactIndex",
    "ContactPage",
    "ContentVersion",
    "DeletedEnquiry",
    "Enquiry",
    "EnquiryRecord",
    "EnquirySettings",
    "GlossaryPage",
    "GlossaryTerm",
    "HandOverNote",
    "HelpLine",
    "HomePage",
    "InterviewIndexPage",
    "InterviewPage",
    "JobRun",
    "Navigation",
    "Organisation",
    "OrganisationIdentity",
    "Person",
    "SafetyPage",
    "SenderCount",
    "SenderWindow",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StaffNotice",
    "StandardPage",
    "StoryPage",
    "Topic",
    "User",
    "VisitorSafety",
    "WrittenChrome",
]
