"""A reader finds the day of a page where she looks for it: at its head, among its facts and at its end."""

import datetime

import pytest
from django.test import Client

from pages.models import InterviewPage
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

DAY = datetime.date(2022, 2, 2)


@pytest.mark.parametrize("build", [builders.interview_page, builders.blog_page])
def test_the_head_of_a_story_says_when_it_first_appeared(build) -> None:
    header = parsed(Client().get(build(date=DAY).url)).select_one("article > header")
    assert header.time["datetime"] == "2022-02-02" and "2 February 2022" in words(header)


def test_where_the_day_is_not_known_the_head_says_none() -> None:
    header = parsed(Client().get(builders.seeded(InterviewPage).url)).select_one("article > header")
    assert not header.time and words(header.select_one(".type-label")) == "Interview"


def test_local_work_says_where_it_is_and_since_when() -> None:
    page = builders.english("anti-racism").get_children().get(slug="local").specific
    page.since = 1994
    page.save_revision().publish()
    facts = parsed(Client().get(page.url)).select_one("dl.facts")
    assert words(facts) == "Where Rotherham Since 1994"


def test_a_page_that_can_be_cited_says_when_it_was_last_changed() -> None:
    page = builders.blog_page(date=DAY)
    changed = parsed(Client().get(page.url)).select_one(".cite .last-changed")
    assert words(changed) == f"Last changed: {page.last_published_at:%-d %B %Y}"


def test_a_standing_page_says_at_its_head_when_it_was_last_reviewed() -> None:
    page = parsed(Client().get(builders.standard_page(reviewed_on=DAY).url))
    assert words(page.select_one(".sidebar")) == "Last reviewed 2 February 2022"
