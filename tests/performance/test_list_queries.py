"""A page makes no more queries for a long list than for a short one."""

import datetime

import pytest
from django.db import transaction

from campaigns.models import AntiRacismPage, EuropeanWorkPage, LocalWorkPage
from pages.models import BlogPage, Navigation, Topic
from tests import builders, optional_pages
from tests.builders import consent
from tests.performance.counting import committed, queries

pytestmark = pytest.mark.django_db

SEARCH = "/search/?q=sample"
# The search is another one on each database.
ON_EACH = pytest.mark.each_database


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
        builders.publication_page(authors=[builders.person()], topics=[topic])
    local.related = [("page", story) for story in stories]
    local.actions = builders.every_action() * number
    local.save_revision().publish()
    overview = builders.seeded(AntiRacismPage)
    overview.actions = builders.every_action() * number
    overview.save_revision().publish()


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
    posts: ["/blog/", "/blog/feed/", "/", SEARCH, "/sitemap.xml"],
    interviews: ["/interviews/", "/interviews/feed/", "/", SEARCH],
    publications: ["/publications/", "/publications/feed/", "/publications/sample-2/", SEARCH],
    work: ["/anti-racism/", "/anti-racism/local/"],
    new_on_work: ["/anti-racism/", "/anti-racism/local/"],
    related: ["/blog/intersectionality/"],
    activities: ["/anti-racism/european/"],
    cards: ["/"],
    menu: ["/about/"],
    words: ["/glossary/"],
    downloads_and_calls: ["/long/"],
    links: ["/long/"],
    pictures: ["/long/"],
    people_and_accounts: ["/people/", "/accountability/", SEARCH],
}


@pytest.mark.parametrize(
    "fill",
    [pytest.param(fill, marks=ON_EACH if SEARCH in paths else ()) for fill, paths in LISTS.items()],
    ids=lambda fill: fill.__name__,
)
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
