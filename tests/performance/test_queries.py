"""A page makes few queries, whatever it names."""

from typing import Any

import pytest
from django.db import connection
from django.urls import reverse
from wagtail.models import Page

from pages.models import AccountabilityPage
from pages.search.spelling import update_words
from tests import builders
from tests.enquiries.staff import browser, enquiry, member
from tests.page_types import ALL_PATHS, PAGE_TYPES
from tests.performance.counting import assert_few, committed, queries, queries_of

pytestmark = pytest.mark.django_db

FOR_MACHINES = ["/blog/feed/", "/interviews/feed/", "/publications/feed/", "/sitemap.xml", "/sitemap-1.xml"]
PARTS = [
    lambda: ("image", {"image": builders.image()}),
    lambda: ("document", {"document": builders.document()}),
    lambda: ("call_to_action", {"title": "A", "button": "B", "page": builders.standard_page()}),
]


@pytest.mark.parametrize("path", [*ALL_PATHS, *FOR_MACHINES, "/robots.txt", "/.well-known/security.txt"])
def test_a_page_makes_at_most_fifteen_queries(client, path):
    assert_few(queries(client, path))


@pytest.mark.each_database
@pytest.mark.parametrize("query", ["zaubergatren", "zaubergatren rosengratne"])
def test_a_search_for_misspelt_words_makes_at_most_fifteen_queries(client, query, django_capture_on_commit_callbacks):
    body = [("paragraph", "<p>A zaubergarten is a rosengarten.</p>")]
    with committed(django_capture_on_commit_callbacks):
        for build in (builders.interview_page, builders.blog_page, builders.standard_page, builders.publication_page):
            build(body=body)
        update_words()
    assert "zaubergarten" in client.get("/search/", {"q": query}).content.decode()
    assert_few(queries(client, f"/search/?q={query}"))


def everything_a_page_can_name(model: type[Page]) -> dict[str, Any]:
    """Return two of each thing that pages of a type name or lead to, by the fields that hold them."""
    people, organisations = ([build() for _ in range(2)] for build in (builders.person, builders.organisation))
    topics, posts = ([build() for _ in range(2)] for build in (builders.topic, builders.blog_page))
    link = f'<p><a linktype="page" id="{posts[0].pk}">There</a></p>'
    kind = {"kind": "policy", "year": 2024} if model is AccountabilityPage else {"language": "en"}
    document = {"document": builders.document(), **kind}
    return {
        "actions": builders.every_action(),
        "activities": [
            (
                "activity",
                {"activity_type": "Article", "title": "A", "text": link, "partner": organisation, "page": posts[0]},
            )
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
        "people": [("person", {"person": person, "words": link}) for person in people],
        "trustees": [("trustee", {"person": person}) for person in people],
        "documents": [("document", document), ("document", document)],
        "roles": [("role", {"person": person, "role": "Member", "text": link}) for person in people],
        "topics": topics,
    }


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_page_that_names_everything_it_can_makes_at_most_fifteen_queries(
    client, page_type, django_capture_on_commit_callbacks
):
    with committed(django_capture_on_commit_callbacks):
        page = page_type.example()
        for name, value in everything_a_page_can_name(page_type.model).items():
            if hasattr(page, name):
                setattr(page, name, value)
        page.save_revision().publish()
    assert_few(queries(client, page_type.path))


def test_pictures_documents_and_buttons_cost_four_queries_however_many(client, django_capture_on_commit_callbacks):
    counted = {}
    for name, parts in {"words": [], "all": PARTS * 3}.items():
        body = [("paragraph", "<p>Sample words.</p>"), *(part() for part in parts)]
        with committed(django_capture_on_commit_callbacks):
            page = builders.standard_page(body=body)
        counted[name] = queries(client, page.url)
    for without, with_all in zip(counted["words"], counted["all"], strict=True):
        assert len(with_all) - len(without) <= 4, "\n".join(with_all)


@pytest.mark.parametrize("path", ["/health/live", "/robots.txt", "/favicon.ico", "/exit/"])
def test_addresses_that_need_no_database_make_no_query(client, path):
    assert queries(client, path) == ([], [])


def test_the_blog_makes_no_more_queries_for_a_topic_or_a_later_page(client, django_capture_on_commit_callbacks):
    with committed(django_capture_on_commit_callbacks):
        topic = builders.topic(slug="sample")
        for _ in range(12):
            builders.blog_page(topics=[topic], authors=[builders.person()])
    assert_few(queries(client, "/blog/?topic=sample&page=2"))


def test_the_screen_of_a_message_makes_no_more_queries_for_a_larger_team():
    client, path = browser("enquiry team"), reverse("enquiries:edit", args=[enquiry().pk])
    client.get(path)
    alone = queries_of(client, path)
    for _ in range(5):
        member("enquiry team")
    assert len(queries_of(client, path)) == len(alone)


def test_no_query_waits_for_a_compiler():
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL compiles queries")
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
