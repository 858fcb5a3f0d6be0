"""Every page type, with what the tests of all page types need.

A new page type without an entry here fails a test.
"""

from collections.abc import Callable
from dataclasses import dataclass

from wagtail.models import Page

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from pages.enquiries.models import ContactPage, PrivacyPage
from pages.models import (
    AccountabilityPage,
    BlogIndexPage,
    BlogPage,
    GlossaryPage,
    HomePage,
    InterviewIndexPage,
    InterviewPage,
    PeoplePage,
    PublicationIndexPage,
    PublicationPage,
    SafetyPage,
    StandardPage,
)
from tests import builders


@dataclass(frozen=True)
class PageType:
    """One page type: its builder, the path of its example, and the type of its parent.

    A new site has the example, unless `is_seeded` says that tests make it. `is_found` says whether visitors find it.
    """

    model: type[Page]
    build: Callable[..., Page]
    path: str
    parent: type[Page]
    is_seeded: bool = True
    is_found: bool = True

    def example(self) -> Page:
        """Return the page at the path of the example."""
        return builders.seeded(self.model) if self.is_seeded else self.build(slug=self.path.split("/")[-2])

    def __str__(self) -> str:
        return self.model.__name__


PAGE_TYPES = [
    PageType(HomePage, builders.home_page, "/", Page),
    PageType(AntiRacismPage, builders.anti_racism_page, "/anti-racism/", HomePage),
    PageType(LocalWorkPage, builders.local_work_page, "/anti-racism/local/", AntiRacismPage),
    PageType(NationalWorkPage, builders.national_work_page, "/anti-racism/national/", AntiRacismPage),
    PageType(EuropeanWorkPage, builders.european_work_page, "/anti-racism/european/", AntiRacismPage),
    PageType(InterviewIndexPage, builders.interview_index_page, "/interviews/", HomePage),
    PageType(InterviewPage, builders.interview_page, "/interviews/get-over-the-shock/", InterviewIndexPage),
    PageType(BlogIndexPage, builders.blog_index_page, "/blog/", HomePage),
    PageType(BlogPage, builders.blog_page, "/blog/intersectionality/", BlogIndexPage),
    PageType(PublicationIndexPage, builders.publication_index_page, "/publications/", HomePage, is_found=False),
    PageType(
        PublicationPage, builders.publication_page, "/publications/sample/", PublicationIndexPage, is_seeded=False
    ),
    PageType(StandardPage, builders.standard_page, "/about/", HomePage),
    PageType(GlossaryPage, builders.glossary_page, "/glossary/", HomePage),
    PageType(SafetyPage, builders.safety_page, "/staying-safe-online/", HomePage),
    PageType(ContactPage, builders.contact_page, "/contact/", HomePage),
    PageType(PeoplePage, builders.people_page, "/people/", HomePage),
    PageType(AccountabilityPage, builders.accountability_page, "/accountability/", HomePage),
    PageType(PrivacyPage, builders.privacy_page, "/privacy/", HomePage),
]

# Every page that the seed command creates and that visitors find, one that they do not find while it is empty, and
# responses that are no pages.
STANDING_PATHS = ["/accessibility/"]
URDU_PATHS = ["/ur/", "/ur/contact/", "/ur/staying-safe-online/", "/ur/privacy/", "/ur/about/"]
VIEW_PATHS = ["/search/", "/search/?q=racism", "/search/?q=nothing-of-the-kind", "/no-such-page/"]
SEEDED_PATHS = [each.path for each in PAGE_TYPES if each.is_seeded and each.is_found] + STANDING_PATHS + URDU_PATHS
EMPTY_PATHS = [each.path for each in PAGE_TYPES if not each.is_found]
ALL_PATHS = SEEDED_PATHS + EMPTY_PATHS + VIEW_PATHS

# Made for the real server alone, by tests/serve.py.
EVERY_BLOCK_PATH = "/every-block/"
EVERY_BLOCK_POST_PATH = "/blog/every-block/"
EVERY_ACTION_PATH = "/anti-racism/every-action/"
PUBLICATION_PATH = "/publications/sample/"
COMPOUNDS_PATH = "/anti-racism-and-self-determination/"
# For tests that publish what they write: its title stands in no menu and in no list that other tests measure.
WRITABLE_PATH = "/sample-to-write-in/"
# A post that first appeared elsewhere, with links in its text.
ORIGINAL_PATH = "/blog/sample/"
# The Urdu pages that only it has: one of each type that a new site has in English alone, every block, every action.
URDU_SERVED_PATHS = [
    f"/ur{path}"
    for path in [*dict.fromkeys(each.path for each in PAGE_TYPES), EVERY_BLOCK_PATH, EVERY_ACTION_PATH, ORIGINAL_PATH]
    if f"/ur{path}" not in URDU_PATHS
]
SERVED_PATHS = [
    *ALL_PATHS,
    EVERY_BLOCK_PATH,
    EVERY_ACTION_PATH,
    PUBLICATION_PATH,
    COMPOUNDS_PATH,
    ORIGINAL_PATH,
    *URDU_SERVED_PATHS,
]
