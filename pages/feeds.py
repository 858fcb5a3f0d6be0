"""The Atom feed: the newest posts of one language, without those that are discreet."""

from datetime import datetime, time
from typing import Any, TextIO

from django.contrib.syndication.views import Feed
from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed

from pages.access import visible_pages
from pages.models import BlogIndexPage, BlogPage
from pages.models.story_indexes import fetch_stories
from pages.navigation.site_context import get_site_context
from pages.page_cache.permission import allow_caching
from pages.text.cleaning import clean_text

LENGTH = 20


def blog_feed(request: HttpRequest) -> HttpResponse:
    """Return the newest posts as an Atom feed."""
    allow_caching(request)
    return BlogFeed(request)(request)


class CleanAtomFeed(Atom1Feed):
    """An Atom feed without characters that XML cannot hold: they may have been stored long ago."""

    def write(self, outfile: TextIO, encoding: str) -> None:
        """Write the feed with all its texts cleaned."""
        self.feed = {name: _cleaned(value) for name, value in self.feed.items()}
        self.items = [{name: _cleaned(value) for name, value in item.items()} for item in self.items]
        super().write(outfile, encoding)


def _cleaned(value: Any) -> Any:
    """Return a text, or a list of texts, cleaned; dates and missing values as they are."""
    if isinstance(value, list):
        return [_cleaned(each) for each in value]
    return clean_text(value) if isinstance(value, str) else value


class BlogFeed(Feed):
    """The feed of one language, made for one request: Django would share an instance between requests and languages."""

    feed_type = CleanAtomFeed

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_object(self, request: HttpRequest) -> BlogIndexPage:
        """Return the blog of the language. Raises `Http404` where there is none."""
        blog = visible_pages(request, BlogIndexPage).first()
        if blog is None:
            raise Http404("There is no blog in this language.")
        return blog

    def title(self, blog: BlogIndexPage) -> str:
        """Return the name of the feed: the organisation’s and the blog’s."""
        return f"{get_site_context(self.request).organisation.name}: {blog.title}"

    def link(self, blog: BlogIndexPage) -> str:
        """Return the address of the blog."""
        return blog.get_url(self.request)

    def subtitle(self, blog: BlogIndexPage) -> str:
        """Return the blog’s summary."""
        return blog.search_description

    def items(self, blog: BlogIndexPage) -> list[BlogPage]:
        """Return the newest posts that are not discreet."""
        posts = fetch_stories(BlogPage, blog.stories(self.request).filter(is_sensitive=False)[:LENGTH])
        prefetch_related_objects(posts, "topics")
        return posts

    def item_title(self, post: BlogPage) -> str:
        """Return the title."""
        return post.title

    def item_description(self, post: BlogPage) -> str:
        """Return the summary."""
        return post.search_description

    def item_link(self, post: BlogPage) -> str:
        """Return the address."""
        return post.get_url(self.request)

    def item_guid(self, post: BlogPage) -> str:
        """Return an identity that outlives a change of address."""
        return f"urn:uuid:{post.translation_key}:{post.locale.language_code}"

    def item_author_name(self, post: BlogPage) -> str:
        """Return the authors, or the organisation."""
        return post.author_names or get_site_context(self.request).organisation.name

    def item_categories(self, post: BlogPage) -> list[str]:
        """Return the topics."""
        return [topic.name for topic in post.topics.all()]

    def item_pubdate(self, post: BlogPage) -> datetime | None:
        """Return when it first appeared anywhere."""
        if post.date:
            return timezone.make_aware(datetime.combine(post.date, time.min))
        return post.first_published_at

    def item_updateddate(self, post: BlogPage) -> datetime | None:
        """Return when it last changed here."""
        return post.last_published_at
