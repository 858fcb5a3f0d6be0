"""The Atom feeds: the newest posts, interviews and publications of one language, without those that are discreet."""

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
from pages.models import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage
from pages.models.listed_pages import ListedPage
from pages.models.people import Topic
from pages.models.publications import PublicationIndexPage, PublicationPage
from pages.models.story_indexes import StoryIndexPage, fetch_stories
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


class StoryFeed(Feed):
    """The feed of one language, made for one request: Django would share an instance between requests and languages.

    `index_model` is the type of the list whose stories it has, and `original_verb` what one does at the original.
    """

    feed_type = FullTextAtomFeed
    index_model: type[StoryIndexPage]
    original_verb: Any = ""

    def __init__(self, request: HttpRequest) -> None:
        self.request = request
        self.texts: dict[int, str] = {}
        # Topics in the language of the feed, by the primary keys of those that the stories name.
        self.topics: dict[int, Topic] = {}

    def get_object(self, request: HttpRequest) -> StoryIndexPage:
        """Return the list of the language. Raises `Http404` where there is none."""
        index = visible_pages(request, self.index_model).first()
        if index is None:
            raise Http404("There is no such list in this language.")
        return index

    def title(self, index: StoryIndexPage) -> str:
        """Return the name of the feed: the organisation’s and the list’s."""
        return feed_title(index, self.request)

    def link(self, index: StoryIndexPage) -> str:
        """Return the address of the list."""
        return index.get_url(self.request)

    def feed_guid(self, index: StoryIndexPage) -> str:
        """Return the identity of the feed."""
        return _tag(index)

    def feed_extra_kwargs(self, index: StoryIndexPage) -> dict[str, Any]:
        """Return when the feed changed if it has no entries."""
        return {"changed": _changed_at(index)}

    def subtitle(self, index: StoryIndexPage) -> str:
        """Return the list’s summary."""
        return index.search_description

    def author_name(self) -> str:
        """Return the organisation, which publishes all of it."""
        return get_site_context(self.request).organisation.name

    def items(self, index: StoryIndexPage) -> list[ListedPage]:
        """Return the newest stories that are not discreet."""
        pks = index.stories(self.request).filter(is_sensitive=False)[:LENGTH]
        stories = fetch_stories(self.index_model.story_model, pks)
        prefetch_related_objects(stories, "topics__locale")
        topics = list({topic.pk: topic for story in stories for topic in story.topics.all()}.values())
        self.topics = {topic.pk: each for topic, each in zip(topics, translated(topics, get_language()), strict=True)}
        self.texts = full_texts(stories, str(self.original_verb), self.request)
        return stories

    def item_title(self, story: ListedPage) -> str:
        """Return the title."""
        return story.title

    def item_description(self, story: ListedPage) -> str:
        """Return the summary."""
        return story.search_description

    def item_extra_kwargs(self, story: ListedPage) -> dict[str, Any]:
        """Return the whole text."""
        return {"content": self.texts[story.pk]}

    def item_link(self, story: ListedPage) -> str:
        """Return the address."""
        return story.get_url(self.request)

    def item_guid(self, story: ListedPage) -> str:
        """Return an identity that outlives a change of address."""
        return _tag(story)

    def item_categories(self, story: ListedPage) -> list[str]:
        """Return the topics, in the language of the feed where they are translated."""
        return [self.topics[topic.pk].name for topic in story.topics.all()]

    def item_pubdate(self, story: ListedPage) -> datetime:
        """Return when it first appeared anywhere."""
        if story.date:
            return timezone.make_aware(datetime.combine(story.date, time.min))
        return story.first_published_at or _changed_at(story)

    def item_updateddate(self, story: ListedPage) -> datetime:
        """Return when it last changed here."""
        return _changed_at(story)


class BlogFeed(StoryFeed):
    """The feed of the posts."""

    index_model = BlogIndexPage
    original_verb = _("Read the post")

    def item_author_name(self, post: BlogPage) -> str:
        """Return the authors, or the organisation."""
        return post.author_names or self.author_name()


class InterviewFeed(StoryFeed):
    """The feed of the interviews."""

    index_model = InterviewIndexPage
    original_verb = _("Read the interview")

    def item_author_name(self, interview: InterviewPage) -> str:
        """Return who answers, unless the consent to that has ended, or the organisation."""
        interviewee = interview.shown_interviewee
        return interviewee.words("name").text if interviewee else self.author_name()


class PublicationFeed(StoryFeed):
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
