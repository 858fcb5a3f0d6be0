"""Publications: briefings, reports and responses to consultations, with their documents; and their list."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from django import forms
from django.db import models
from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.search import index

from pages.blocks import NEW_TEXT
from pages.blocks.publications import PublicationDocumentBlock
from pages.editing.panels import OPENING_PANELS
from pages.editing.people_widget import PeopleCheckboxes
from pages.fields import ParentalManyToManyField, StreamField
from pages.linked_data import report
from pages.models.authors import AuthorsMixin
from pages.models.listed_pages import ListedPage
from pages.models.people import Person, Topic
from pages.models.story_indexes import StoryIndexPage
from pages.navigation.filters import Choice, Filter
from pages.navigation.listings import ListItem, list_items
from pages.page_cache.fragments import cached
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import ADVISES

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class PublicationKind(models.TextChoices):
    """The kinds of publications, as each of them is called."""

    BRIEFING = "briefing", gettext_lazy("Briefing")
    REPORT = "report", gettext_lazy("Report")
    RESPONSE = "response", gettext_lazy("Response to a consultation")


# As lists of them are called.
PLURALS: "dict[str, StrPromise]" = {
    PublicationKind.BRIEFING: gettext_lazy("Briefings"),
    PublicationKind.REPORT: gettext_lazy("Reports"),
    PublicationKind.RESPONSE: gettext_lazy("Responses to consultations"),
}


def _document_without_text(content: PageContent) -> Iterator[Problem]:
    """Find publications of which a visitor must open a document to learn anything."""
    page = content.page
    if page.documents and not page.body:
        yield (
            content.field("body"),
            "Write here what the document says, or at least its main points. Documents are hard to read on a telephone "
            "and for some people impossible, and they stay on the visitor’s device.",
        )


class PublicationPage(AuthorsMixin, ListedPage):
    """A briefing, a report or a response to a consultation: its text, its documents, or both."""

    type_label = gettext_lazy("Publication")
    schema_type = "Report"
    page_description = "A briefing, a report or a response to a consultation, with its text and its documents."
    new_page_values = {"body": NEW_TEXT}
    streams_in_feeds = ["body", "documents"]

    kind = models.CharField(max_length=20, choices=PublicationKind.choices, default=PublicationKind.BRIEFING)
    # Without stubs.
    authors: Any = ParentalManyToManyField(
        Person, blank=True, help_text="Leave empty if the organisation itself is the author."
    )
    documents = StreamField(
        [("document", PublicationDocumentBlock())],
        blank=True,
        help_text="The publication as a file, for example as a PDF: one for each language.",
    )

    parent_page_types = ["pages.PublicationIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("kind"),
        FieldPanel("date"),
        FieldPanel("authors", widget=PeopleCheckboxes),
        FieldPanel("documents"),
        FieldPanel("lead"),
        FieldPanel("body"),
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("related"),
    ]
    readiness_rules = (
        *ListedPage.readiness_rules,
        Rule("document-without-text", ADVISES, _document_without_text),
    )
    search_fields = ListedPage.search_fields + [index.SearchField("titles_of_documents")]

    class Meta(ListedPage.Meta):
        verbose_name = "publication"

    @property
    def has_content_without_text(self) -> bool:  # type: ignore[override]  # whether it has depends on the page
        """Whether there is a document to read."""
        return bool(self.shown_documents)

    @property
    def kind_label(self) -> str:
        """What lists call it: its kind."""
        return self.get_kind_display()

    @property
    def shown_documents(self) -> list[Any]:
        """The blocks of the documents that visitors can open."""
        return [block for block in self.documents if block.value.shown_document]

    @property
    def titles_of_documents(self) -> list[str]:
        """The titles of the documents, for the search index."""
        return [block.value.shown_title for block in self.shown_documents]

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add to the report its kind and its documents."""
        *others, article = super().linked_data(request)
        documents = [block.value for block in self.shown_documents]
        return [*others, report(article, self.get_kind_display(), documents, request)]


class PublicationIndexPage(StoryIndexPage):
    """All publications, by year. It is shown nowhere while there are none."""

    is_hidden_while_empty = True
    page_description = "The list of briefings, reports and responses to consultations. New ones go below it."
    story_model = PublicationPage
    feed_name = "publication_feed"
    query_parameters = (*StoryIndexPage.query_parameters, "kind", "year")

    subpage_types = ["pages.PublicationPage"]
    content_panels = [
        HelpPanel(
            "While no publication is published below this page, neither menus nor the search nor search engines show "
            "it. It is in no menu by itself. To add it to one, choose “Whole site”, “Menus”, then the + under “Main "
            "menu”, and this page; or ask a site manager to do it. A menu shows it as soon as there is a publication."
        ),
        *StoryIndexPage.content_panels,
    ]

    class Meta:
        verbose_name = "list of publications"

    def filters(self, request: HttpRequest, topics: dict[str, Topic]) -> list[Filter]:
        """Add the kinds and the years of the publications."""

        def query() -> tuple[list[str], list[int]]:
            published = PublicationPage.objects.filter(pk__in=self.stories(request).order_by()).order_by()
            found = published.values_list("kind", "listed_on__year").distinct()
            return sorted({kind for kind, _year in found}), sorted({year for _kind, year in found if year})

        kinds, years = cached(request, f"kinds-and-years:{self.pk}", query)
        of_kind = {kind: Choice(str(PLURALS[kind]), Q(kind=kind)) for kind in kinds if kind in PLURALS}
        of_year = {str(year): Choice(str(year), Q(listed_on__year=year)) for year in reversed(years)}
        return [
            Filter("kind", _("Kinds"), of_kind, fewest=2),
            Filter("year", _("Years"), of_year, fewest=2),
            *super().filters(request, topics),
        ]

    def items(self, stories: list[ListedPage], topics: dict[str, Topic], request: HttpRequest) -> list[ListItem]:
        """Return the list items of publications, with their kinds: the years are headings."""
        return list_items(stories, request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the publications by year, and ask search engines to leave an empty list out."""
        context = super().get_context(request, *args, **kwargs)
        stories = context["stories"]
        if len(stories) == 1 and not context["filters"]:
            # A heading for a single one would be more than what is below it.
            context["stories"] = [_with_year(stories[0])]
            context["years"] = {}
        else:
            context["years"] = {} if request.GET.get("year") else _by_year(stories)
        if not context["stories"]:
            context["meta"].is_indexable = False
        return context


def _with_year(item: ListItem) -> ListItem:
    """Return a list item with its year above its kind, as lists of stories have it above the topics."""
    return replace(item, year=str(item.published.year) if item.published else "", label=item.type_label)


def _by_year(items: list[ListItem]) -> dict[int | None, list[ListItem]]:
    """Return list items by the year in which each appeared, in the order in which they are."""
    years: dict[int | None, list[ListItem]] = {}
    for item in items:
        years.setdefault(item.published.year if item.published else None, []).append(item)
    return years
