"""The screens of the admin: how each is reached, what it is about, and who may open it."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from django.contrib.auth.models import Group
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from wagtail.models import Locale, Site

from pages.enquiries.models.settings import EnquirySettings
from pages.models import (
    AccessibilityStatement,
    Announcement,
    BlogPage,
    GlossaryTerm,
    Navigation,
    Organisation,
    OrganisationIdentity,
    Person,
    PersonalData,
    PhraseToAvoid,
    SearchAnswer,
    Topic,
    User,
    VisitorSafety,
)
from pages.models.deleted_files import DeletedFile
from tests import builders
from tests.enquiries.staff import ROLES, enquiry

WRITERS = {"writer", "publisher", "superuser"}
PUBLISHERS = {"publisher", "superuser"}
MANAGERS = {"site manager", "superuser"}
FILES = WRITERS | MANAGERS
WORDS = PUBLISHERS | MANAGERS
ADMINISTRATORS = {"administrator", "superuser"}
TEAM = {"enquiry team", "enquiry lead", "superuser"}
LEAD = {"enquiry lead", "superuser"}
FULL_ACCESS = {"superuser"}
STAFF = set(ROLES) - {"anonymous", "no group"}

Things = Callable[[], list[Any]]


class Screen(NamedTuple):
    """A screen: the name of its address, what it is about, and the roles that may open it."""

    view: str
    things: Things
    roles: set[str]

    def address(self) -> str:
        """Return its address, after making what it is about."""
        return reverse(self.view, args=self.things())


def no_thing() -> list[Any]:
    return []


def first(model: type[Model], **fields: Any) -> Things:
    return lambda: [model.objects.filter(**fields)[0].pk]


def made(build: Callable[..., Model], **fields: Any) -> Things:
    return lambda: [build(**fields).pk]


def with_versions(build: Callable[..., Any], **fields: Any) -> Things:
    """Return what makes something with two versions, and names it and both."""

    def things() -> list[Any]:
        thing = build(**fields)
        return [thing.pk, *(thing.save_revision(changed=False).pk for _ in range(2))]

    return things


def a_draft() -> list[Any]:
    return [builders.standard_page(live=False).pk]


def a_public_page() -> list[Any]:
    return [builders.standard_page().pk]


def a_translation() -> list[Any]:
    return [builders.in_urdu(builders.standard_page()).pk]


def a_picture() -> list[Any]:
    return [builders.image(makes_renditions=False).pk]


def a_deleted_picture() -> list[Any]:
    builders.image(makes_renditions=False).delete()
    return [DeletedFile.objects.latest("pk").pk]


def the_only(model: type) -> Things:
    return lambda: [model.for_site(Site.objects.get()).pk]


def the_team_settings() -> list[Any]:
    return ["enquiries", "enquirysettings", EnquirySettings.load().pk]


def a_phrase() -> PhraseToAvoid:
    return PhraseToAvoid.objects.create(phrase="a sample phrase", instead="words", locale=Locale.get_default())


def an_answer() -> SearchAnswer:
    return SearchAnswer.objects.create(words="a sample", locale=Locale.get_default())


def suspected_spam() -> list[Any]:
    enquiry(status="quarantined", spam_reasons=["links"])
    return []


def our_views() -> Iterator[str]:
    """Yield the names of those addresses of the admin that views of ours answer."""
    yield from _our_views(get_resolver().url_patterns, "", "")


def _our_views(patterns: list[URLPattern | URLResolver], route: str, namespace: str) -> Iterator[str]:
    for each in patterns:
        path = f"{route}{each.pattern}"
        if isinstance(each, URLResolver):
            inner = f"{namespace}{each.namespace}:" if each.namespace else namespace
            yield from _our_views(each.url_patterns, path, inner)
        elif path.startswith("admin/") and each.name and _is_ours(each.callback):
            yield f"{namespace}{each.name}"


def _is_ours(view: Any) -> bool:
    """Return whether a view is ours, whatever it is wrapped in."""
    while not hasattr(view, "view_class") and hasattr(view, "__wrapped__"):
        view = view.__wrapped__
    modules = {each.__module__ for each in getattr(view, "view_class", object).__mro__} | {view.__module__}
    return any(module.startswith(("apnahaq.", "campaigns.", "pages.")) for module in modules)


# By what they show. Those without things are in the menu of exactly these roles, unless they are in OFF_THE_MENU.
SCREENS = {
    "the dashboard": Screen("wagtailadmin_home", no_thing, STAFF),
    "one’s own account": Screen("wagtailadmin_account", no_thing, STAFF),
    "one’s own second factor": Screen("accounts_second_factor", no_thing, STAFF),
    "setting up a second factor": Screen("accounts_set_up", no_thing, STAFF),
    "the tree of pages": Screen("wagtailadmin_explore_root", no_thing, WRITERS),
    "a page": Screen("wagtailadmin_pages:edit", a_draft, WRITERS),
    "the translation of a page": Screen("wagtailadmin_pages:edit", a_translation, WRITERS),
    "what to mend before publishing": Screen("page_readiness", a_draft, WRITERS),
    "translating a page": Screen("wagtail_localize:submit_page_translation", first(BlogPage), WRITERS),
    "unpublishing a page": Screen("wagtailadmin_pages:unpublish", a_public_page, WRITERS),
    "deleting old versions of a page": Screen("delete_old_versions", a_public_page, PUBLISHERS),
    "who may read a page": Screen("wagtailadmin_pages:set_privacy", a_public_page, PUBLISHERS),
    "people": Screen("wagtailsnippets_pages_person:list", no_thing, FILES),
    "a new person": Screen("wagtailsnippets_pages_person:add", no_thing, FILES),
    "somebody": Screen("wagtailsnippets_pages_person:edit", first(Person), WORDS),
    "deleting somebody": Screen("wagtailsnippets_pages_person:delete", made(builders.person), MANAGERS),
    "organisations": Screen("wagtailsnippets_pages_organisation:list", no_thing, FILES),
    "a new organisation": Screen("wagtailsnippets_pages_organisation:add", no_thing, FILES),
    "an organisation": Screen("wagtailsnippets_pages_organisation:edit", first(Organisation), WORDS),
    "consents": Screen("wagtailsnippets_pages_consent:list", no_thing, FILES),
    "a new consent": Screen("wagtailsnippets_pages_consent:add", no_thing, FILES),
    "a consent": Screen("wagtailsnippets_pages_consent:edit", made(builders.consent), WORDS),
    "topics": Screen("wagtailsnippets_pages_topic:list", no_thing, WORDS),
    "a new topic": Screen("wagtailsnippets_pages_topic:add", no_thing, WORDS),
    "a topic": Screen("wagtailsnippets_pages_topic:edit", first(Topic), WORDS),
    "the glossary": Screen("wagtailsnippets_pages_glossaryterm:list", no_thing, WORDS),
    "a new word": Screen("wagtailsnippets_pages_glossaryterm:add", no_thing, WORDS),
    "a word": Screen("wagtailsnippets_pages_glossaryterm:edit", first(GlossaryTerm), WORDS),
    "the history of a word": Screen("wagtailsnippets_pages_glossaryterm:history", first(GlossaryTerm), WORDS),
    "two versions of a word": Screen(
        "wagtailsnippets_pages_glossaryterm:revisions_compare", with_versions(builders.glossary_term), WORDS
    ),
    "phrases to avoid": Screen("wagtailsnippets_pages_phrasetoavoid:list", no_thing, WORDS),
    "a new phrase to avoid": Screen("wagtailsnippets_pages_phrasetoavoid:add", no_thing, WORDS),
    "a phrase to avoid": Screen("wagtailsnippets_pages_phrasetoavoid:edit", made(a_phrase), WORDS),
    "pictures": Screen("wagtailimages:index", no_thing, FILES),
    "uploading a picture": Screen("wagtailimages:add", no_thing, FILES),
    "a colleague’s picture": Screen("wagtailimages:edit", a_picture, PUBLISHERS),
    "deleting a colleague’s picture": Screen("wagtailimages:delete", a_picture, PUBLISHERS),
    "documents": Screen("wagtaildocs:index", no_thing, FILES),
    "deleting a colleague’s document": Screen("wagtaildocs:delete", made(builders.document), PUBLISHERS),
    "recordings": Screen("wagtailsnippets_pages_recording:list", no_thing, FILES),
    "uploading a recording": Screen("wagtailsnippets_pages_recording:add", no_thing, FILES),
    "a colleague’s recording": Screen("wagtailsnippets_pages_recording:edit", made(builders.recording), PUBLISHERS),
    "deleting a recording": Screen("wagtailsnippets_pages_recording:delete", made(builders.recording), PUBLISHERS),
    "deleted files": Screen("deleted_files", no_thing, FILES),
    "deleting a file for good": Screen("delete_file_for_good", a_deleted_picture, PUBLISHERS),
    "collections": Screen("wagtailadmin_collections:index", no_thing, MANAGERS),
    "numbers and exit": Screen("wagtailsnippets_pages_visitorsafety:edit", the_only(VisitorSafety), MANAGERS),
    "the menus": Screen("wagtailsnippets_pages_navigation:edit", the_only(Navigation), MANAGERS),
    "the announcement": Screen("wagtailsnippets_pages_announcement:edit", the_only(Announcement), MANAGERS),
    "our organisation": Screen(
        "wagtailsnippets_pages_organisationidentity:edit", the_only(OrganisationIdentity), MANAGERS
    ),
    "personal data": Screen("wagtailsnippets_pages_personaldata:edit", the_only(PersonalData), MANAGERS),
    "accessibility": Screen(
        "wagtailsnippets_pages_accessibilitystatement:edit", the_only(AccessibilityStatement), MANAGERS
    ),
    "answers to searches": Screen("wagtailsnippets_pages_searchanswer:list", no_thing, MANAGERS),
    "a new answer to searches": Screen("wagtailsnippets_pages_searchanswer:add", no_thing, MANAGERS),
    "an answer to searches": Screen("wagtailsnippets_pages_searchanswer:edit", made(an_answer), MANAGERS),
    "redirects": Screen("wagtailredirects:index", no_thing, MANAGERS),
    "languages": Screen("wagtaillocales:index", no_thing, MANAGERS),
    "a language": Screen("wagtaillocales:edit", first(Locale), MANAGERS),
    "users": Screen("wagtailusers_users:index", no_thing, ADMINISTRATORS),
    "inviting somebody": Screen("wagtailusers_users:add", no_thing, ADMINISTRATORS),
    "a colleague’s account": Screen("wagtailusers_users:edit", made(builders.user), ADMINISTRATORS),
    "a colleague’s lost telephone": Screen("accounts_reset_second_factor", made(builders.user), ADMINISTRATORS),
    "inviting somebody again": Screen("accounts_invite_again", made(builders.user, last_login=None), ADMINISTRATORS),
    "groups": Screen("wagtailusers_groups:index", no_thing, ADMINISTRATORS),
    "a group": Screen("wagtailusers_groups:edit", first(Group, name="Writer"), ADMINISTRATORS),
    "an account with full access": Screen("wagtailusers_users:edit", first(User, is_superuser=True), FULL_ACCESS),
    "sites": Screen("wagtailsites:index", no_thing, FULL_ACCESS),
    "workflows": Screen("wagtailadmin_workflows:index", no_thing, FULL_ACCESS),
    "steps of workflows": Screen("wagtailadmin_workflows:task_index", no_thing, FULL_ACCESS),
    "the health of the site": Screen("monitoring_health", no_thing, FULL_ACCESS),
    "pages to look at again": Screen("page_reviews", no_thing, WRITERS),
    "translations that are out of date": Screen("outdated_translations", no_thing, WRITERS),
    "ageing pages": Screen("wagtailadmin_reports:aging_pages", no_thing, WRITERS),
    "types of pages": Screen("wagtailadmin_reports:page_types_usage", no_thing, WRITERS),
    "the report of workflows": Screen("wagtailadmin_reports:workflow", no_thing, WRITERS),
    "the report of steps": Screen("wagtailadmin_reports:workflow_tasks", no_thing, WRITERS),
    "locked pages": Screen("wagtailadmin_reports:locked_pages", no_thing, PUBLISHERS),
    # It shows each what she may see, and is in the menu of those who see pages.
    "the history of the site": Screen("wagtailadmin_reports:site_history", no_thing, STAFF),
    "the guide": Screen("guide", no_thing, STAFF),
    "a task of the guide": Screen("guide_task", lambda: ["correct-a-page"], STAFF),
    "the gallery of blocks": Screen("block_gallery", no_thing, STAFF),
    "the inbox": Screen("enquiries:index", no_thing, TEAM),
    "a message": Screen("enquiries:edit", made(enquiry), TEAM),
    "erasing a message": Screen("enquiries:delete", made(enquiry), TEAM),
    "suspected spam": Screen("enquiries:close_spam", suspected_spam, TEAM),
    "requests about data": Screen("enquiry_data_requests:index", no_thing, TEAM),
    "the audit log": Screen("enquiry_audit_log:index", no_thing, LEAD),
    "what was deleted": Screen("enquiry_deletions:index", no_thing, LEAD),
    "the settings of the team": Screen("wagtailsettings:edit", the_team_settings, LEAD),
}
# The screens of those who have a second factor: see tests/accounts.
WITH_SECOND_FACTOR = {"accounts_new_codes", "accounts_turn_off"}
# Reached from another screen.
OFF_THE_MENU = {
    "the dashboard",
    "one’s own second factor",
    "setting up a second factor",
    "a new person",
    "a new organisation",
    "a new consent",
    "a new topic",
    "a new word",
    "a new phrase to avoid",
    "a new answer to searches",
    "uploading a picture",
    "uploading a recording",
    "inviting somebody",
    "the history of the site",
}
