"""Interviews and blog posts."""

import datetime
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import RichTextField
from wagtail.search import index

from pages.blocks import NEW_INTERVIEW, NEW_TEXT, BodyBlock, RelatedPageBlock
from pages.consents.parts import Part
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.editing.people_widget import PeopleCheckboxes
from pages.fields import ParentalManyToManyField, StreamField
from pages.languages import translated
from pages.linked_data import article, organisation_of, person, publisher
from pages.models.base import BasePage
from pages.models.consents import Consent
from pages.models.people import Organisation, Person, Topic
from pages.models.place_colours import PlaceColours
from pages.navigation.listings import related_items
from pages.navigation.site_context import Link
from pages.readiness.content import PageContent
from pages.readiness.findings import Problem, Rule
from pages.readiness.rules import ADVISES
from pages.seo import PageMeta, feed_link
from pages.text.marking import fill_in, in_its_language, listed, listed_plain


def _publisher_without_address(content: PageContent) -> Iterator[Problem]:
    """Find stories that somebody else published first, without the address of the original."""
    page = content.page
    if page.publisher_id and not page.original_url:
        yield content.field("original_url"), "Add the address of the original, so that readers can find it there."


class StoryPage(PlaceColours, BasePage):
    """What interviews and posts have in common: a date, a body, topics and where it was first published."""

    date = models.DateField(
        null=True, blank=True, help_text="When it was first published. Leave empty if it is not known."
    )
    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    # Without stubs.
    topics: Any = ParentalManyToManyField(Topic, blank=True)
    publisher = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="If somebody else published it first.",
    )
    original_title = models.CharField(
        max_length=255, blank=True, help_text="The title there, if it differs from the title here."
    )
    original_url = models.URLField(
        "address of the original",
        blank=True,
        help_text="Where the whole text can be read. If empty, readers are led to the publisher’s website.",
    )
    related = StreamField([("page", RelatedPageBlock())], blank=True, help_text="What to read next.")
    # The title there may be in another language.
    quoted_fields = kept_in_its_language = ("original_title",)
    # The many-to-many fields that lists show.
    prefetch_for_lists: list[str] = []
    # The date by which lists are ordered, stored so that an index can order them: see `save`.
    listed_on = models.DateField(null=True, editable=False)

    original_panel = MultiFieldPanel(
        [FieldPanel(name) for name in ("publisher", "original_title", "date", "original_url")],
        "Where it was first published",
    )
    closing_panels = [
        FieldPanel("body"),
        original_panel,
        FieldPanel("topics", widget=forms.CheckboxSelectMultiple),
        FieldPanel("related"),
    ]
    readiness_rules = (
        *BasePage.readiness_rules,
        Rule("publisher-without-address", ADVISES, _publisher_without_address),
    )
    subpage_types: list[str] = []
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("searchable_body"),
        index.SearchField("original_title"),
        index.FilterField("date"),
    ]

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["listed_on", "page_ptr"], name="%(class)s_listed_on")]

    @property
    def original_link(self) -> str:
        """Where the original can be read, as closely as it is known."""
        return self.original_url or (self.publisher.website if self.publisher else "")

    @property
    def byline(self) -> str:
        """The people of the story in one line of HTML, for lists."""
        return ""

    @property
    def appeared_on(self) -> datetime.date | None:
        """The day on which it first appeared: elsewhere, as far as it is known, or here."""
        if self.date or self.publisher or not self.first_published_at:
            return self.date
        return localdate(self.first_published_at)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the story, with the day on which it first appeared anywhere, or else here."""
        self.listed_on = self.date or (localdate(self.first_published_at) if self.first_published_at else None)
        super().save(*args, **kwargs)

    @property
    def published_here_on(self) -> datetime.date | None:
        """The day on which this page was published: long after the original, if somebody else published that."""
        if self.publisher and self.first_published_at:
            return localdate(self.first_published_at)
        return self.appeared_on

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Add the days on which the story was published and changed, unless it is discreet, and the feed it is in."""
        meta = super().meta(request, translations)
        if not meta.is_sensitive:
            meta.published, meta.modified = self.published_here_on, self.last_published_at
            meta.feeds = [feed_link(self.published_parent, request)] if self.published_parent else []
        return meta

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add the story."""
        return [*super().linked_data(request), article(self, request)]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org properties that name the people of the story."""
        return {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topics, each with a link to other stories about it, and what to read next."""
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = self.topic_links(request)
        context["related"] = related_items(self, context["link_targets"], request)
        return context

    def topic_links(self, request: HttpRequest) -> list[Link]:
        """Return links to the list's pages about each topic, or none while the list is not published."""
        if self.published_parent is None:
            return []
        url = self.published_parent.get_url(request)
        topics = translated(self.topics.select_related("locale"), get_language())
        return [Link(topic.name, f"{url}{list_query(topic.slug)}", topic.locale.language_code) for topic in topics]


class InterviewPage(StoryPage):
    """An interview: the whole of it, or our introduction and a link to the original."""

    type_label = _("Interview")
    schema_type = "Article"
    select_related = ["locale", "publisher", "interviewee", "interviewer", "consent"]
    page_description = "An interview: the whole of it, or our introduction and a link to the original."
    new_page_values = {"body": NEW_INTERVIEW}

    interviewee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who answers."
    )
    interviewer = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who asks."
    )
    consent = models.ForeignKey(
        Consent,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="The agreement of the person who answers. When it has ended, the text and her name are left out; the "
        "title, the summary and the standfirst stay. Not needed for an interview that was published elsewhere.",
    )

    parent_page_types = ["pages.InterviewIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("interviewee"),
        FieldPanel("interviewer"),
        FieldPanel("consent"),
        FieldPanel("lead", heading="Standfirst"),
        *StoryPage.closing_panels,
    ]

    class Meta(StoryPage.Meta):
        verbose_name = "interview"

    @property
    def text_consent(self) -> Consent | None:
        """The consent of the person who answers."""
        return self.consent

    @property
    def parts_on_consent(self) -> list[Part]:
        """Add the text, with the name of the person who answers."""
        own = [Part("The text of the interview, and the interviewee", self.consent)] if self.consent else []
        return [*own, *super().parts_on_consent]

    @property
    def shown_interviewee(self) -> Person | None:
        """Who answers, unless the consent to that has ended."""
        return None if self.consent and self.consent.has_ended() else self.interviewee

    @property
    def byline(self) -> str:
        """Who was interviewed by whom."""
        if self.shown_interviewee and self.interviewer:
            return fill_in(
                _("%(interviewee)s, interviewed by the %(interviewer)s"),
                interviewee=in_its_language(self.shown_interviewee, self.shown_interviewee),
                interviewer=in_its_language(self.interviewer, self.interviewer),
            )
        return in_its_language(self.shown_interviewee or "", self.shown_interviewee)

    def link_sources(self) -> list[models.Model]:
        """Add the interviewee, whose biography follows the text."""
        return [*super().link_sources(), *([self.shown_interviewee] if self.shown_interviewee else [])]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Name who asks, and who answers."""
        interviewee, interviewer = self.shown_interviewee, self.interviewer
        return {
            "about": person(interviewee.name) if interviewee else {},
            "author": [organisation_of(interviewer.name) if interviewer else publisher(request)],
        }


class BlogPage(StoryPage):
    """A post on the blog: our own, or our introduction to one that was published elsewhere."""

    type_label = _("Blog")
    schema_type = "BlogPosting"
    select_related = ["locale", "publisher"]
    page_description = "A post: written for this site, or our introduction to one that was published elsewhere."
    new_page_values = {"body": NEW_TEXT}

    # Without stubs.
    authors: Any = ParentalManyToManyField(Person, blank=True)
    prefetch_for_lists = ["authors"]

    parent_page_types = ["pages.BlogIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("authors", widget=PeopleCheckboxes),
        FieldPanel("lead"),
        *StoryPage.closing_panels,
    ]

    class Meta(StoryPage.Meta):
        verbose_name = "blog post"

    @cached_property
    def author_list(self) -> list[Person]:
        """The authors."""
        return list(self.authors.all())

    @property
    def author_names(self) -> str:
        """The authors in one line, without markup."""
        return listed_plain(author.name for author in self.author_list)

    @property
    def byline(self) -> str:
        """Who wrote it, and who published it first."""
        authors = listed(in_its_language(author.name, author) for author in self.author_list)
        if self.publisher and authors:
            publisher = in_its_language(self.publisher.short_name or self.publisher.name, self.publisher)
            message = _("%(authors)s. First published by %(publisher)s")
            return fill_in(message, authors=authors, publisher=publisher)
        return authors

    def link_sources(self) -> list[models.Model]:
        """Add the authors, whose biographies follow the text."""
        return [*super().link_sources(), *self.author_list]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Name the authors, or the organisation."""
        return {"author": [person(author.name) for author in self.author_list] or [publisher(request)]}


def list_query(topic: str, number: int = 1) -> str:
    """Return the query string of one page of a list about one topic; "" for the first page of all stories."""
    parameters = {"topic": topic, "page": number if number > 1 else ""}
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"?{query}" if query else ""
