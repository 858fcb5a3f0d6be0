"""A page makes few queries, and no more for a long list than for a short one."""

import datetime
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import Page

from campaigns.models import EuropeanWorkPage, LocalWorkPage
from pages.models import AccountabilityPage, BlogPage, Navigation, Topic
from tests import builders, optional_pages
from tests.builders import consent
from tests.enquiries.staff import browser, enquiry, member
from tests.page_types import ALL_PATHS, PAGE_TYPES

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

FOR_MACHINES = ["/blog/feed/", "/interviews/feed/", "/publications/feed/", "/sitemap.xml", "/sitemap-1.xml"]
MOST = 15
# The site context, the feeds and the glossary are read once after each change of content, and so is what is new on a
# page about our work.
MOST_AFTER_A_CHANGE = MOST + 16
PARTS = [
    lambda: ("image", {"image": builders.image()}),
    lambda: ("document", {"document": builders.document()}),
    lambda: ("call_to_action", {"title": "A", "button": "B", "page": builders.standard_page()}),
]


def queries(client, path: str) -> tuple[list[str], list[str]]:
    """Return the queries of a page after another page was read, and with empty caches."""
    client.get("/accessibility/")
    client.get(path)
    warm = queries_of(client, path)
    cache.clear()
    return warm, queries_of(client, path)


def assert_few(counted: tuple[list[str], list[str]]) -> None:
    """Fail, with the queries, if there are more than a page may make."""
    warm, cold = counted
    assert len(warm) <= MOST, "\n".join(warm)
    assert len(cold) <= MOST_AFTER_A_CHANGE, "\n".join(cold)


@contextmanager
def committed(capture_on_commit_callbacks: Callable[..., AbstractContextManager]) -> Iterator[None]:
    """Treat changes of content as committed: until then, no value that depends on content is cached."""
    with capture_on_commit_callbacks(execute=True):
        yield
    connection.run_on_commit.clear()


def queries_of(client, path: str) -> list[str]:
    """Return the queries that a page makes now."""
    with CaptureQueriesContext(connection) as captured:
        client.get(path)
    return [query["sql"][:300] for query in captured.captured_queries]


@pytest.mark.parametrize("path", [*ALL_PATHS, *FOR_MACHINES, "/robots.txt", "/.well-known/security.txt"])
def test_a_page_makes_at_most_fifteen_queries(client, path):
    assert_few(queries(client, path))


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


def publications(number: int) -> None:
    for day in range(1, number + 1):
        builders.publication_page(
            authors=[builders.person(), builders.person()],
            topics=[builders.topic()],
            documents=[("document", {"document": builders.document(), "language": "en"}) for _ in range(day)],
            date=datetime.date(2020 - day, 1, 1),
            slug=f"sample-{day}",
        )


def work(number: int) -> None:
    for _ in range(number):
        builders.local_work_page()


def new_on_work(number: int) -> None:
    topic, local = Topic.objects.get(slug="anti-racism"), builders.seeded(LocalWorkPage)
    stories = [builders.interview_page(interviewee=builders.person(), topics=[topic]) for _ in range(number)]
    for _ in range(number):
        builders.blog_page(authors=[builders.person()], publisher=builders.organisation(), topics=[topic])
    local.related = [("page", story) for story in stories]
    local.actions = builders.every_action() * number
    local.save_revision().publish()


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
            {
                "activity_type": "Article",
                "title": "A",
                "partner": builders.organisation(),
                "page": builders.blog_page(),
            },
        )
        for _ in range(number)
    ]
    european.roles = [("role", {"person": builders.person(), "role": "Member"}) for _ in range(number)]
    european.partners = [("partner", {"organisation": builders.organisation()}) for _ in range(number)]
    european.save_revision().publish()


def cards(number: int) -> None:
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


def people_and_accounts(number: int) -> None:
    portraits = [builders.image(builders.picture_bytes(size=(30, 20 + i)), consent=consent()) for i in range(number)]
    shown = [{"person": builders.person(), "portrait": each, "consent": consent()} for each in portraits]
    optional_pages.people(*shown)
    documents = [
        ("document", {"kind": "accounts", "year": 2000 + i, "document": builders.document()}) for i in range(number)
    ]
    trustees = [("trustee", {"person": builders.person(), "consent": consent()}) for _ in range(number)]
    optional_pages.accountability(trustees=trustees, documents=documents)


# What makes the lists on these pages longer.
LISTS = {
    posts: ["/blog/", "/blog/feed/", "/", "/search/?q=sample", "/sitemap.xml"],
    interviews: ["/interviews/", "/interviews/feed/", "/", "/search/?q=sample"],
    publications: ["/publications/", "/publications/feed/", "/publications/sample-2/", "/search/?q=sample"],
    work: ["/anti-racism/", "/anti-racism/local/"],
    new_on_work: ["/anti-racism/local/"],
    related: ["/blog/intersectionality/"],
    activities: ["/anti-racism/european/"],
    cards: ["/"],
    menu: ["/about/"],
    words: ["/glossary/"],
    downloads_and_calls: ["/long/"],
    links: ["/long/"],
    pictures: ["/long/"],
    people_and_accounts: ["/people/", "/accountability/", "/search/?q=sample"],
}


@pytest.mark.parametrize("fill", LISTS, ids=lambda fill: fill.__name__)
def test_a_list_of_eight_costs_no_more_than_a_list_of_two(client, fill, django_capture_on_commit_callbacks):
    counted = {}
    for number in (2, 8):
        before = transaction.savepoint()
        with committed(django_capture_on_commit_callbacks):
            fill(number)
        counted[number] = [queries(client, path) for path in LISTS[fill]]
        transaction.savepoint_rollback(before)
    for path, *both in zip(LISTS[fill], counted[2], counted[8], strict=True):
        for of_two, of_eight in zip(*both, strict=True):
            assert len(of_eight) == len(of_two), "\n".join([path, *of_eight])


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
