"""The pages that list interviews and blog posts."""

from datetime import date
from typing import Any

from django.db import models
from django.http import Http404, HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.query import PageQuerySet
from wagtail.search import index

from pages.access import visible_pages
from pages.models.base import LEAD_FEATURES, OPENING_PANELS, BasePage
from pages.models.people import Topic
from pages.models.stories import BlogPage, InterviewPage, StoryPage, list_query
from pages.navigation.listings import list_items
from pages.page_cache.fragments import cached
from pages.pagination import QuerySetPaginator, requested_page


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
        """Return the stories of this list that everyone may read, newest first."""
        return newest_first(visible_pages(request, self.story_model).child_of(self))

    def topics(self, request: HttpRequest) -> dict[str, str]:
        """Return the names of the topics that the stories of this list have, by their slugs."""

        def query() -> dict[str, str]:
            stories = self.stories(request).order_by()
            topics = self.story_model.topics.through.objects.filter(
                **{f"{self.story_model._meta.model_name}__in": stories}
            )
            return dict(
                Topic.objects.filter(pk__in=topics.values("topic")).order_by("name").values_list("slug", "name")
            )

        return cached(request, f"topics:{self.pk}", query)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories and the topics to choose from.

        Raises `Http404` for a page number or a topic that does not exist: an empty list would look as if
        there were nothing to read.
        """
        context = super().get_context(request, *args, **kwargs)
        topics = self.topics(request)
        topic = request.GET.get("topic", "")
        if topic and topic not in topics:
            raise Http404("There is no such topic.")
        stories = self.stories(request)
        if topic:
            stories = stories.filter(topics__slug=topic, topics__locale=self.locale_id)
        count = cached(request, f"story-count:{self.pk}:{topic}", stories.order_by().count)
        page = requested_page(request, QuerySetPaginator(stories, count))
        context["stories"] = list_items(page, request)
        context["pagination"] = page
        context["topics"] = topics.items()
        context["topic"] = topic
        context["topic_name"] = topics.get(topic, "")
        context["meta"].canonical += list_query(topic, page.number)
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


def newest_first(stories: PageQuerySet) -> PageQuerySet:
    """Return the stories by the day on which they first appeared anywhere, or else here."""
    return stories.select_related(*stories.model.select_related).order_by("-listed_on", "-pk")


def newest_stories(request: HttpRequest, count: int) -> list[StoryPage]:
    """Return the newest interviews and posts together, at most `count`."""
    interviews = newest_first(visible_pages(request, InterviewPage))[:count]
    posts = newest_first(visible_pages(request, BlogPage)).prefetch_related("authors")[:count]
    return sorted([*interviews, *posts], key=_order, reverse=True)[:count]


def _order(story: StoryPage) -> tuple[date, int]:
    return story.listed_on or date.min, story.pk
