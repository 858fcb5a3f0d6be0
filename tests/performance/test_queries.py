"""A page asks the database few questions, and no more for a long list than for a short one."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from pages.gathering import write_what_waits

from campaigns.models import EuropeanWorkPage
from pages.models import BlogPage, Navigation, OrganisationIdentity
from pages.models.site_settings import DEFAULT_EXIT
from tests import builders
from tests.page_types import ALL_PATHS, PAGE_TYPES, SEEDED_PATHS

pytestmark = pytest.mark.django_db

FOR_MACHINES = ["/blog/feed/", "/sitemap-1.xml"]
MOST = 10
PARTS = [
    lambda: ("image", {"image": builders.image()}),
    lambda: ("document", {"document": builders.document()}),
    lambda: ("call_to_action", {"title": "A", "button": "B", "page": builders.standard_page()}),
]


def queries(client, path: str) -> tuple[list[str], list[str]]:
    """Return the questions of a process that has shown a page before, and of one whose caches are empty."""
    client.get(path)
    kept = asked_for(client, path)
    cache.clear()
    return kept, asked_for(client, path)


def assert_few(asked: tuple[list[str], list[str]]) -> None:
    """Refuse more questions than a page may ask, and show them."""
    for questions in asked:
        assert len(questions) <= MOST, "\n".join(questions)


def asked_for(client, path: str) -> list[str]:
    """Return the questions that a page asks now."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"][:300] for query in captured.captured_queries]


@pytest.mark.parametrize("path", [*ALL_PATHS, *FOR_MACHINES, "/robots.txt", "/.well-known/security.txt"])
def test_a_page_asks_at_most_ten_questions(client, path):
    assert_few(queries(client, path))


def everything_a_page_can_name() -> dict[str, Any]:
    """Return two of each thing that pages name or lead to, by the fields that hold them."""
    people, organisations = ([build() for _ in range(2)] for build in (builders.person, builders.organisation))
    topics, posts = ([build() for _ in range(2)] for build in (builders.topic, builders.blog_page))
    link = f'<p><a linktype="page" id="{posts[0].pk}">There</a></p>'
    return {
        "activities": [
            ("activity", {"kind": "Article", "title": "A", "text": link, "partner": organisation, "page": posts[0]})
            for organisation in organisations
        ],
        "authors": people,
        "body": [("paragraph", link), ("paragraph", link)],
        "call_button": "Write to us",
        "featured": [("page", {"page": post}) for post in posts],
        "interviewee": people[0],
        "interviewer": organisations[0],
        "lead": link,
        "network": organisations[0],
        "partners": [("partner", {"organisation": organisation}) for organisation in organisations],
        "primary_page": posts[0],
        "publisher": organisations[1],
        "quotation_page": posts[1],
        "related": [("page", post) for post in posts],
        "roles": [("role", {"person": person, "role": "Member", "text": link}) for person in people],
        "topics": topics,
    }


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_page_that_names_everything_it_can_asks_at_most_ten_questions(client, page_type):
    page = builders.seeded(page_type.model)
    for name, value in everything_a_page_can_name().items():
        if hasattr(page, name):
            setattr(page, name, value)
    page.save_revision().publish()
    assert_few(queries(client, page_type.path))


def test_pictures_documents_and_buttons_cost_four_questions_however_many(client):
    asked = {}
    for name, parts in {"words": [], "all": PARTS * 3}.items():
        body = [("paragraph", "<p>Sample words.</p>"), *(part() for part in parts)]
        asked[name] = queries(client, builders.standard_page(body=body).url)
    for without, with_all in zip(asked["words"], asked["all"], strict=True):
        assert len(with_all) - len(without) <= 4, "\n".join(with_all)


@pytest.mark.parametrize("path", [*SEEDED_PATHS, *FOR_MACHINES])
def test_the_first_visitor_after_a_change_waits_for_no_more_questions(client, path):
    identity = OrganisationIdentity.objects.get()
    identity.telephone = "01709 000000"
    identity.save()
    write_what_waits()  # as after the answer to the request that changed something
    asked = asked_for(client, path)
    assert len(asked) <= MOST, "\n".join(asked)
    if path in SEEDED_PATHS:
        assert "01709 000000" in client.get(path).content.decode()


def test_leaving_asks_the_database_nothing_once_a_page_was_read(client):
    client.get("/about/")
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/exit/").headers["Location"] == DEFAULT_EXIT
    assert captured.captured_queries == []


@pytest.mark.parametrize("path", ["/health/live", "/robots.txt"])
def test_what_machines_ask_often_asks_the_database_nothing(client, path):
    assert queries(client, path) == ([], [])


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
    body = []
    for _ in range(number):
        page, document = builders.standard_page(), builders.document()
        links = f'<a linktype="page" id="{page.pk}">There</a> <a linktype="document" id="{document.pk}">It</a>'
        body += [("paragraph", f"<p>{links}</p>"), ("paragraph", f"<p>Again {links}</p>")]
    builders.standard_page(slug="long", body=body)


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
    ("/sitemap-1.xml", posts),
]


@pytest.mark.parametrize(("path", "fill"), LISTS, ids=lambda value: getattr(value, "__name__", value))
def test_a_list_of_eight_costs_no_more_than_a_list_of_two(client, path, fill):
    asked = {}
    for number in (2, 8):
        before = transaction.savepoint()
        fill(number)
        asked[number] = queries(client, path)
        transaction.savepoint_rollback(before)
    for of_two, of_eight in zip(asked[2], asked[8], strict=True):
        assert len(of_eight) == len(of_two), "\n".join(of_eight)


def test_the_blog_asks_no_more_for_a_topic_or_a_later_page(client):
    topic = builders.topic(slug="sample")
    for _ in range(12):
        builders.blog_page(topics=[topic], authors=[builders.person()])
    assert_few(queries(client, "/blog/?topic=sample&page=2"))
