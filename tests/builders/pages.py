"""Pages of every type, and their translations.

They are published below the seeded page of the type's usual parent, unless a test gives another.
"""

from typing import Any

from django.db.models import CharField, TextField
from django.utils.text import slugify
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Locale, Page, PageViewRestriction

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage, NationalWorkPage
from pages.enquiries.models import ContactPage, PrivacyPage
from pages.models import (
    OPTIONAL_PAGES,
    AccountabilityPage,
    BlogIndexPage,
    BlogPage,
    GlossaryPage,
    HomePage,
    InterviewIndexPage,
    InterviewPage,
    PeoplePage,
    Person,
    PublicationIndexPage,
    PublicationPage,
    SafetyPage,
    StandardPage,
    Topic,
)
from tests.builders.naming import URDU_WORDS, named
from tests.builders.records import person


def home() -> HomePage:
    """Return the seeded home page."""
    return HomePage.objects.get(locale__language_code="en-gb", depth=2)


def seeded(model: type[Page]) -> Page:
    """Return the first page of a type that the seed command made."""
    return model.objects.order_by("path").first()


def english(slug: str) -> Page:
    """Return the seeded English page below the home page that has a slug. Its translation has the same."""
    return home().get_children().get(slug=slug).specific


def publish(page: Page, parent: Page, is_live: bool = True) -> Page:
    """Add a new page below its parent, published or as a draft, and return it as it is in the database."""
    parent = Page.objects.get(pk=parent.pk)
    page.live = is_live
    page.slug = page.slug or slugify(page.title)[:50]
    parent.add_child(instance=page)
    revision = page.save_revision()
    if is_live:
        revision.publish()
    return type(page).objects.get(pk=page.pk)


def _page(model: type[Page], parent: Page, fields: dict[str, Any], many: dict[str, list] | None = None) -> Page:
    is_live = fields.pop("live", True)
    is_urdu = parent.locale.language_code == "ur"
    words = {"search_description": URDU_WORDS if is_urdu else "What this page is about."}
    # A page without any text is not published.
    if hasattr(model, "body") and not fields.get("body"):
        words["lead"] = f"<p>{URDU_WORDS if is_urdu else 'A sample introduction.'}</p>"
    page = model(**named({**words, **fields}, "title", "Sample page"))
    for name, values in (many or {}).items():
        setattr(page, name, values)
    return publish(page, parent, is_live)


def home_page(parent: Page | None = None, **fields: Any) -> HomePage:
    """Make another home page, which no site shows."""
    fields = {"statement": "<p>A sample statement</p>", **fields}
    return _page(HomePage, parent or Page.get_first_root_node(), fields)


def standard_page(parent: Page | None = None, **fields: Any) -> StandardPage:
    """Make a standing page."""
    return _page(StandardPage, parent or home(), fields)


def safety_page(parent: Page | None = None, **fields: Any) -> SafetyPage:
    """Make a page about staying safe online."""
    return _page(SafetyPage, parent or home(), fields)


def glossary_page(parent: Page | None = None, **fields: Any) -> GlossaryPage:
    """Make a glossary."""
    return _page(GlossaryPage, parent or home(), fields)


def contact_page(parent: Page | None = None, **fields: Any) -> ContactPage:
    """Make a contact page."""
    return _page(ContactPage, parent or home(), fields)


def privacy_page(parent: Page | None = None, **fields: Any) -> PrivacyPage:
    """Make a privacy page."""
    return _page(PrivacyPage, parent or home(), fields)


def people_page(parent: Page | None = None, **fields: Any) -> PeoplePage:
    """Make a page about people, with one of them."""
    return _page(PeoplePage, parent or home(), {**needed_streams(PeoplePage), **fields})


def accountability_page(parent: Page | None = None, **fields: Any) -> AccountabilityPage:
    """Make a page about accountability, with a trustee."""
    return _page(AccountabilityPage, parent or home(), {**needed_streams(AccountabilityPage), **fields})


def needed_streams(model: type[Page]) -> dict[str, list[tuple[str, Any]]]:
    """Return the streams without which pages of a type are not published, each with a block."""
    if model is PeoplePage:
        return {"people": [("person", {"person": person()})]}
    return {"trustees": [("trustee", {"person": person()})]} if model is AccountabilityPage else {}


def interview_index_page(parent: Page | None = None, **fields: Any) -> InterviewIndexPage:
    """Make a list of interviews."""
    return _page(InterviewIndexPage, parent or home(), fields)


def blog_index_page(parent: Page | None = None, **fields: Any) -> BlogIndexPage:
    """Make a blog."""
    return _page(BlogIndexPage, parent or home(), fields)


def interview_page(parent: Page | None = None, topics: list[Topic] | None = None, **fields: Any) -> InterviewPage:
    """Make an interview."""
    return _page(InterviewPage, parent or seeded(InterviewIndexPage), fields, {"topics": topics or []})


def blog_page(
    parent: Page | None = None,
    topics: list[Topic] | None = None,
    authors: list[Person] | None = None,
    **fields: Any,
) -> BlogPage:
    """Make a post."""
    many = {"topics": topics or [], "authors": authors or []}
    return _page(BlogPage, parent or seeded(BlogIndexPage), fields, many)


def publication_index_page(parent: Page | None = None, **fields: Any) -> PublicationIndexPage:
    """Make a list of publications."""
    return _page(PublicationIndexPage, parent or home(), fields)


def publication_page(
    parent: Page | None = None,
    topics: list[Topic] | None = None,
    authors: list[Person] | None = None,
    **fields: Any,
) -> PublicationPage:
    """Make a publication."""
    many = {"topics": topics or [], "authors": authors or []}
    return _page(PublicationPage, parent or seeded(PublicationIndexPage), fields, many)


def anti_racism_page(parent: Page | None = None, **fields: Any) -> AntiRacismPage:
    """Make an overview."""
    return _page(AntiRacismPage, parent or home(), {"lead": "<p>A sample introduction.</p>", **fields})


def _work_page(model: type[Page], parent: Page | None, fields: dict[str, Any]) -> Page:
    fields = {"lead": "<p>A sample introduction.</p>", **fields}
    return _page(model, parent or seeded(AntiRacismPage), fields)


def local_work_page(parent: Page | None = None, **fields: Any) -> LocalWorkPage:
    """Make a page of local work."""
    return _work_page(LocalWorkPage, parent, fields)


def national_work_page(parent: Page | None = None, **fields: Any) -> NationalWorkPage:
    """Make a page of national work."""
    return _work_page(NationalWorkPage, parent, fields)


def european_work_page(parent: Page | None = None, **fields: Any) -> EuropeanWorkPage:
    """Make a page of European work."""
    return _work_page(EuropeanWorkPage, parent, fields)


def in_urdu(page: Page, is_live: bool = True, **fields: Any) -> Page:
    """Translate a page into Urdu, with sample words in the place of its own, and publish the translation."""
    return in_language(page, "ur", URDU_WORDS, is_live, **fields)


def in_language(page: Page, code: str, words: str, is_live: bool = True, **fields: Any) -> Page:
    """Translate a page with these words in the place of its own, and publish the translation.

    A translation that the site has already is written anew.
    """
    locale, _ = Locale.objects.get_or_create(language_code=code)
    page = page.specific
    translation = page.get_translation_or_none(locale) or page.copy_for_translation(locale, copy_parents=True)
    # It may have been made as the parent of another translation.
    translation.alias_of, translation.live = None, False
    for field in translation._meta.concrete_fields:
        if field.name == "path":
            continue
        if isinstance(field, StreamField):
            # Without what they show, some pages are not published.
            if type(translation) not in OPTIONAL_PAGES:
                setattr(translation, field.name, [])
        elif isinstance(field, RichTextField) and field.value_from_object(translation):
            setattr(translation, field.name, f"<p>{words}</p>")
        elif type(field) in {CharField, TextField} and field.editable and field.value_from_object(translation):
            setattr(translation, field.name, field.value_from_object(translation) if field.choices else words)
    if hasattr(translation, "body"):
        translation.body = [("paragraph", f"<p>{words}</p>")]
    for name, value in fields.items():
        setattr(translation, name, value)
    translation.save()
    revision = translation.save_revision()
    if is_live:
        revision.publish()
    return type(translation).objects.get(pk=translation.pk)


def lock(page: Page, restriction_type: str = PageViewRestriction.LOGIN) -> None:
    """Make a page and those below it private: for a login, a group or a password.

    Also a page that the site keeps public, as a database from elsewhere may hold one.
    """
    restriction = PageViewRestriction(page_id=page.pk, restriction_type=restriction_type, password="open sesame")
    restriction.save_base(raw=True)
