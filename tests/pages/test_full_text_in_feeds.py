"""A feed holds the whole text of each story, and nothing that a page would not show."""

import datetime
import re

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from pages.models import BlogPage
from tests import builders
from tests.reading import plain

pytestmark = pytest.mark.django_db

ADDRESS = "http://testserver"
LATE = datetime.date(2030, 1, 1)


def content(path: str = "/blog/feed/") -> BeautifulSoup:
    """Return the whole text of the newest entry of a feed."""
    entry = feedparser.parse(Client().get(path).content, sanitize_html=False).entries[0]
    [text] = [each for each in entry.content if each.type == "text/html"]
    return BeautifulSoup(text.value, "html.parser")


@pytest.mark.each_database
def test_the_whole_text_is_there_once() -> None:
    builders.blog_page(date=LATE, lead="<p>A beginning.</p>", body=builders.every_block())
    text = plain(content().get_text(" "))
    for words in ("A beginning.", "A sample paragraph about NAPAR and ENAR.", "“Sample words.”", "A sample answer."):
        assert text.count(words) == 1
    # The words of a pull quote are in the text already, on a page as here.
    assert "A sample sentence of the page, large." not in text


def test_readers_get_plain_elements_and_nothing_that_acts() -> None:
    builders.blog_page(date=LATE, body=builders.every_block())
    text = content()
    assert not text.find_all(["script", "style", "form", "input", "button", "svg", "iframe", "source"])
    attributes = {name for each in text.find_all(True) for name in each.attrs}
    assert attributes <= {"href", "src", "alt", "width", "height", "lang", "dir", "cite", "datetime"}


def test_every_link_and_picture_has_a_whole_address() -> None:
    page = builders.standard_page(slug="walk")
    link = f'<p><a linktype="page" id="{page.pk}">There</a> <a href="https://www.example.org/x">away</a></p>'
    builders.blog_page(date=LATE, body=[("paragraph", link), *builders.every_block()])
    text = content()
    addresses = [each.get("href") or each.get("src") for each in text.select("[href], [src]")]
    assert f"{ADDRESS}/walk/" in addresses and "https://www.example.org/x" in addresses
    assert all(re.match(r"https?://|tel:|mailto:", address) for address in addresses)
    picture = text.find("img")["src"]
    assert Client().get(picture.removeprefix(ADDRESS)).status_code == 200


def test_a_content_note_stands_without_a_link_that_a_feed_cannot_follow() -> None:
    body = [
        ("heading", {"text": "Before", "level": "h2"}),
        ("content_note", "Sample note."),
        ("paragraph", "<p>Hard words.</p>"),
        ("heading", {"text": "After", "level": "h2"}),
    ]
    post = builders.blog_page(date=LATE, body=body)
    text = content()
    assert "Sample note." in text.get_text() and "Skip this part" not in text.get_text()
    assert not [each for each in text.find_all(["p", "div", "a"]) if not each.get_text(strip=True)]
    assert not [link for link in text.select("a[href]") if link["href"].startswith(f"{ADDRESS}{post.url}#")]


def test_a_passage_in_another_language_says_so() -> None:
    builders.blog_page(date=LATE, body=[("passage", {"language": "ur", "text": "<p>نمونہ متن</p>"})])
    assert content().find(lang="ur")["dir"] == "rtl"


@pytest.mark.each_database
def test_the_feed_of_a_language_has_the_text_in_that_language() -> None:
    post = builders.blog_page(date=LATE, lead="<p>Roses.</p>", body=[("paragraph", "<p>Roses have thorns.</p>")])
    builders.in_urdu(post.get_parent())
    builders.in_urdu(post, date=LATE)
    text = content("/ur/blog/feed/").get_text(" ")
    assert text.count(builders.URDU_WORDS) >= 2 and "Roses" not in text


def test_a_link_to_a_page_that_is_not_public_leads_nowhere() -> None:
    page = builders.standard_page(slug="hidden", live=False)
    builders.blog_page(date=LATE, body=[("paragraph", f'<p><a linktype="page" id="{page.pk}">There</a></p>')])
    assert "There" in content().get_text()
    assert not content().select("a[href*=hidden]")


def test_what_relies_on_an_ended_consent_is_left_out() -> None:
    ended = builders.consent(is_withdrawn=True)
    quotation = {"text": "“Her sample words.”", "source": "Sample source", "consent": ended}
    builders.blog_page(date=LATE, body=[("paragraph", "<p>It stays.</p>"), ("quotation", quotation)])
    assert "It stays." in content().get_text()
    assert "Her sample words." not in content().get_text()


@pytest.mark.each_database
def test_an_interview_whose_consent_has_ended_has_no_text_and_no_name() -> None:
    builders.interview_page(
        date=LATE,
        interviewee=builders.person(name="Sample Interviewee"),
        consent=builders.consent(is_withdrawn=True),
        body=[("paragraph", "<p>Her sample words.</p>")],
    )
    answer = Client().get("/interviews/feed/").content.decode()
    assert "Her sample words." not in answer
    assert "Sample Interviewee" not in answer


def test_a_story_published_elsewhere_leads_to_the_original() -> None:
    publisher = builders.organisation(name="A sample network")
    builders.blog_page(date=LATE, publisher=publisher, original_url="https://www.example.org/post")
    assert content().select("a[href='https://www.example.org/post']")


def test_eight_stories_with_everything_in_them_cost_no_more_queries_than_two(
    django_capture_on_commit_callbacks,
) -> None:
    def queries(number: int) -> int:
        with django_capture_on_commit_callbacks(execute=True):
            for _ in range(number):
                builders.blog_page(body=builders.every_block(), authors=[builders.person()], topics=[builders.topic()])
        connection.run_on_commit.clear()
        Client().get("/blog/feed/")
        with CaptureQueriesContext(connection) as captured:
            Client().get("/blog/feed/")
        return len(captured)

    few = queries(2)
    assert queries(6) == few <= 15
    assert BlogPage.objects.count() == 9
