"""A page asks the database few questions, and no more for a long list than for a short one."""

import datetime

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from campaigns.models import EuropeanWorkPage
from pages.models import BlogPage, Navigation
from pages.models.site_settings import DEFAULT_EXIT
from tests import builders
from tests.page_types import ALL_PATHS

pytestmark = pytest.mark.django_db

FOR_MACHINES = ["/blog/feed/", "/sitemap.xml"]
MOST = 10
# The first page after a change of content, which reads anew what stands around every page.
MOST_AFTER_A_CHANGE = 28


def queries(client, path: str, is_changed: bool = False) -> list[str]:
    """Return the questions that a page asks when what stands around it is kept already, or has just changed."""
    for _ in range(2):  # the very first answer of a new site also makes the settings that nobody has saved yet
        client.get(path)
    if is_changed:
        cache.clear()
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"][:300] for query in captured.captured_queries]


@pytest.mark.parametrize("path", [*ALL_PATHS, *FOR_MACHINES, "/robots.txt", "/.well-known/security.txt"])
def test_a_page_asks_at_most_ten_questions(client, path):
    asked = queries(client, path)
    assert len(asked) <= MOST, "\n".join(asked)


@pytest.mark.parametrize("path", [*ALL_PATHS, *FOR_MACHINES])
def test_the_first_page_after_a_change_asks_somewhat_more(client, path):
    asked = queries(client, path, is_changed=True)
    assert len(asked) <= MOST_AFTER_A_CHANGE, "\n".join(asked)


def test_leaving_asks_the_database_nothing_once_a_page_was_read(client):
    client.get("/about/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/exit/").headers["Location"] == DEFAULT_EXIT
    assert captured.captured_queries == []


@pytest.mark.parametrize("path", ["/health/live", "/robots.txt"])
def test_what_machines_ask_often_asks_the_database_nothing(client, path):
    assert queries(client, path) == []


def posts(number: int) -> None:
    for day in range(1, number + 1):
        builders.blog_page(
            authors=[builders.person(), builders.person()],
            topics=[builders.topic()],
            publisher=builders.organisation(),
            date=datetime.date(2020, 1, day),
        )


def interviews(number: int) -> None:
    for _ in range(number):
        builders.interview_page(
            interviewee=builders.person(),
            interviewer=builders.organisation(),
            publisher=builders.organisation(),
            topics=[builders.topic()],
        )


def work(number: int) -> None:
    for _ in range(number):
        builders.local_work_page()


def related(number: int) -> None:
    post = builders.seeded(BlogPage)
    pages = [
        builders.blog_page(authors=[builders.person()], publisher=builders.organisation()) for _ in range(number // 2)
    ]
    pages += [
        builders.interview_page(interviewee=builders.person(), interviewer=builders.organisation())
        for _ in range(number // 2)
    ]
    post.related = [("page", page) for page in pages]
    post.save_revision().publish()


def activities(number: int) -> None:
    european = builders.seeded(EuropeanWorkPage)
    european.activities = [
        (
            "activity",
            {"kind": "Article", "title": "A", "partner": builders.organisation(), "page": builders.blog_page()},
        )
        for _ in range(number)
    ]
    european.roles = [("role", {"person": builders.person(), "role": "Member"}) for _ in range(number)]
    european.partners = [("partner", {"organisation": builders.organisation()}) for _ in range(number)]
    european.save_revision().publish()


def posters(number: int) -> None:
    home = builders.home()
    home.featured = [("page", {"page": builders.standard_page()}) for _ in range(number)]
    home.save_revision().publish()


def menu(number: int) -> None:
    navigation = Navigation.objects.get()
    navigation.main_menu = [("item", {"page": builders.standard_page()}) for _ in range(number)]
    navigation.save()


def words(number: int) -> None:
    for _ in range(number):
        builders.glossary_term()


def downloads_and_calls(number: int) -> None:
    body = []
    for _ in range(number):
        body.append(("document", {"document": builders.document()}))
        body.append(("call_to_action", {"title": "A", "button": "B", "page": builders.standard_page()}))
    builders.standard_page(slug="long", body=body)


def links(number: int) -> None:
    pages = [builders.standard_page() for _ in range(number)]
    text = "".join(f'<p><a linktype="page" id="{page.pk}">There</a></p>' for page in pages)
    builders.standard_page(slug="long", body=[("paragraph", text)])


def pictures(number: int) -> None:
    body = [("image", {"image": builders.image(builders.picture_bytes(size=(30, 20 + i)))}) for i in range(number)]
    builders.standard_page(slug="long", body=body)


LISTS = [
    ("/blog/", posts),
    ("/blog/feed/", posts),
    ("/", posts),
    ("/search/?q=sample", posts),
    ("/interviews/", interviews),
    ("/", interviews),
    ("/search/?q=sample", interviews),
    ("/anti-racism/", work),
    ("/anti-racism/local/", work),
    ("/blog/intersectionality/", related),
    ("/anti-racism/european/", activities),
    ("/", posters),
    ("/about/", menu),
    ("/glossary/", words),
    ("/long/", downloads_and_calls),
    ("/long/", links),
    ("/long/", pictures),
    ("/sitemap.xml", posts),
]


@pytest.mark.parametrize("is_changed", [False, True], ids=["kept", "changed"])
@pytest.mark.parametrize(("path", "fill"), LISTS, ids=lambda value: getattr(value, "__name__", value))
def test_a_list_of_eight_costs_no_more_than_a_list_of_two(client, path, fill, is_changed):
    asked = {}
    for number in (2, 8):
        before = transaction.savepoint()
        fill(number)
        asked[number] = queries(client, path, is_changed)
        transaction.savepoint_rollback(before)
    assert len(asked[8]) == len(asked[2]), "\n".join(asked[8])


def test_the_blog_asks_no_more_for_a_topic_or_a_later_page(client):
    topic = builders.topic(slug="sample")
    for _ in range(12):
        builders.blog_page(topics=[topic], authors=[builders.person()])
    assert len(queries(client, "/blog/?topic=sample&page=2")) <= MOST
