"""The models of this application, in the order in which they build on each other."""

from pages.models.users import User
from pages.models.consents import Consent
from pages.models.media import SiteDocument, SiteImage, SiteRendition
from pages.models.people import GlossaryTerm, Organisation, Person, Topic
from pages.models.phrases import PhraseToAvoid
from pages.models.site_settings import Announcement, HelpLine, Navigation, OrganisationIdentity, VisitorSafety
from pages.models.base import BasePage
from pages.models.stories import BlogPage, InterviewPage, StoryPage
from pages.models.story_indexes import BlogIndexPage, InterviewIndexPage
from pages.models.home import HomePage
from pages.models.standard import AbstractStandardPage, GlossaryPage, SafetyPage, StandardPage

__all__ = [
    "AbstractStandardPage",
    "Announcement",
    "BasePage",
    "BlogIndexPage",
    "BlogPage",
    "Consent",
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
    "PhraseToAvoid",
    "SafetyPage",
    "SiteDocument",
    "SiteImage",
    "SiteRendition",
    "StandardPage",
    "StoryPage",
    "Topic",
    "User",
    "VisitorSafety",
]
