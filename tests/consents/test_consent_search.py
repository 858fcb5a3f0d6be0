"""The search of the site finds no page by words that are left out."""

import pytest

from pages.consents.ended import pages_relying_on
from pages.jobs.runner import run_due_jobs
from tests import builders
from tests.consents.midnight import AFTER, NEXT_WEEK
from tests.reading import main_words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

QUOTED = "“Marigolds grew there.”"


def found(client, word: str) -> bool:
    return "Sample find" in main_words(client.get("/search/", {"q": word}))


HEADING = ("heading", {"text": "Questions", "level": "h2"})


def page_with(kind: str, consent) -> None:
    """Publish a page of which the word marigolds relies on a consent, and roses on none."""
    if kind == "home":
        home = builders.home()
        home.title, home.search_description = "Sample find", "About roses"
        home.quotation, home.quotation_consent = QUOTED, consent
        home.save_revision().publish()
    elif kind == "quoted interview":
        home = builders.home()
        home.title, home.search_description = "Sample find", "About roses"
        home.quotation, home.quotation_page = QUOTED, builders.interview_page(consent=consent)
        home.save_revision().publish()
    elif kind == "interview":
        answer = {"question": "Why?", "answer": "<p>Marigolds grew there.</p>"}
        builders.interview_page(
            title="Sample find", search_description="About roses", consent=consent, body=[HEADING, ("question", answer)]
        )
    else:
        block = ("quotation", {"text": QUOTED, "consent": consent})
        if kind == "caption":
            block = ("image", {"image": builders.image(consent=consent), "caption": "Marigolds"})
        builders.standard_page(title="Sample find", search_description="About roses", body=[block])


@pytest.mark.parametrize("kind", ["quotation", "interview", "home", "quoted interview", "caption"])
def test_words_are_found_until_their_consent_ends_and_again_when_it_is_prolonged(client, clock, consent, kind):
    page_with(kind, consent)
    assert found(client, "marigolds") and found(client, "roses")
    clock.move_to(AFTER)
    run_due_jobs()
    assert not found(client, "marigolds") and found(client, "roses")
    clock.move_to(NEXT_WEEK)
    consent.refresh_from_db()
    consent.ends_on = None
    consent.save()
    run_due_jobs()
    assert found(client, "marigolds")


def test_a_page_that_only_links_to_one_with_such_words_is_not_indexed_again(consent):
    page = builders.standard_page(body=[("quotation", {"text": QUOTED, "consent": consent})])
    builders.standard_page(body=[("paragraph", f'<p><a linktype="page" id="{page.pk}">Roses</a></p>')])
    assert [each.pk for each in pages_relying_on(consent)] == [page.pk]
