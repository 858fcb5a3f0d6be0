"""Pages that say who the organisation is and how it accounts for itself: people, and accountability.

They are public only while they have something to show (`pages.emptied_pages`).
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.db import models
from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import StructValue
from wagtail.fields import RichTextField
from wagtail.images.models import AbstractImage
from wagtail.search import index

from pages.blocks.people import AccountsBlock, PersonBlock, TrusteeBlock
from pages.consents.parts import Part
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.fields import StreamField
from pages.models.base import BasePage
from pages.models.people import Person
from pages.models.site_settings import OrganisationIdentity
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import BLOCKS
from pages.text.marking import in_its_language


def _nothing_to_show(content: PageContent) -> Iterator[Problem]:
    """Find pages of which a visitor would see nothing but the title and an introduction."""
    page = content.page
    if not page.shows_something:
        yield content.field(page.main_field), page.nothing_to_show


class OptionalPage(BasePage):
    """A page that is public only while it has something to show, and in the menus only while it is public.

    Class attributes of page types, beside those of `BasePage`:

    - `main_field`: the field that an editor fills in so that there is something to show.
    - `nothing_to_show`: the sentence that tells an editor so.
    """

    main_field = ""
    nothing_to_show = ""
    # Menus leave it out by themselves.
    stays_while_used = False
    has_content_without_text = True
    readiness_rules = (*BasePage.readiness_rules, Rule("nothing-to-show", BLOCKS, _nothing_to_show))

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    reviewed_on = models.DateField(
        "last reviewed", null=True, blank=True, help_text="When somebody last checked that all of it still holds."
    )

    parent_page_types = ["pages.HomePage"]
    subpage_types: list[str] = []
    max_count_per_parent = 1
    search_fields = BasePage.search_fields + [index.SearchField("lead"), index.SearchField("shown_words")]

    class Meta:
        abstract = True

    @property
    def shows_something(self) -> bool:
        """Whether there is something to show, now that some consents may have ended."""
        raise NotImplementedError

    @property
    def shown_words(self) -> list[str]:
        """The words that are shown, for the search index."""
        raise NotImplementedError


@dataclass(frozen=True)
class ShownPerson:
    """Somebody as a page shows her. `words` are those of the page, or else `person.bio` is shown."""

    person: Person
    role: SafeString
    words: Any = None
    portrait: AbstractImage | None = None

    @property
    def name(self) -> str:
        """Her name in the active language, or as she is called in the main one."""
        return self.person.words("name").text


def _entries(stream: Iterable[Any]) -> list[StructValue]:
    """Return the values of those blocks of a stream whose person is still known."""
    return [block.value for block in stream if block.value.get("person")]


def _parts(entries: Iterable[StructValue]) -> list[Part]:
    """Return what of some people relies on a consent."""
    return [Part(f"{entry['person']}, with their words", entry["consent"]) for entry in entries if entry.get("consent")]


def _shown(entries: Iterable[StructValue]) -> list[StructValue]:
    """Return the people whose consent has not ended."""
    return [entry for entry in entries if not (entry.get("consent") and entry["consent"].has_ended())]


def _role(entry: StructValue) -> SafeString:
    """Return the role of somebody on this page, or else in general, marked with its language."""
    if role := entry.get("role"):
        return in_its_language(role)
    return entry["person"].words("role").marked


def _portrait_without_consent(content: PageContent) -> Iterator[Problem]:
    """Find portraits of people whose agreement is not recorded, also where nobody is said to be recognisable."""
    pictures = {id(picture) for _part, picture in content.pictures if not picture.consent and not picture.shows_people}
    for part in content.blocks(PersonBlock):
        if id(part.value.get("portrait")) in pictures:
            yield (
                part,
                f"No consent is recorded for the portrait of {part.value.get('person')}. Ask them, and choose "
                "the consent in the form of the picture, or leave the portrait out.",
            )


class PeoplePage(OptionalPage):
    """The people of the organisation whom editors chose, in their order."""

    page_description = "The people of the organisation. Public once there is somebody to show."
    new_page_values = {"names_person": True}
    main_field = "people"
    readiness_rules = (
        *OptionalPage.readiness_rules,
        Rule("portrait-without-consent", BLOCKS, _portrait_without_consent),
    )
    nothing_to_show = "Add somebody whose consent has not ended. Without anybody this page is not public."

    people = StreamField([("person", PersonBlock())], blank=True, help_text="In the order in which they are shown.")

    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "people", "reviewed_on")]

    class Meta:
        verbose_name = "people page"

    @property
    def entries(self) -> list[StructValue]:
        """The people whom editors chose, with their portraits and the consents to them."""
        entries = _entries(self.people)
        portraits = [entry["portrait"] for entry in entries if entry.get("portrait")]
        prefetch_related_objects(portraits, "renditions", "consent")
        return entries

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the people and their portraits."""
        entries = self.entries
        portraits = [
            Part(f"The portrait of {entry['person']}", entry["portrait"].consent, has_words=False)
            for entry in entries
            if entry.get("portrait") and entry["portrait"].consent
        ]
        return [*super().parts_on_consent, *_parts(entries), *portraits]

    @property
    def shown_people(self) -> list[ShownPerson]:
        """The people whose consent has not ended, each without a portrait whose consent has."""
        return [
            ShownPerson(entry["person"], _role(entry), _words(entry), _portrait(entry))
            for entry in _shown(self.entries)
        ]

    @property
    def shows_something(self) -> bool:
        """Whether somebody is shown."""
        return bool(_shown(_entries(self.people)))

    @property
    def shown_words(self) -> list[str]:
        """The names, roles and words of those who are shown."""
        with override(self.locale.language_code):
            return [
                strip_tags(f"{shown.name}\n{shown.role}\n{shown.words or shown.person.words('bio').text}")
                for shown in self.shown_people
            ]

    def link_sources(self) -> list[models.Model]:
        """Add the people whose biographies are shown."""
        return [*super().link_sources(), *(shown.person for shown in self.shown_people if not shown.words)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the people."""
        return super().get_context(request, *args, **kwargs) | {"people": self.shown_people}


def _words(entry: StructValue) -> Any:
    """Return the words about somebody on this page; None where a form sent an empty paragraph."""
    words = entry.get("words")
    return words if words and strip_tags(words.source).strip() else None


def _portrait(entry: StructValue) -> AbstractImage | None:
    """Return the portrait of somebody, unless the consent to it has ended."""
    portrait = entry.get("portrait")
    return portrait if portrait and not portrait.is_left_out else None


@dataclass(frozen=True)
class DocumentsOfKind:
    """The documents of one kind under their heading, by year, the newest first."""

    heading: Any
    years: list[tuple[int, list[StructValue]]]


def _year(document: StructValue) -> int:
    """Return the year of a document; 0 in a draft without one."""
    return document.get("year") or 0


class AccountabilityPage(OptionalPage):
    """What a funder looks for: registration, trustees, accounts and policies."""

    page_description = "Registration, trustees, accounts and policies. Public once there is something to show."
    main_field = "documents"
    nothing_to_show = (
        "Add a document or a trustee, or write the charity or company number under Whole site, Our organisation. "
        "Without any of them this page is not public."
    )

    trustees = StreamField([("trustee", TrusteeBlock())], blank=True)
    documents = StreamField(
        [("document", AccountsBlock())],
        blank=True,
        help_text="Accounts, annual reports and policies. They are shown by kind and year, whatever their order here.",
    )

    content_panels = OPENING_PANELS + [FieldPanel(name) for name in ("lead", "trustees", "documents", "reviewed_on")]

    class Meta:
        verbose_name = "accountability page"

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the trustees."""
        return [*super().parts_on_consent, *_parts(_entries(self.trustees))]

    @property
    def shown_trustees(self) -> list[ShownPerson]:
        """The trustees whose consent has not ended."""
        return [ShownPerson(entry["person"], _role(entry)) for entry in _shown(_entries(self.trustees))]

    @property
    def kept_documents(self) -> list[StructValue]:
        """The documents that visitors can open, the newest year first."""
        return sorted((block.value for block in self.documents if block.value.shown_document), key=_year, reverse=True)

    @property
    def shown_documents(self) -> list[DocumentsOfKind]:
        """The same by kind and year."""
        kinds = []
        for kind, heading in AccountsBlock.KINDS:
            of_kind = [document for document in self.kept_documents if document.get("kind") == kind]
            years = [(year, list(documents)) for year, documents in groupby(of_kind, key=_year)]
            if years:
                kinds.append(DocumentsOfKind(heading, years))
        return kinds

    @property
    def shows_something(self) -> bool:
        """Whether there are documents or trustees, or the organisation's numbers."""
        return bool(
            self.kept_documents
            or self.shown_trustees
            or OrganisationIdentity.objects.exclude(charity_number="", company_number="").exists()
        )

    @property
    def shown_words(self) -> list[str]:
        """The names of the trustees and the titles of the documents."""
        with override(self.locale.language_code):
            people = [strip_tags(f"{shown.name}\n{shown.role}") for shown in self.shown_trustees]
        return people + [value.shown_title for value in self.kept_documents]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the trustees and the documents."""
        return super().get_context(request, *args, **kwargs) | {
            "trustees": self.shown_trustees,
            "documents": self.shown_documents,
        }


OPTIONAL_PAGES: tuple[type[OptionalPage], ...] = (PeoplePage, AccountabilityPage)
