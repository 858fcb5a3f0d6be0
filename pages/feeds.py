"""The Atom feeds: the newest pages of each list in one language, without those that are discreet."""

from datetime import UTC, datetime, time
from typing import Any, TextIO
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.utils.xmlutils import SimplerXMLGenerator
from wagtail.models import Page

from pages.access import visible_pages
from pages.feed_texts import full_texts
from pages.languages import translated
from pages.models import (
    BlogIndexPage,
    BlogPage,
    InterviewIndexPage,
    InterviewPage,
    PublicationIndexPage,
    PublicationPage,
)
from pages.models.listed_pages import ListedPage
from pages.models.people import Topic
from pages.models.story_indexes import IndexPage, fetch_entries
from pages.navigation.site_context import get_site_context
from pages.page_cache.permission import allow_caching
from pages.seo import feed_title
from pages.text.cleaning import clean_text

LENGTH = 20
# With the host, it says who gave a page its identity. It never changes: an identity with another year is another one.
TAG_YEAR = 2026
# The date of a story that has none, because it was stored by a script.
NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)


def blog_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest posts as an Atom feed."""
    allow_caching(request)
    return BlogFeed(request)(request)


def interview_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest interviews as an Atom feed."""
    allow_caching(request)
    return InterviewFeed(request)(request)


def publication_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest publications as an Atom feed."""
    allow_caching(request)
    return PublicationFeed(request)(request)


class FullTextAtomFeed(Atom1Feed):
    """An Atom feed with plain summaries and whole texts, without characters that XML cannot hold.

    Such characters may have been stored long ago. Django declares a summary to be HTML, in which a plain “R&D” is an
    error.
    """

    def write(self, outfile: TextIO, encoding: str) -> None:
        """Write the feed with all its texts cleaned."""
        self.feed = {name: _cleaned(value) for name, value in self.feed.items()}
        self.items = [{name: _cleaned(value) for name, value in item.items()} for item in self.items]
        super().write(outfile, encoding)

    def latest_post_date(self) -> datetime:
        """Return the newest date of the entries. Django says that an empty feed has just changed."""
        return super().latest_post_date() if self.items else self.feed["changed"]

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Write one entry."""
        super().add_item_elements(handler, {**item, "description": None})
        if item["description"]:
            handler.addQuickElement("summary", item["description"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})


def _cleaned(value: Any) -> Any:
    """Return a text, or a list of texts, cleaned; dates and missing values as they are."""
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return clean_text(value) if isinstance(value, str) else value


class ListFeed(Feed):
    """The feed of one language, made for one request: Django would share an instance between requests and languages.

    `index_model` is the type of the list whose pages it has, and `original_verb` what one does at the original.
    """

    feed_type = FullTextAtomFeed
    index_model: type[IndexPage]
    original_verb: Any = ""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.texts: dict[int, str] = {}
        # Topics in the language of the feed, by the primary keys of those that the pages name.
        self.topics: dict[int, Topic] = {}

    def get_object(self, request: HttpRequest) -> IndexPage:
        """Return the list of the language. Raises `Http404` where there is none."""
        index = visible_pages(request, self.index_model).first()
        if index is None:
            raise Http404("There is no such list in this language.")
        return index

    def title(self, index: IndexPage) -> str:
        """Return the name of the feed: the organisation’s and the list’s."""
        return feed_title(index, self.request)

    def link(self, index: IndexPage) -> str:
        """Return the address of the list."""
        return index.get_url(self.request)

    def feed_guid(self, index: IndexPage) -> str:
        """Return the identity of the feed."""
        return _tag(index)

    def feed_extra_kwargs(self, index: IndexPage) -> dict[str, Any]:
        """Return when the feed changed if it has no entries."""
        return {"changed": _changed_at(index)}

    def subtitle(self, index: IndexPage) -> str:
        """Return the list’s summary."""
        return index.search_description

    def author_name(self) -> str:
        """Return the organisation, which publishes all of it."""
        return get_site_context(self.request).organisation.name

    def items(self, index: IndexPage) -> list[ListedPage]:
        """Return the newest pages of the list that are not discreet."""
        pks = index.entries(self.request).filter(is_sensitive=False)[:LENGTH]
        entries = fetch_entries(self.index_model.listed_model, pks)
        prefetch_related_objects(entries, "topics__locale")
        topics = list({topic.pk: topic for entry in entries for topic in entry.topics.all()}.values())
        self.topics = {topic.pk: each for topic, each in zip(topics, translated(topics, get_language()), strict=True)}
        self.texts = full_texts(entries, str(self.original_verb), self.request)
        return entries

    def item_title(self, entry: ListedPage) -> str:
        """Return the title."""
        return entry.title

    def item_description(self, entry: ListedPage) -> str:
        """Return the summary."""
        return entry.search_description

    def item_extra_kwargs(self, entry: ListedPage) -> dict[str, Any]:
        """Return the whole text."""
        return {"content": self.texts[entry.pk]}

    def item_link(self, entry: ListedPage) -> str:
        """Return the address."""
        return entry.get_url(self.request)

    def item_guid(self, entry: ListedPage) -> str:
        """Return an identity that outlives a change of address."""
        return _tag(entry)

    def item_categories(self, entry: ListedPage) -> list[str]:
        """Return the topics, in the language of the feed where they are translated."""
        return [self.topics[topic.pk].name for topic in entry.topics.all()]

    def item_pubdate(self, entry: ListedPage) -> datetime:
        """Return when it first appeared anywhere."""
        if entry.date:
            return timezone.make_aware(datetime.combine(entry.date, time.min))
        return entry.first_published_at or _changed_at(entry)

    def item_updateddate(self, entry: ListedPage) -> datetime:
        """Return when it last changed here."""
        return _changed_at(entry)


class BlogFeed(ListFeed):
    """The feed of the posts."""

    index_model = BlogIndexPage
    original_verb = _("Read the post")

    def item_author_name(self, post: BlogPage) -> str:
        """Return the authors, or the organisation."""
        return post.author_names or self.author_name()


class InterviewFeed(ListFeed):
    """The feed of the interviews."""

    index_model = InterviewIndexPage
    original_verb = _("Read the interview")

    def item_author_name(self, interview: InterviewPage) -> str:
        """Return who answers, unless the consent to that has ended, or the organisation."""
        interviewee = interview.shown_interviewee
        return interviewee.name if interviewee else self.author_name()


class PublicationFeed(ListFeed):
    """The feed of the publications."""

    index_model = PublicationIndexPage

    def item_author_name(self, publication: PublicationPage) -> str:
        """Return the authors, or the organisation."""
        return publication.author_names or self.author_name()


def _tag(page: Page) -> str:
    """Return the identity of a page in its language (RFC 4151): the same at each address and under each title."""
    host = (urlsplit(settings.SITE_URL).hostname or "").removeprefix("www.")
    return f"tag:{host},{TAG_YEAR}:{page.translation_key}/{page.locale.language_code}"


def _changed_at(page: Page) -> datetime:
    """Return when a page last changed, as far as it is known."""
    return page.last_published_at or page.first_published_at or page.latest_revision_created_at or NO_DATE
