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
from pages.models.base import BasePage
from pages.models.home import HomePage
from pages.models.standard import GlossaryPage, SafetyPage, StandardPage
from pages.models.stories import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage, StoryPage

__all__ = [
    "Announcement",
    "BasePage",
    "BlogIndexPage",
    "BlogPage",
    "ContentVersion",
    "GlossaryPage",
    "GlossaryTerm",
    "HelpLine",
    "HomePage",
    "InterviewIndexPage",
    "InterviewPage",
    "Navigation",
    "Organisation",
    "OrganisationIdentity",
    "Person",
    "SafetyPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
    "StoryPage",
    "Topic",
    "User",
    "VisitorSafety",
    "WrittenChrome",
]
