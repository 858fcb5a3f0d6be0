"""Lists say what their heading does not, stories look like the place they are about, and nothing is shown twice."""

import datetime

import pytest

from campaigns.models import EuropeanWorkPage, LocalWorkPage
from pages.models import BlogPage, HomePage
from tests import builders
from tests.page_types import PAGE_TYPES
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def test_a_list_of_posts_says_the_year_and_the_topics_instead_of_the_kind(client):
    items = parsed(client.get("/blog/")).select("main .page-list > li")
    assert words(items[0].select_one(".type-label")) == "2020 Anti-racism, Europe and Violence against women and girls"
    items = parsed(client.get("/interviews/")).select("main .page-list > li")
    # The date of the interview is not known.
    assert words(items[0].select_one(".type-label")) == "Anti-racism and Violence against women and girls"


def test_a_story_without_date_and_topics_has_no_label_in_its_list(client):
    post = builders.seeded(BlogPage)
    post.date, post.topics = None, []
    post.save_revision().publish()
    assert not parsed(client.get("/blog/")).select("main .page-list .type-label")


def test_lists_of_several_kinds_still_say_the_kind(client):
    labels = parsed(client.get("/anti-racism/")).select(".related-pages .type-label")
    assert [words(each) for each in labels] == ["Interview", "Blog"]


def test_no_title_of_a_page_stands_twice_on_the_home_page(client):
    for day in range(1, 8):
        builders.interview_page(title=f"Interview {day}", date=datetime.date(2021, 2, day))
    main = parsed(client.get("/")).main
    links = [each["href"] for each in main.select("a[href]") if "/contact/" not in each["href"]]
    assert len(links) == len(set(links))
    assert len(main.select(".page-list > li")) == 4


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_no_two_headings_of_a_page_say_the_same(client, page_type):
    main = parsed(client.get(page_type.example().url)).main
    headings = [words(each) for each in main(["h1", "h2", "h3", "h4"])]
    assert len(headings) == len(set(headings)) > 0


@pytest.mark.parametrize("build", [builders.interview_page, builders.blog_page])
def test_a_story_says_its_day_and_who_wrote_it_at_most_twice(client, build):
    people = {"authors": [builders.person(name="Sample Author")]} if build == builders.blog_page else {}
    page = build(publisher=builders.organisation(), date=datetime.date(2020, 11, 3), **people)
    article = words(parsed(client.get(page.url)).article)
    assert 1 <= article.count("3 November 2020") <= 2
    assert article.count("Sample Author") == len(people)


def test_an_interview_that_is_no_longer_quoted_is_in_the_list_of_the_home_page(client):
    home = builders.seeded(HomePage)
    home.quotation = ""
    home.save_revision().publish()
    titles = [words(each) for each in parsed(client.get("/")).select("main .page-list h3")]
    assert any(title.startswith("‘Get over the shock") for title in titles)


@pytest.mark.parametrize(
    ("model", "theme", "motif"), [(LocalWorkPage, "madder", "phul"), (EuropeanWorkPage, "teal", "jaal")]
)
def test_a_story_has_the_colours_and_the_pattern_of_the_place_it_is_about(client, model, theme, motif):
    place = builders.seeded(model)
    other = builders.blog_page()
    post = builders.blog_page(related=[("page", other), ("page", place)])
    header = parsed(client.get(post.url)).select_one("article > header")
    assert f"colour-theme-{theme}" in header["class"] and header.select(f".pattern-{motif}")
    interview = builders.interview_page(related=[("page", place)])
    band = parsed(client.get(interview.url)).select_one(".story-band")
    assert f"colour-theme-{theme}" in band["class"] and band.select(f".pattern-{motif}")


def test_a_story_about_no_place_is_plain(client):
    post = parsed(client.get(builders.blog_page().url))
    assert "colour-theme-soft" in post.select_one("article > header")["class"] and not post.select(".pattern")
    interview = parsed(client.get(builders.interview_page().url))
    assert interview.select("article > .woven-border") and not interview.select(".pattern")
