"""The feeds of the blog, of the interviews and of the publications, as a library for feed readers reads them."""

import datetime

import feedparser
import pytest
from django.test import Client
from wagtail.models import Locale, Page

from pages.models import BlogIndexPage, BlogPage, InterviewIndexPage, InterviewPage
from tests import builders
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ADDRESS = "http://testserver"
# The builder of a story, and the feed in which it appears.
FEEDS = {
    "/blog/feed/": builders.blog_page,
    "/interviews/feed/": builders.interview_page,
    "/publications/feed/": builders.publication_page,
}
LATE = datetime.date(2030, 1, 1)


def feed(path: str = "/blog/feed/") -> feedparser.FeedParserDict:
    """Return a feed as a reader understands it. Fails if it is not well-formed."""
    found = feedparser.parse(Client().get(path).content)
    assert not found.bozo, found.get("bozo_exception")
    assert found.version == "atom10"
    return found


def titles(path: str = "/blog/feed/") -> list[str]:
    """Return the titles of the entries of a feed."""
    return [entry.title for entry in feed(path).entries]


def urdu_index(model: type[Page]) -> Page:
    """Publish the Urdu translation of a list of stories."""
    return builders.in_urdu(builders.seeded(model))


def test_the_categories_are_in_the_language_of_the_feed_once_they_are_translated() -> None:
    topic = builders.topic(name="Housing")
    urdu_index(BlogIndexPage)
    builders.in_urdu(builders.blog_page(topics=[topic]), topics=[topic])
    urdu = topic.copy_for_translation(Locale.objects.get(language_code="ur"))
    urdu.name = urdu.slug = "رہائش"
    urdu.save()
    assert ["رہائش"] in [[tag.term for tag in entry.get("tags", [])] for entry in feed("/ur/blog/feed/").entries]


def test_the_feed_of_the_blog_says_whose_it_is_and_where() -> None:
    found = feed().feed
    assert found.title == "Apna Haq: Blog"
    assert found.author == "Apna Haq"
    assert found.link == f"{ADDRESS}/blog/"
    assert [link.href for link in found.links if link.rel == "self"] == [f"{ADDRESS}/blog/feed/"]
    assert found.language == "en-gb"
    assert found.updated_parsed


def test_the_entry_of_the_first_post_names_author_date_and_topics() -> None:
    [entry] = feed().entries
    post = builders.seeded(BlogPage)
    assert entry.title == post.title
    assert entry.link == f"{ADDRESS}/blog/intersectionality/"
    assert entry.author == "Zlakha Ahmed"
    assert entry.published.startswith("2020-11-03")
    assert {tag.term for tag in entry.tags} == {"Anti-racism", "Europe", "Violence against women and girls"}
    assert entry.summary == post.search_description


def test_interviews_have_a_feed_of_their_own() -> None:
    [entry] = feed("/interviews/feed/").entries
    assert entry.title == builders.seeded(InterviewPage).title
    assert entry.author == "Zlakha Ahmed"


@pytest.mark.parametrize("path", FEEDS)
def test_the_newest_entries_come_first_and_old_ones_drop_out(path: str) -> None:
    newest = FEEDS[path](title="Story 22", date=datetime.date(2029, 1, 22))
    parent = newest.get_parent()
    # Saved without versions, which a feed does not read.
    for day in range(1, 22):
        fields = {"title": f"Story {day}", "date": datetime.date(2029, 1, day), "locale_id": newest.locale_id}
        parent.add_child(instance=type(newest)(**fields, lead=newest.lead, search_description="What it is about."))
    assert titles(path) == [f"Story {day}" for day in range(22, 2, -1)]


@pytest.mark.parametrize("path", FEEDS)
def test_a_discreet_story_stays_out(path: str) -> None:
    FEEDS[path](title="Discreet", is_sensitive=True)
    assert "Discreet" not in Client().get(path).content.decode()


@pytest.mark.parametrize("path", FEEDS)
def test_an_entry_is_of_our_own_domain_and_keeps_its_identity(path: str) -> None:
    story = FEEDS[path](title="Before", date=LATE)
    before = feed(path).entries[0].id
    assert before.startswith("tag:")
    story.title, story.slug = "After", "another-address"
    story.save_revision().publish()
    story.unpublish()
    story.save_revision().publish()
    assert feed(path).entries[0].title == "After"
    assert feed(path).entries[0].id == before


def test_each_language_has_identities_of_its_own() -> None:
    urdu_index(BlogIndexPage)
    builders.in_urdu(builders.seeded(BlogPage))
    english, urdu = feed(), feed("/ur/blog/feed/")
    assert urdu.feed.language == "ur"
    assert english.feed.id != urdu.feed.id
    assert english.entries[0].id != urdu.entries[0].id


def test_no_two_feeds_or_entries_share_an_identity() -> None:
    builders.blog_page()
    found = [feed(path) for path in FEEDS]
    identities = [each.feed.id for each in found] + [entry.id for each in found for entry in each.entries]
    assert len(identities) == len(set(identities))
    assert all(identity.startswith("tag:") for identity in identities)


def test_text_arrives_as_it_was_written() -> None:
    words = "R&D: “rights” & <wrongs> حق"
    builders.blog_page(title=words, search_description=words, date=LATE, authors=[builders.person(name="A & B")])
    entry = feed().entries[0]
    assert entry.title == words
    assert entry.title_detail.type == entry.summary_detail.type == "text/plain"
    assert entry.summary == words
    assert entry.author == "A & B"


def test_an_entry_always_has_a_date() -> None:
    post = builders.blog_page(title="Without")
    Page.objects.filter(pk=post.pk).update(
        first_published_at=None, last_published_at=None, latest_revision_created_at=None
    )
    BlogPage.objects.filter(pk=post.pk).update(date=None, listed_on=None)
    [entry] = [entry for entry in feed().entries if entry.title == "Without"]
    assert entry.published_parsed and entry.updated_parsed


def test_the_feed_is_as_new_as_its_newest_entry() -> None:
    found = feed()
    assert found.feed.updated_parsed == max(entry.updated_parsed for entry in found.entries)


def test_an_empty_feed_keeps_its_date() -> None:
    builders.seeded(BlogPage).unpublish()
    index = builders.seeded(BlogIndexPage)
    assert feed().feed.updated.startswith(index.last_published_at.date().isoformat())


def test_a_post_without_an_author_is_by_the_organisation() -> None:
    builders.blog_page(date=LATE)
    assert feed().entries[0].author == "Apna Haq"


@pytest.mark.parametrize("path", ["/ur/blog/feed/", "/ur/interviews/feed/"])
def test_there_is_no_feed_in_a_language_without_such_a_list(path: str) -> None:
    assert Client().get(path).status_code == 404
    urdu_index(InterviewIndexPage if "interviews" in path else BlogIndexPage)
    assert feed(path).feed.language == "ur"


@pytest.mark.parametrize(
    ("path", "feeds"),
    [
        ("/", ["/interviews/feed/", "/blog/feed/"]),
        ("/blog/", ["/blog/feed/"]),
        ("/blog/intersectionality/", ["/blog/feed/"]),
        ("/interviews/", ["/interviews/feed/"]),
        ("/interviews/get-over-the-shock/", ["/interviews/feed/"]),
        ("/contact/", []),
    ],
)
def test_pages_name_the_feeds_in_which_their_stories_appear(path: str, feeds: list[str]) -> None:
    links = parsed(Client().get(path)).select("link[rel=alternate][type='application/atom+xml']")
    assert [link["href"].removeprefix(ADDRESS) for link in links] == feeds
    assert all(link["title"] for link in links)


@pytest.mark.parametrize("path", ["/blog/", "/interviews/"])
def test_a_list_leads_to_its_feed_and_says_what_a_feed_reader_keeps(path: str) -> None:
    [link] = parsed(Client().get(path)).main.select(f"a[href='{path}feed/']")
    assert "keeps" in link.find_parent("p").get_text()


def test_a_hidden_list_is_named_nowhere() -> None:
    builders.seeded(BlogIndexPage).unpublish()
    assert "/blog/feed/" not in Client().get("/").content.decode()
    assert "/blog/feed/" not in Client().get("/blog/intersectionality/").content.decode()


def test_the_home_page_of_a_language_names_the_feeds_of_that_language() -> None:
    assert Locale.objects.filter(language_code="ur").exists()
    assert "feed/" not in Client().get("/ur/").content.decode()
    urdu_index(BlogIndexPage)
    assert "/ur/blog/feed/" in Client().get("/ur/").content.decode()


def test_the_feed_of_a_language_names_people_as_that_language_writes_them() -> None:
    words = [("words", {"language": "ur", "name": "نمونہ"})]
    person = builders.person(name="Sample Person", in_other_languages=words)
    interview = builders.interview_page(interviewee=person, date=LATE)
    builders.in_urdu(interview.get_parent())
    builders.in_urdu(interview)
    authors = {path: feed(path).entries[0].author for path in ("/interviews/feed/", "/ur/interviews/feed/")}
    assert authors == {"/interviews/feed/": "Sample Person", "/ur/interviews/feed/": "نمونہ"}
