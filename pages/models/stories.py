"""Interviews and the blog."""

import datetime
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.paginator import InvalidPage, Paginator
from django.db import models
from django.db.models.functions import Coalesce, TruncDate
from django.http import Http404, HttpRequest
from django.utils.functional import cached_property
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.blocks import PageChooserBlock
from wagtail.fields import RichTextField, StreamField
from wagtail.search import index

from pages.blocks import ONE_PARAGRAPH, ONE_QUESTION, BodyBlock
from pages.chrome import address_of
from pages.listing import Row, chosen_rows, row
from pages.models.base import LEAD_FEATURES, OPENING_PANELS, BasePage
from pages.models.people import Organisation, Person, Topic
from pages.page_cache.fragments import cached
from pages.seo import without_empty
from pages.visibility import visible_pages

ON_ONE_PAGE = 10


class StoryPage(BasePage):
    """What an interview and a post have in common: a date, a body, topics and where it was first published."""

    date = models.DateField(
        null=True, blank=True, help_text="When it was first published. Leave empty if it is not known."
    )
    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    topics = ParentalManyToManyField(Topic, blank=True)
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
    related = StreamField([("page", PageChooserBlock())], blank=True, help_text="What to read next.")

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
    subpage_types: list[str] = []
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("body"),
        index.SearchField("original_title"),
        index.FilterField("date"),
    ]

    class Meta:
        abstract = True

    @property
    def original_link(self) -> str:
        """Where the original can be read, as closely as it is known."""
        return self.original_url or (self.publisher.website if self.publisher else "")

    @property
    def byline(self) -> str:
        """Who speaks, in one line, for lists."""
        return ""

    @property
    def appeared_on(self) -> datetime.date | None:
        """The day on which it first appeared: elsewhere, as far as it is known, or here."""
        if self.date or self.publisher or not self.first_published_at:
            return self.date
        return localdate(self.first_published_at)

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add schema.org's article, with what it is based on."""
        article = without_empty(
            {
                "@context": "https://schema.org",
                "@type": self.schema_type,
                "headline": self.title,
                "inLanguage": self.locale.language_code,
                "datePublished": self.appeared_on.isoformat() if self.appeared_on else "",
                "dateModified": self.last_published_at.isoformat() if self.last_published_at else "",
                "isBasedOn": self.original_url,
                "publisher": {"@type": "Organization", "name": self.publisher.name} if self.publisher else None,
                **self.people_data(),
            }
        )
        return [*super().linked_data(request), article]

    def people_data(self) -> dict[str, Any]:
        """Return the schema.org properties that name the people of the story."""
        return {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topics, each with the way to more about it, and what to read next."""
        context = super().get_context(request, *args, **kwargs)
        context["topics"] = self.topic_links(request)
        context["related"] = chosen_rows(self, request)
        return context

    def topic_links(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Return the name of each topic with the address of the list that shows it; none while that is hidden."""
        index = next((page for page in self.trail() if self.is_child_of(page)), None)
        if index is None:
            return []
        url = address_of(index, request)
        return [(topic.name, f"{url}{query_for(topic.slug)}") for topic in self.topics.all()]


class InterviewPage(StoryPage):
    """An interview, whole or with the way to where it stands whole."""

    kind = _("Interview")
    schema_type = "Article"
    fetched_with = ["locale", "publisher", "interviewee", "interviewer"]
    page_description = "An interview: the whole of it, or our introduction and a link to the original."
    starter_values = {"body": ONE_QUESTION}

    interviewee = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who answers."
    )
    interviewer = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", help_text="Who asks."
    )

    parent_page_types = ["pages.InterviewIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("interviewee"),
        FieldPanel("interviewer"),
        FieldPanel("lead", heading="Standfirst"),
        *StoryPage.closing_panels,
    ]

    class Meta:
        verbose_name = "interview"

    @property
    def byline(self) -> str:
        """Who answers whom."""
        if self.interviewee and self.interviewer:
            return _("%(interviewee)s, interviewed by the %(interviewer)s") % {
                "interviewee": self.interviewee,
                "interviewer": self.interviewer,
            }
        return str(self.interviewee or "")

    def people_data(self) -> dict[str, Any]:
        """Name the one who answers."""
        return {"about": {"@type": "Person", "name": self.interviewee.name}} if self.interviewee else {}


class BlogPage(StoryPage):
    """A post on the blog, ours or introduced by us."""

    cloth = "teal"
    kind = _("Blog")
    schema_type = "BlogPosting"
    fetched_with = ["locale", "publisher"]
    page_description = "A post: written for this site, or our introduction to one that stands elsewhere."
    starter_values = {"body": ONE_PARAGRAPH}

    authors = ParentalManyToManyField(Person, blank=True)

    parent_page_types = ["pages.BlogIndexPage"]
    content_panels = OPENING_PANELS + [
        FieldPanel("authors", widget=forms.CheckboxSelectMultiple),
        FieldPanel("lead"),
        *StoryPage.closing_panels,
    ]

    class Meta:
        verbose_name = "blog post"

    @cached_property
    def author_list(self) -> list[Person]:
        """The authors, asked for once."""
        return list(self.authors.all())

    @property
    def author_names(self) -> str:
        """The authors in one line."""
        return str(_(", ")).join(author.name for author in self.author_list)

    @property
    def byline(self) -> str:
        """Who wrote it, and who published it first."""
        if self.publisher and self.author_names:
            return _("%(authors)s. First published by %(publisher)s") % {
                "authors": self.author_names,
                "publisher": self.publisher.short_name or self.publisher.name,
            }
        return self.author_names

    def people_data(self) -> dict[str, Any]:
        """Name the authors."""
        return {"author": [{"@type": "Person", "name": author.name} for author in self.author_list]}


class StoryIndexPage(BasePage):
    """A list of stories, newest first, a page at a time, of all topics or of one."""

    query_parameters = ("page", "topic")

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        abstract = True

    def stories(self, request: HttpRequest) -> models.QuerySet:
        """Return the stories of this list that anyone may read, newest first."""
        return newest_first(visible_pages(request, self.story_model).child_of(self))

    def catalogue(self, request: HttpRequest) -> list[tuple[Row, dict[str, str]]]:
        """Return every story of this list as a row, with its topics by their names in addresses."""
        return [
            (row(story, request), {topic.slug: topic.name for topic in story.topics.all()})
            for story in self.stories(request).prefetch_related("topics")
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories and the topics to choose from.

        Raises `Http404` for a page number or a topic that does not exist: an empty list would look as if
        there were nothing to read.
        """
        context = super().get_context(request, *args, **kwargs)
        stories = cached(request, f"stories:{self.pk}", lambda: self.catalogue(request))
        topics = sorted({pair for _, about in stories for pair in about.items()}, key=lambda pair: pair[1])
        topic = request.GET.get("topic", "")
        if topic and topic not in dict(topics):
            raise Http404("There is no such topic.")
        rows = [row for row, about in stories if not topic or topic in about]
        try:
            page = Paginator(rows, ON_ONE_PAGE).page(request.GET.get("page", 1))
        except InvalidPage as error:
            raise Http404("There is no such page.") from error
        context["stories"] = list(page)
        context["pagination"] = page
        context["topics"] = topics
        context["topic"] = topic
        context["topic_name"] = dict(topics).get(topic, "")
        context["meta"].canonical += query_for(topic, page.number)
        return context


class InterviewIndexPage(StoryIndexPage):
    """All interviews."""

    template = "pages/story_index.html"
    page_description = "The list of interviews. New interviews go below it."
    story_model = InterviewPage
    subpage_types = ["pages.InterviewPage"]

    class Meta:
        verbose_name = "list of interviews"


class BlogIndexPage(StoryIndexPage):
    """All posts."""

    template = "pages/story_index.html"
    page_description = "The list of blog posts. New posts go below it."
    story_model = BlogPage
    subpage_types = ["pages.BlogPage"]

    class Meta:
        verbose_name = "blog"

    def stories(self, request: HttpRequest) -> models.QuerySet:
        """Return the posts with their authors."""
        return super().stories(request).prefetch_related("authors")


def newest_first(stories: models.QuerySet) -> models.QuerySet:
    """Return the stories by the date on which they first appeared anywhere, or else here."""
    return stories.select_related(*stories.model.fetched_with).order_by(
        Coalesce("date", TruncDate("first_published_at")).desc(nulls_last=True), "-first_published_at", "title"
    )


def newest_stories(request: HttpRequest, count: int) -> list[StoryPage]:
    """Return the newest interviews and posts together, at most `count`."""
    interviews = newest_first(visible_pages(request, InterviewPage))[:count]
    posts = newest_first(visible_pages(request, BlogPage)).prefetch_related("authors")[:count]
    return sorted([*interviews, *posts], key=_appeared, reverse=True)[:count]


def _appeared(story: StoryPage) -> datetime.date:
    """The day on which a story first appeared anywhere, or else here."""
    return story.date or (localdate(story.first_published_at) if story.first_published_at else datetime.date.min)


def query_for(topic: str, number: int = 1) -> str:
    """Return the query of an address that stands for one page of one topic; "" for the first page of all."""
    parts = {"topic": topic, "page": number if number > 1 else ""}
    query = urlencode({key: value for key, value in parts.items() if value})
    return f"?{query}" if query else ""
