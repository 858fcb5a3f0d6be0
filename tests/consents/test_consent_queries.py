"""Consents cost a page the same few queries, however many of its parts rely on one."""

import pytest

from tests import builders
from tests.performance.counting import assert_few, committed, queries

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


def parts(number: int) -> list[tuple]:
    """Return quotations and pictures, each with a consent of its own."""
    return [
        part
        for each in range(number)
        for part in (
            ("quotation", {"text": f"“Words {each}.”", "consent": builders.consent()}),
            (
                "image",
                {
                    "image": builders.image(
                        builders.picture_bytes(size=(30, 20 + each)), consent=builders.consent(), shows_people=True
                    )
                },
            ),
        )
    ]


def test_eight_consents_cost_a_page_no_more_queries_than_two(client, django_capture_on_commit_callbacks):
    counted = {}
    for number in (2, 8):
        with committed(django_capture_on_commit_callbacks):
            page = builders.standard_page(body=parts(number))
        counted[number] = queries(client, page.url)
        assert_few(counted[number])
    for of_two, of_eight in zip(counted[2], counted[8], strict=True):
        assert len(of_eight) == len(of_two), "\n".join(of_eight)


def test_consents_of_interviews_cost_lists_no_query(client, django_capture_on_commit_callbacks):
    counted = {}
    for with_consent in (False, True):
        with committed(django_capture_on_commit_callbacks):
            builders.interview_page(interviewee=builders.person(), consent=builders.consent() if with_consent else None)
        counted[with_consent] = queries(client, "/interviews/")
    assert [len(found) for found in counted[True]] == [len(found) for found in counted[False]]


def test_the_home_page_stays_within_its_budget_with_a_consent(client, django_capture_on_commit_callbacks):
    with committed(django_capture_on_commit_callbacks):
        home = builders.home()
        home.quotation, home.quotation_consent = "“Her words.”", builders.consent()
        home.quotation_page = builders.interview_page(consent=builders.consent())
        home.save_revision().publish()
    assert_few(queries(client, "/"))
