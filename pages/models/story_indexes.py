"""The pages that list interviews and blog posts, and what the list of publications shares with them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.html import format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import RichTextField
from wagtail.models import get_page_models
from wagtail.query import PageQuerySet
from wagtail.search import index

from pages.access import visible_pages
from pages.editing.panels import LEAD_FEATURES, OPENING_PANELS
from pages.empty_lists import empty_lists
from pages.languages import translated
from pages.models.base import BasePage
from pages.models.consents import Consent
from pages.models.interviews import InterviewPage
from pages.models.listed_pages import ListedPage
from pages.models.people import Topic
from pages.models.stories import BlogPage
from pages.navigation.filters import Choice, Filter, chosen_values, filter_links
from pages.navigation.listings import ListItem, list_items
from pages.navigation.site_context import Link
from pages.page_cache.fragments import cached
from pages.pagination import QuerySetPaginator, list_query, part_of_list, requested_page, title_of_part
from pages.seo import PageMeta, feed_link
from pages.text.marking import in_its_language, listed


class StoryIndexPage(BasePage):
    """A list of stories or publications, newest first, a page at a time, of all topics or of one.

    `story_model` is the type of the stories, and `feed_name` the name of the URL pattern of their feed.
    """

    story_model: type[ListedPage]
    feed_name: str
    query_parameters: tuple[str, ...] = ("page", "topic")

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        abstract = True

    def stories(self, request: HttpRequest, choices: Iterable[Choice] = ()) -> models.QuerySet:
        """Return the primary keys of the stories of this list that everyone may read, newest first."""
        stories = newest_first(self.story_model, visible_pages(request, below=self))
        for choice in choices:
            stories = stories.filter(pk__in=self.story_model.objects.filter(choice.pages).values("pk"))
        return stories

    def topics(self, request: HttpRequest) -> dict[str, Topic]:
        """Return the topics that the stories of this list have, in the language of the list if there, by their slugs.

        Translated stories may still have the topics of the original.
        """

        def query() -> dict[str, Topic]:
            used = self.story_model.objects.filter(pk__in=self.stories(request).order_by()).values("topics")
            topics = list(Topic.objects.filter(pk__in=used).select_related("locale"))
            topics = translated(topics, get_language())
            return {topic.slug: topic for topic in sorted(topics, key=lambda topic: topic.name)}

        return cached(request, f"topics:{self.pk}", query)

    def filters(self, request: HttpRequest, topics: dict[str, Topic]) -> list[Filter]:
        """Return how readers can narrow the list."""
        about = {
            slug: Choice(topic.name, Q(topics__translation_key=topic.translation_key), topic.locale.language_code)
            for slug, topic in topics.items()
        }
        return [Filter("topic", _("Topics"), about)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of stories and how the list can be narrowed.

        Raises `Http404` for a page number or a choice that does not exist: an empty list would look as if
        there were nothing to read.
        """
        context = super().get_context(request, *args, **kwargs)
        topics = self.topics(request)
        filters = self.filters(request, topics)
        values = chosen_values(request, filters)
        choices = [each.choices[values[each.name]] for each in filters if each.name in values]
        stories = self.stories(request, choices)
        count = cached(request, f"story-count:{self.pk}:{sorted(values.items())}", stories.order_by().count)
        if values and not count:
            raise Http404("No story matches all of these choices.")
        page = requested_page(request, QuerySetPaginator(stories, count))
        context["stories"] = self.items(fetch_stories(self.story_model, page.object_list), topics, request)
        context["pagination"] = page
        context["preserved_parameters"] = tuple(values)
        # A single story cannot be narrowed to fewer.
        context["filters"] = filter_links(filters, values) if values or count > 1 else []
        context["feed"] = feed_link(self, request)
        part = part_of_list([choice.title for choice in choices], page)
        context["heading"] = title_of_part(self.title, part)
        if part:
            marked = [in_its_language(choice.title, choice.language) for choice in choices]
            context["part"] = format_html_join(_(", "), "{}", [[each] for each in part_of_list(marked, page)])
            self._narrow(context["meta"], part)
            context["meta"].canonical += list_query(values, page.number)
            # The same stories are in the whole list.
            context["meta"].is_indexable = context["meta"].is_indexable and not values
        return context

    def items(self, stories: list[ListedPage], topics: dict[str, Topic], request: HttpRequest) -> list[ListItem]:
        """Return the list items of stories, with years and topics instead of type labels: all are of one type."""
        prefetch_related_objects(stories, "topics")
        by_key = {topic.translation_key: topic for topic in topics.values()}
        items = []
        for story, item in zip(stories, list_items(stories, request), strict=True):
            about = [by_key[each.translation_key] for each in story.topics.all() if each.translation_key in by_key]
            names = listed(in_its_language(topic.name, topic) for topic in sorted(about, key=lambda topic: topic.name))
            year = str(item.published.year) if item.published else ""
            items.append(replace(item, type_label="", year=year, label=names))
        return items

    def _narrow(self, meta: PageMeta, part: list[str]) -> None:
        """Have the head name one part of the list, which has no translation of its own."""
        meta.title = title_of_part(meta.title, part)
        meta.description = f"{title_of_part(self.title, part)}. {meta.description}"
        meta.alternates = {}

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Add the feed."""
        meta = super().meta(request, translations)
        meta.feeds = [feed_link(self, request)]
        return meta


class InterviewIndexPage(StoryIndexPage):
    """All interviews."""

    template = "pages/story_index.html"
    page_description = "The list of interviews. New interviews go below it."
    story_model = InterviewPage
    feed_name = "interview_feed"
    subpage_types = ["pages.InterviewPage"]

    class Meta:
        verbose_name = "list of interviews"


class BlogIndexPage(StoryIndexPage):
    """All posts."""

    template = "pages/story_index.html"
    page_description = "The list of blog posts. New posts go below it."
    story_model = BlogPage
    feed_name = "blog_feed"
    subpage_types = ["pages.BlogPage"]

    class Meta:
        verbose_name = "blog"


def feeds_of_stories(request: HttpRequest) -> list[Link]:
    """Return links to the feeds of the lists that are public in the active language and not hidden because empty."""

    def query() -> list[Link]:
        types = [model for model in get_page_models() if issubclass(model, StoryIndexPage)]
        indexes = visible_pages(request).exact_type(*types).exclude(pk__in=empty_lists(request))
        return [feed_link(index, request) for index in indexes.order_by("path")]

    return cached(request, f"feeds:{get_language()}", query)


def newest_first(model: type[ListedPage], pages: PageQuerySet) -> models.QuerySet:
    """Return the primary keys of those stories of a type that are among some pages, newest first.

    The index of the stories' dates gives the order, and each page is looked up by its primary key: a join would sort
    all stories.
    """
    is_among_pages = Exists(pages.filter(pk=OuterRef("page_ptr_id")))
    return (
        model.objects.filter(is_among_pages)
        .order_by("-listed_on", "-page_ptr_id")
        .values_list("page_ptr_id", flat=True)
    )


def fetch_stories(model: type[ListedPage], pks: Iterable[int], also: Sequence[int] = ()) -> list[ListedPage]:
    """Return stories with what lists show of them, newest first. `pks` may be a query, and `also` names others."""
    stories = model.objects.filter(Q(pk__in=pks) | Q(pk__in=also)).select_related(*model.select_related)
    return sorted(stories.prefetch_related(*model.prefetch_for_lists), key=_order, reverse=True)


def newest_stories(
    request: HttpRequest,
    count: int,
    topics: Iterable[Topic] | None = None,
    first: Sequence[int] = (),
    without: Collection[int] = (),
    types: Iterable[type[ListedPage]] = (InterviewPage, BlogPage),
) -> list[ListedPage]:
    """Return the newest pages of some types together, at most `count`: all, or those of some topics.

    The stories whose primary keys are in `first` come before them, in that order; those in `without` are left out, and
    so are interviews whose text is left out because a consent has ended.
    """
    pages = visible_pages(request).exclude(pk__in=[*first, *without])
    keys = None if topics is None else [topic.translation_key for topic in topics]
    chosen, newest = [], []
    for model in types:
        stories = newest_first(model, pages)
        if keys is not None:
            stories = stories.filter(pk__in=model.objects.filter(topics__translation_key__in=keys).values("pk"))
        if model is InterviewPage:
            stories = stories.exclude(consent__in=Consent.objects.ended())
        for story in fetch_stories(model, stories[:count], also=first):
            if story.pk not in first:
                newest.append(story)
            elif not (story.text_consent and story.text_consent.has_ended()):
                chosen.append(story)
    chosen.sort(key=lambda story: first.index(story.pk))
    return [*chosen, *sorted(newest, key=_order, reverse=True)[:count]]


def _order(story: ListedPage) -> tuple[date, int]:
    return story.listed_on or date.min, story.pk
