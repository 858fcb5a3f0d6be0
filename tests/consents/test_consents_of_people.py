"""Somebody whose consent has ended is not shown among our people, and a page with nobody left is nowhere."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db.models import ProtectedError

from pages.scheduled_jobs import apply_ends_of_consents
from tests import builders
from tests.consents.midnight import AFTER
from tests.consents.test_consent_on_pages import both_sides
from tests.editing.editor import edit_address
from tests.enquiries.staff import browser
from tests.optional_pages import accountability, is_nowhere, people
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db


def test_somebody_whose_consent_has_ended_is_not_shown_and_the_others_stay(client, clock, consent):
    amina, zahra = builders.person(name="Amina Sample"), builders.person(name="Zahra Sample")
    people({"person": amina, "words": "<p>Her words.</p>", "consent": consent}, {"person": zahra})
    before, after = both_sides(client, clock, "/people/")
    assert "Amina" in before and "Her words." in before
    assert "Amina" not in after and "Her words." not in after and "Zahra" in after
    apply_ends_of_consents()
    assert "Our people" not in main_words(client.get("/search/", {"q": "Amina"}))


def test_a_portrait_goes_with_its_consent_and_the_person_stays(client, clock, consent):
    picture = builders.image(builders.picture_bytes(size=(1300, 900)), shows_people=True, consent=consent)
    people({"person": builders.person(name="Amina Sample"), "portrait": picture})
    assert parsed(client.get("/people/")).main.select("picture")
    _before, after = both_sides(client, clock, "/people/")
    assert "Amina Sample" in after
    assert not parsed(client.get("/people/")).main.select("picture, figure, img")


def test_without_anybody_to_show_the_page_is_nowhere(client, clock, consent):
    people({"person": builders.person(name="Amina Sample"), "consent": consent})
    assert client.get("/people/").status_code == 200
    clock.move_to(AFTER)
    apply_ends_of_consents()
    assert is_nowhere(client, "/people/", "Amina")


def test_what_is_scheduled_for_a_page_that_goes_by_itself_is_published_at_its_time(client, clock, consent):
    page = people({"person": builders.person(name="Amina Sample"), "consent": consent})
    page.people = [("person", {"person": builders.person(name="Zahra Sample")})]
    page.go_live_at = AFTER + timedelta(hours=8)
    page.save_revision().publish()
    clock.move_to(AFTER)
    apply_ends_of_consents()
    assert is_nowhere(client, "/people/", "Amina")
    clock.shift(timedelta(hours=9))
    call_command("publish_scheduled")
    assert "Zahra" in main_words(client.get("/people/"))


def test_a_withdrawal_by_the_last_of_them_takes_the_page_away_at_once(client, consent):
    people({"person": builders.person(name="Amina Sample"), "consent": consent})
    consent.is_withdrawn = True
    consent.save()
    assert is_nowhere(client, "/people/", "Amina")


def test_accountability_shows_no_trustee_whose_consent_has_ended(client, clock, consent):
    trustees = [
        ("trustee", {"person": builders.person(name="Amina Sample"), "consent": consent}),
        ("trustee", {"person": builders.person(name="Zahra Sample")}),
    ]
    accountability(trustees=trustees)
    before, after = both_sides(client, clock, "/accountability/")
    assert "Amina" in before and "Amina" not in after and "Zahra" in after


def test_a_consent_that_a_draft_of_the_page_names_is_not_deleted(consent):
    page = people({"person": builders.person(name="Amina Sample")})
    page.people = [("person", {"person": builders.person(name="Zahra Sample"), "consent": consent})]
    page.save_revision()
    with pytest.raises(ProtectedError):
        consent.delete()


def test_an_editor_sees_in_the_form_who_is_left_out(clock, consent):
    page = people(
        {"person": builders.person(name="Amina Sample"), "consent": consent},
        {"person": builders.person(name="Zahra Sample")},
    )
    clock.move_to(AFTER)
    form = main_words(browser("publisher").get(edit_address(page)))
    assert "Amina Sample, with their words" in form
