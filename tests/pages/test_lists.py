"""The lists of interviews and posts: newest first, paginated, of all topics or of one."""

import datetime
from io import StringIO

import pytest
from django.core.management import call_command

from pages.models import BlogPage, Person
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def titles(client, path: str) -> list[str]:
    return [each.get_text(strip=True) for each in parsed(client.get(path)).select("main ul.page-list h2")]


def post(title: str, day: int | None = None, **fields):
    return builders.blog_page(title=title, date=datetime.date(2021, 1, day) if day else None, **fields)


@pytest.mark.each_database
def test_the_newest_post_comes_first(client):
    post("Middle", 2)
    post("Newest", 3)
    post("Oldest", 1)
    assert titles(client, "/blog/")[:3] == ["Newest", "Middle", "Oldest"]


@pytest.mark.each_database
def test_a_post_without_a_date_is_ordered_by_its_first_publication(client):
    post("Old", 1)
    post("Of today")
    assert titles(client, "/blog/")[:2] == ["Of today", "Old"]


def test_an_interview_without_a_date_shows_none(client):
    item = parsed(client.get("/interviews/")).select_one("main ul.page-list li")
    assert not item.select("time")
    assert "None" not in item.get_text()


def test_a_long_list_is_paginated_and_complete(client):
    for day in range(1, 25):
        post(f"Post {day}", day)
    pages = [titles(client, f"/blog/?page={number}") for number in (1, 2, 3)]
    assert [len(page) for page in pages] == [10, 10, 5]
    everything = [title for page in pages for title in page]
    assert len(set(everything)) == BlogPage.objects.live().count() == 25
    links = [link["href"] for link in parsed(client.get("/blog/")).select("ul.pagination a") if "page=" in link["href"]]
    assert links == ["?page=2", "?page=3", "?page=2"]


def test_pagination_offers_the_first_the_last_and_the_neighbouring_pages(client):
    call_command("generate_sample_site", posts=100, interviews=0, enquiries=0, stdout=StringIO())
    numbers = parsed(client.get("/blog/?page=6")).select("nav[aria-label=Pages] li")
    assert [each.get_text(strip=True) for each in numbers] == [
        *("Previous", "1", "…", "5", "6", "7", "…", "11", "Next")
    ]
    previous, following = (parsed(client.get("/blog/?page=6")).select_one(f"a[rel={rel}]") for rel in ("prev", "next"))
    assert (previous["href"], following["href"]) == ("?page=5", "?page=7")


def test_links_to_other_pages_keep_no_parameter_that_the_list_does_not_understand(client):
    for day in range(1, 25):
        post(f"Post {day}", day)
    links = parsed(client.get("/blog/?utm_source=x")).select("ul.pagination a")
    assert links and not any("utm" in link["href"] for link in links)


def test_a_short_list_has_no_pages_to_choose(client):
    assert not parsed(client.get("/blog/")).select("a[href*='page=']")


@pytest.mark.parametrize("path", ["/blog/", "/interviews/"])
@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "1.5", "", "999999999999999999999", "%00", "1;drop"])
def test_a_page_that_does_not_exist_is_not_found(client, path, number):
    assert client.get(f"{path}?page={number}").status_code == 404


@pytest.mark.parametrize("topic", ["no-such-topic", "%00", "'", "%F0%9F%8C%B9", "x" * 3000])
def test_a_topic_that_does_not_exist_is_not_found(client, topic):
    assert client.get(f"/blog/?topic={topic}").status_code == 404


def test_a_topic_without_a_public_post_is_not_offered_and_not_found(client):
    topic = builders.topic(name="Secret", slug="secret")
    hidden = post("Hidden", 1, topics=[topic])
    builders.lock(hidden)
    assert "Secret" not in words(parsed(client.get("/blog/")).main)
    assert client.get("/blog/?topic=secret").status_code == 404


def test_a_topic_shows_only_its_posts_on_all_pages_of_the_list(client):
    topic = builders.topic(name="Music", slug="music")
    for day in range(1, 13):
        post(f"Music {day}", day, topics=[topic])
    post("Silence", 20)
    assert len(titles(client, "/blog/?topic=music")) == 10
    assert titles(client, "/blog/?topic=music&page=2") == ["Music 2", "Music 1"]
    page = parsed(client.get("/blog/?topic=music"))
    assert page.select_one("ul.pagination a[aria-current=page]").get_text() == "Music"
    following = page.select_one("a[href*='page=2']")["href"]
    assert titles(client, f"/blog/{following}") == ["Music 2", "Music 1"]


def test_each_page_of_a_list_has_an_address_of_its_own(client):
    topic = builders.topic(slug="music")
    for day in range(1, 13):
        post(f"Music {day}", day, topics=[topic])

    def canonical(path: str) -> str:
        return parsed(client.get(path)).select_one("link[rel=canonical]")["href"].removeprefix("http://testserver")

    assert canonical("/blog/") == canonical("/blog/?page=1") == "/blog/"
    assert canonical("/blog/?page=2") == "/blog/?page=2"
    assert canonical("/blog/?topic=music&page=2") == "/blog/?topic=music&page=2"
    assert canonical("/blog/?utm_source=x") == "/blog/"


def test_a_list_without_stories_says_so(client):
    for page in BlogPage.objects.all():
        page.unpublish()
    page = parsed(client.get("/blog/"))
    assert "There is nothing here yet." in words(page.main)
    assert not page.select("main ul.page-list")


def test_a_list_names_the_author_and_the_first_publisher(client):
    item = parsed(client.get("/blog/")).select_one("main ul.page-list li")
    assert "Zlakha Ahmed. First published by ENAR" in words(item)
    assert item.time["datetime"] == "2020-11-03"
    assert words(item.time) == "3 November 2020"


def test_the_home_page_shows_the_newest_interviews_and_posts(client):
    for day in range(1, 6):
        post(f"Post {day}", day)
        builders.interview_page(title=f"Interview {day}", date=datetime.date(2021, 2, day))
    section = parsed(client.get("/")).find("section", attrs={"aria-labelledby": "new"})
    shown = [each.get_text(strip=True) for each in section.select("h3")]
    # The newest of all is the seeded interview, which is quoted above.
    assert shown == ["Interview 5", "Interview 4", "Interview 3", "Interview 2"]


def test_a_name_that_was_corrected_shows_everywhere_with_the_next_visit(client):
    paths = ["/", "/blog/", "/interviews/", "/blog/intersectionality/", "/anti-racism/"]
    for path in paths:
        client.get(path)
    person = Person.objects.get(name="Zlakha Ahmed")
    person.name = "Zlakha A. Ahmed"
    person.save()
    for path in paths[:4]:
        assert "Zlakha A. Ahmed" in words(parsed(client.get(path)).main), path
