"""What stories and publications have in common: pages that a list shows by the day on which they appeared."""

import datetime
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.timezone import localdate
from django.utils.translation import get_language
from wagtail.fields import RichTextField
from wagtail.search import index

from pages.blocks import BodyBlock, RelatedPageBlock
from pages.editing.panels import LEAD_FEATURES
from pages.fields import ParentalManyToManyField, StreamField
from pages.languages import translated
from pages.linked_data import article
from pages.models.base import BasePage
from pages.models.people import Topic
from pages.navigation.listings import related_items
from pages.navigation.site_context import Link
from pages.pagination import list_query
from pages.seo import PageMeta, feed_link


class ListedPage(BasePage):
    """A page of a list: it has a date, a body, topics, people, and what to read next.

    Class attributes of page types, beside those of `BasePage`:

    - `schema_type`: what schema.org calls pages of the type.
    - `prefetch_for_lists`: the many-to-many fields that lists show.
    - `streams_in_feeds`: the streams whose blocks feeds show.
    """

    schema_type = "Article"
    prefetch_for_lists: list[str] = []
    streams_in_feeds = ["body"]

    date = models.DateField(
        null=True, blank=True, help_text="When it was first published. Leave empty if it is not known."
    )
    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)
    body = StreamField(BodyBlock(), blank=True)
    # Without stubs.
    topics: Any = ParentalManyToManyField(Topic, blank=True)
    related = StreamField([("page", RelatedPageBlock())], blank=True, help_text="What to read next.")
    # The date by which lists are ordered, stored so that an index can order them: see `save`.
    listed_on = models.DateField(null=True, editable=False)

    subpage_types: list[str] = []
    search_fields = BasePage.search_fields + [
        index.SearchField("lead"),
        index.SearchField("searchable_body"),
        index.FilterField("date"),
    ]

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["listed_on", "page_ptr"], name="%(class)s_listed_on")]

    @property
    def byline(self) -> str:
        """The people of the page in one line of HTML, for lists."""
        return ""

    @property
    def appeared_on(self) -> datetime.date | None:
        """The day on which it first appeared, as far as it is known."""
        if self.date or not self.first_published_at:
            return self.date
        return localdate(self.first_published_at)

    @property
    def published_here_on(self) -> datetime.date | None:
        """The day on which this page was published."""
        return self.appeared_on

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page, with the day on which it first appeared anywhere, or else here."""
        self.listed_on = self.date or (localdate(self.first_published_at) if self.first_published_at else None)
        super().save(*args, **kwargs)

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Add the days on which the page was published and changed, unless it is discreet, and the feed it is in."""
        meta = super().meta(request, translations)
        if not meta.is_sensitive:
            meta.published, meta.modified = self.published_here_on, self.last_published_at
            meta.feeds = [feed_link(self.published_parent, request)] if self.published_parent else []
        return meta

    def linked_data(self, request: HttpRequest) -> list[dict[str, Any]]:
        """Add what the page is, beside a page."""
        return [*super().linked_data(request), article(self, request)]

    def people_data(self, request: HttpRequest) -> dict[str, Any]:
        """Return the schema.org properties that name the people of the page."""
        return {}

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the topics, each with a link to the rest of the list about it, and what to read next."""
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
        return [
            Link(topic.name, url + list_query({"topic": topic.slug}), topic.locale.language_code) for topic in topics
        ]
