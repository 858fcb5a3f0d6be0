"""The models of this application, in the order in which they build on each other."""

from pages.models.users import User
from pages.models.consents import Consent
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.recordings import PageRecording, Recording
from pages.models.deleted_files import DeletedFile
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.phrases import PhraseToAvoid
from pages.models.search import SearchAnswer, SearchWord
from pages.models.site_settings import Announcement, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.statements import AccessibilityStatement, PersonalData
from pages.models.roles import Role
from pages.models.staff_emails import ReviewReminder, StaffEmail
from pages.models.text_changes import TextChange
from pages.models.base import BasePage
from pages.models.stories import BlogPage, StoryPage
from pages.models.interviews import InterviewPage
from pages.models.story_indexes import BlogIndexPage, InterviewIndexPage
from pages.models.publications import PublicationIndexPage, PublicationPage
from pages.models.home import HomePage
from pages.models.standard import AbstractStandardPage, GlossaryPage, SafetyPage, StandardPage
from pages.models.trust_pages import OPTIONAL_PAGES, AccountabilityPage, PeoplePage
from pages.models.workflow import SecondReaderTask

__all__ = [
    "OPTIONAL_PAGES",
    "AbstractStandardPage",
    "AccessibilityStatement",
    "AccountabilityPage",
    "Announcement",
    "BasePage",
    "BlogIndexPage",
    "BlogPage",
    "Consent",
    "DeletedFile",
    "GlossaryPage",
    "GlossaryTerm",
    "HomePage",
    "InterviewIndexPage",
    "InterviewPage",
    "Navigation",
    "Organisation",
    "OrganisationIdentity",
    "PageRecording",
    "PeoplePage",
    "Person",
    "PersonalData",
    "PhraseToAvoid",
    "PublicationIndexPage",
    "PublicationPage",
    "Recording",
    "ReviewReminder",
    "Role",
    "SafetyPage",
    "SearchAnswer",
    "SearchWord",
    "SecondReaderTask",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StaffEmail",
    "StandardPage",
    "StoryPage",
    "TextChange",
    "Topic",
    "User",
    "VisitorSafety",
]
