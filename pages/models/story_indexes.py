"""The pages that list interviews and blog posts, and what they share with other lists."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest
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
from pages.models.listed_pages import ListedPage
from pages.models.people import Topic
from pages.models.stories import BlogPage, InterviewPage
from pages.navigation.filters import Choice, Filter, chosen_values, filter_links
from pages.navigation.listings import list_items
from pages.navigation.site_context import Link
from pages.page_cache.fragments import cached
from pages.pagination import QuerySetPaginator, list_query, requested_page
from pages.seo import PageMeta, feed_link


class IndexPage(BasePage):
    """A list of pages of one type, newest first, a page at a time, all of them or those of a topic.

    `listed_model` is their type, and `feed_name` the name of the URL pattern of their feed.
    """

    listed_model: type[ListedPage]
    feed_name: str
    query_parameters: tuple[str, ...] = ("page", "topic")

    lead = RichTextField("introduction", features=LEAD_FEATURES, blank=True)

    parent_page_types = ["pages.HomePage"]
    max_count_per_parent = 1
    content_panels = OPENING_PANELS + [FieldPanel("lead")]
    search_fields = BasePage.search_fields + [index.SearchField("lead")]

    class Meta:
        abstract = True

    def entries(self, request: HttpRequest, conditions: Iterable[Q] = ()) -> models.QuerySet:
        """Return the primary keys of the pages of this list that everyone may read, newest first."""
        entries = newest_first(self.listed_model, visible_pages(request, below=self))
        for condition in conditions:
            entries = entries.filter(pk__in=self.listed_model.objects.filter(condition).values("pk"))
        return entries

    def filters(self, request: HttpRequest) -> list[Filter]:
        """Return how readers can narrow the list."""
        return [Filter("topic", _("Topics"), self.topics(request))]

    def topics(self, request: HttpRequest) -> dict[str, Choice]:
        """Return the topics of the pages of this list, in the language of the list if there, by their slugs.

        Translated pages may still have the topics of the original.
        """

        def query() -> dict[str, Choice]:
            used = self.listed_model.objects.filter(pk__in=self.entries(request).order_by()).values("topics")
            topics = list(Topic.objects.filter(pk__in=used).select_related("locale"))
            topics = translated(topics, get_language())
            return {
                topic.slug: Choice(
                    topic.name, Q(topics__translation_key=topic.translation_key), topic.locale.language_code
                )
                for topic in sorted(topics, key=lambda topic: topic.name)
            }

        return cached(request, f"topics:{self.pk}", query)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add one page of the list and how it can be narrowed.

        Raises `Http404` for a page number or a choice that does not exist: an empty list would look as if
        there were nothing to read.
        """
        context = super().get_context(request, *args, **kwargs)
        filters = self.filters(request)
        values = chosen_values(request, filters)
        choices = [each.choices[values[each.name]] for each in filters if each.name in values]
        entries = self.entries(request, [choice.pages for choice in choices])
        count = cached(request, f"entry-count:{self.pk}:{sorted(values.items())}", entries.order_by().count)
        if values and not count:
            raise Http404("Nothing is both.")
        page = requested_page(request, QuerySetPaginator(entries, count))
        context["entries"] = list_items(fetch_entries(self.listed_model, page.object_list), request)
        context["pagination"] = page
        context["preserved_parameters"] = tuple(values)
        context["filters"] = filter_links(filters, values)
        context["feed"] = feed_link(self, request)
        part = [choice.title for choice in choices]
        if page.number > 1:
            part.append(_("page %(number)s") % {"number": page.number})
        context["heading"] = _heading(self.title, part)
        if part:
            self._narrow(context["meta"], part)
            context["meta"].canonical += list_query(values, page.number)
            # The same pages are in the list of all.
            context["meta"].is_indexable = context["meta"].is_indexable and not values
        return context

    def _narrow(self, meta: PageMeta, part: list[str]) -> None:
        """Have the head name one part of the list, which has no translation of its own."""
        meta.title = _heading(meta.title, part)
        meta.description = f"{_heading(self.title, part)}. {meta.description}"
        meta.alternates = {}

    def meta(self, request: HttpRequest, translations: dict[str, str]) -> PageMeta:
        """Add the feed."""
        meta = super().meta(request, translations)
        meta.feeds = [feed_link(self, request)]
        return meta


class InterviewIndexPage(IndexPage):
    """All interviews."""

    template = "pages/story_index.html"
    page_description = "The list of interviews. New interviews go below it."
    listed_model = InterviewPage
    feed_name = "interview_feed"
    subpage_types = ["pages.InterviewPage"]

    class Meta:
        verbose_name = "list of interviews"


class BlogIndexPage(IndexPage):
    """All posts."""

    template = "pages/story_index.html"
    page_description = "The list of blog posts. New posts go below it."
    listed_model = BlogPage
    feed_name = "blog_feed"
    subpage_types = ["pages.BlogPage"]

    class Meta:
        verbose_name = "blog"


def _heading(title: str, part: list[str]) -> str:
    """Return the title of a list with the topic and the page that are shown: Blog: Europe, page 2."""
    return f"{title}: {_(', ').join(part)}" if part else title


def public_feeds(request: HttpRequest) -> list[Link]:
    """Return links to the feeds of the lists that are public in the active language and have something to show."""

    def query() -> list[Link]:
        types = [model for model in get_page_models() if issubclass(model, IndexPage)]
        lists = visible_pages(request).exact_type(*types).exclude(pk__in=empty_lists(request))
        return [feed_link(each, request) for each in lists.order_by("path")]

    return cached(request, f"feeds:{get_language()}", query)


def newest_first(model: type[ListedPage], pages: PageQuerySet) -> models.QuerySet:
    """Return the primary keys of those pages of a type that are among some pages, newest first.

    The index of their dates gives the order, and each page is looked up by its primary key: a join would sort all of
    them.
    """
    is_among_pages = Exists(pages.filter(pk=OuterRef("page_ptr_id")))
    return (
        model.objects.filter(is_among_pages)
        .order_by("-listed_on", "-page_ptr_id")
        .values_list("page_ptr_id", flat=True)
    )


def fetch_entries(model: type[ListedPage], pks: Iterable[int]) -> list[ListedPage]:
    """Return pages of a type with what lists show of them, newest first."""
    entries = model.objects.filter(pk__in=pks).select_related(*model.select_related)
    return sorted(entries.prefetch_related(*model.prefetch_for_lists), key=_order, reverse=True)


def newest_stories(request: HttpRequest, count: int) -> list[ListedPage]:
    """Return the newest interviews and posts together, at most `count`."""
    pages = visible_pages(request)
    stories = [
        story
        for model in (InterviewPage, BlogPage)
        for story in fetch_entries(model, newest_first(model, pages)[:count])
    ]
    return sorted(stories, key=_order, reverse=True)[:count]


def _order(entry: ListedPage) -> tuple[date, int]:
    return entry.listed_on or date.min, entry.pk
