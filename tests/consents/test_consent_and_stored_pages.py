"""No stored page shows what relies on a consent after its end, also while the database is away."""

from datetime import timedelta

import pytest

from pages.consents.ended import apply_ends
from pages.page_cache.wsgi import STORED_SECONDS
from tests import builders
from tests.consents.midnight import AFTER, BEFORE
from tests.page_cache.test_previous_pages import fail_database
from tests.page_cache.visitors import Visitor

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

WORDS = "These were her words."


@pytest.fixture
def visitor() -> Visitor:
    """A visitor whose requests reach Django itself."""
    return Visitor()


@pytest.fixture
def page(consent, django_capture_on_commit_callbacks):
    """A page with a quotation that relies on the consent."""
    body = [("paragraph", "<p>Our own words.</p>"), ("quotation", {"text": WORDS, "consent": consent})]
    with django_capture_on_commit_callbacks(execute=True):
        return builders.standard_page(title="Told", slug="told", body=body)


def test_a_stored_page_ends_at_midnight(visitor, page, clock):
    assert WORDS in visitor.get("/told/").content.decode()
    assert not visitor.get("/told/").is_rendered
    clock.move_to(AFTER)
    answer = visitor.get("/told/")
    assert (answer.status, answer.is_rendered) == (200, True)
    assert WORDS not in answer.content.decode()


def test_a_page_that_shows_nothing_of_it_ends_too_and_is_rendered_again(visitor, page, clock):
    """Lists and values that pages share may have been made from it."""
    visitor.get("/about/")
    clock.move_to(AFTER)
    assert visitor.get("/about/").is_rendered


def test_while_the_database_is_away_a_stored_page_does_not_come_back_after_midnight(visitor, page, clock):
    for path in ("/told/", "/about/"):
        visitor.get(path)
    fail_database(visitor)
    clock.move_to(BEFORE + timedelta(seconds=10))
    assert WORDS in visitor.get("/told/").content.decode()
    clock.move_to(AFTER)
    assert visitor.get("/told/").status == 503
    # Nothing else is lost.
    assert visitor.get("/about/").status == 200
    clock.move_to(BEFORE + timedelta(seconds=STORED_SECONDS - 60))
    assert visitor.get("/told/").status == 503


@pytest.mark.parametrize("change", ["a shorter end", "withdrawn"])
def test_a_change_of_the_consent_purges_what_is_stored(
    visitor, page, clock, consent, change, django_capture_on_commit_callbacks
):
    visitor.get("/told/")
    with django_capture_on_commit_callbacks(execute=True):
        consent.is_withdrawn = change == "withdrawn"
        consent.ends_on -= timedelta(days=1)
        consent.save()
    assert WORDS not in visitor.get("/told/").content.decode()
    fail_database(visitor)
    clock.move_to(BEFORE + timedelta(days=1))
    assert visitor.get("/privacy/").status == 503


def test_deleting_a_consent_purges_what_is_stored(visitor, page, clock, django_capture_on_commit_callbacks):
    unused = builders.consent()
    visitor.get("/told/")
    with django_capture_on_commit_callbacks(execute=True):
        unused.delete()
    fail_database(visitor)
    assert visitor.get("/told/").status == 503


def test_a_picture_that_gets_a_consent_purges_pages_that_were_stored_without_one(
    visitor, clock, consent, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        picture = builders.image()
        builders.standard_page(title="Album", slug="album", body=[("image", {"image": picture})])
    assert b"<picture>" in visitor.get("/album/").content
    with django_capture_on_commit_callbacks(execute=True):
        picture.consent = consent
        picture.save()
    fail_database(visitor)
    assert visitor.get("/album/").status == 503


def test_the_job_purges_once_what_was_stored_before_the_end(visitor, page, clock, django_capture_on_commit_callbacks):
    visitor.get("/about/")
    clock.move_to(AFTER)
    with django_capture_on_commit_callbacks(execute=True):
        assert apply_ends() == "1 ended"
    visitor.get("/about/")
    with django_capture_on_commit_callbacks(execute=True):
        assert apply_ends() == ""
    fail_database(visitor)
    clock.shift(timedelta(minutes=10))
    assert visitor.get("/about/").status == 200


@pytest.mark.parametrize("path", ["/interviews/", "/interviews/feed/"])
def test_what_names_her_ends_with_her_consent(visitor, clock, consent, path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        builders.interview_page(consent=consent, interviewee=builders.person(name="Amina Sample"))
    assert b"Amina Sample" in visitor.get(path).content
    fail_database(visitor)
    clock.move_to(AFTER)
    assert visitor.get(path).status == 503
