"""Above the contact form stands all help for whoever may need it, and one line for the others."""

import pytest
from django.test import Client
from playwright.sync_api import Page

from pages.contact_topics import ContactTopic
from pages.enquiries.models import ContactPage
from pages.models import OrganisationIdentity, VisitorSafety
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

OTHER_TOPICS = [each for each in ContactTopic.values if each != ContactTopic.SUPPORT]
# How often the emergency number can be touched in the window, at each place of the page.
TIMES_IN_VIEW = """() => {
    const times = new Set();
    for (let place = 0; place < document.documentElement.scrollHeight; place += 50) {
        scrollTo(0, place);
        const seen = [...document.querySelectorAll("[href='tel:999']")].filter((each) => {
            const { top, bottom } = each.getBoundingClientRect();
            return each.checkVisibility() && bottom > 0 && top < innerHeight;
        });
        times.add(seen.length);
    }
    return Math.max(...times);
}"""


def help_above(path: str, **sent: str) -> tuple[list[str], str]:
    """Return the numbers above the form of a page, and its words there."""
    response = Client().post(path, sent) if sent else Client().get(path)
    note = parsed(response).main.select_one(".alert")
    return [words(each) for each in note.select(".phone-number")], words(note)


@pytest.mark.parametrize("query", ["", "?topic=support", "?topic=unknown"])
def test_who_asks_for_support_or_has_chosen_nothing_finds_all_help(query: str) -> None:
    numbers, text = help_above(f"/contact/{query}")
    assert numbers == ["999", "999 + 55", "0808 2000 247"]
    assert text.startswith("Before you write to us")


def test_who_writes_about_something_else_finds_the_emergency_number_in_a_line() -> None:
    for topic in OTHER_TOPICS:
        assert help_above(f"/contact/?topic={topic}") == (["999"], "Emergency 999 Numbers to call"), topic


def test_the_help_stays_as_it_was_when_a_form_comes_back_with_errors() -> None:
    assert help_above("/contact/", topic="media")[0] == ["999"]
    assert len(help_above("/contact/", topic="support")[0]) == 3


def test_a_number_that_the_safety_note_names_is_not_repeated_below_it() -> None:
    page = builders.seeded(ContactPage)
    page.before_text = '<p>In danger now? Call <a href="tel:999">999</a>.</p>'
    page.save_revision().publish()
    assert help_above("/contact/")[0] == ["999 + 55", "0808 2000 247"]
    # Everywhere else they are complete.
    contact = parsed(Client().get("/contact/"))
    for part in (".safety-bar", ".site-footer"):
        assert len(contact.select(f"{part} .phone-number")) == 3


def test_below_a_safety_note_that_names_every_number_stands_our_own_alone() -> None:
    safety = VisitorSafety.objects.get()
    safety.numbers = [builders.help_number("999", {"en-gb": "Emergency"})]
    safety.save()
    page = builders.seeded(ContactPage)
    page.before_text = '<p>In danger now? Call <a href="tel:999">999</a>.</p>'
    page.save_revision().publish()
    assert help_above("/contact/")[0] == []
    assert not parsed(Client().get("/contact/")).main.select(".alert dl")
    identity = OrganisationIdentity.objects.get()
    identity.telephone = "01709 000000"
    identity.save()
    assert help_above("/contact/")[0] == ["01709 000000"]


@pytest.mark.browser
def test_the_emergency_number_is_seen_once_at_a_time(visit) -> None:
    page: Page = visit("/contact/", java_script_enabled=False)
    for path in ("/contact/", "/contact/?topic=media"):
        page.goto(path)
        for width, height in ((360, 640), (1366, 768)):
            page.set_viewport_size({"width": width, "height": height})
            assert page.evaluate(TIMES_IN_VIEW) == 1
