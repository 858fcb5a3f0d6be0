"""What every page shows around its own content: announcement, menus, numbers to call, languages."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import ValidationError

from pages.models import Announcement, Navigation, OrganisationIdentity, VisitorSafety
from tests import builders
from tests.page_types import SEEDED_PATHS
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

NOON = datetime.fromisoformat("2030-06-01T12:00:00+01:00")


def announce(**fields) -> Announcement:
    announcement = Announcement.for_site(builders.home().get_site())
    for name, value in {"text": "We are closed on Friday", **fields}.items():
        setattr(announcement, name, value)
    announcement.full_clean()
    announcement.save()
    return announcement


def menu(client, path: str = "/") -> list[str]:
    return [link.get_text(strip=True) for link in parsed(client.get(path)).select("#nav li a")]


# The announcement


@pytest.mark.parametrize(
    ("starts", "ends", "is_shown"),
    [
        (None, None, True),
        (-1, None, True),
        (1, None, False),
        (None, 1, True),
        (None, -1, False),
        (-1, 1, True),
        (-2, -1, False),
        (1, 2, False),
    ],
)
def test_an_announcement_shows_between_its_dates(client, starts, ends, is_shown):
    def day(offset):
        return None if offset is None else NOON + timedelta(days=offset)

    announce(starts_at=day(starts), ends_at=day(ends))
    with time_machine.travel(NOON, tick=False):
        section = parsed(client.get("/about/")).select_one("section.announcement")
    assert bool(section) is is_shown


def test_an_announcement_ends_without_anyone_saving_anything(client):
    announce(ends_at=NOON)
    with time_machine.travel(NOON - timedelta(seconds=1), tick=False):
        assert parsed(client.get("/")).select("section.announcement")
    with time_machine.travel(NOON, tick=False):
        assert not parsed(client.get("/")).select("section.announcement")


def test_an_announcement_links_to_its_page_while_that_is_public(client):
    page = builders.standard_page(slug="closed")
    announce(page=page, link_text="When we are closed")
    assert parsed(client.get("/")).select_one("section.announcement a")["href"] == "/closed/"
    builders.lock(page)
    assert not parsed(client.get("/")).select("section.announcement a")


@pytest.mark.parametrize(
    "fields",
    [
        {"starts_at": NOON, "ends_at": NOON},
        {"starts_at": NOON, "ends_at": NOON - timedelta(days=1)},
    ],
)
def test_an_announcement_cannot_end_before_it_begins(fields):
    with pytest.raises(ValidationError) as refused:
        announce(**fields)
    assert "ends_at" in refused.value.message_dict


def test_a_link_of_an_announcement_needs_a_text():
    with pytest.raises(ValidationError) as refused:
        announce(page=builders.home())
    assert "link_text" in refused.value.message_dict


# The menus


def test_the_menu_has_its_pages_in_order_and_marks_the_current_one(client):
    assert menu(client)[:3] == ["Anti-racism", "Interviews", "Blog"]
    here = parsed(client.get("/blog/")).select("#nav a[aria-current]")
    assert [(link["href"], link["aria-current"]) for link in here] == [("/blog/", "page")]
    below = parsed(client.get("/blog/intersectionality/")).select("#nav a[aria-current]")
    assert [(link["href"], link["aria-current"]) for link in below] == [("/blog/", "true")]


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["English", "Urdu"])
def test_the_home_page_in_the_menu_is_marked_on_itself_alone(client, prefix):
    builders.in_urdu(builders.home())
    builders.in_urdu(builders.english("about"))
    navigation = Navigation.objects.get()
    navigation.main_menu = [("item", {"page": builders.home()})]
    navigation.save()

    def marked(path: str) -> list[str]:
        return [link["href"] for link in parsed(client.get(path)).select("#nav a[aria-current]")]

    assert marked(f"{prefix}/") == [f"{prefix}/"]
    assert marked(f"{prefix}/about/") == []


def test_the_menu_shows_only_pages_that_anyone_may_read(client):
    about = builders.english("about")
    assert "About us" in menu(client)
    builders.lock(about)
    assert "About us" not in menu(client)
    about.view_restrictions.all().delete()
    assert "About us" in menu(client)
    about.specific.unpublish()
    assert "About us" not in menu(client)


def test_a_deleted_page_disappears_from_the_menu(client):
    builders.english("about").delete()
    assert "About us" not in menu(client)


def test_a_menu_item_may_have_a_label_of_its_own(client):
    navigation = Navigation.objects.get()
    navigation.main_menu = [("item", {"page": builders.english("about"), "label": "Who we are"})]
    navigation.save()
    assert menu(client) == ["Who we are"]


def test_a_new_title_of_a_page_shows_in_the_menu(client):
    client.get("/")
    about = builders.english("about")
    about.title = "Who we are"
    about.save_revision().publish()
    assert "Who we are" in menu(client)


def test_every_page_answers_without_menus(client):
    navigation = Navigation.objects.get()
    navigation.main_menu = navigation.footer_menu = []
    navigation.contact_page = navigation.safety_page = None
    navigation.save()
    for path in SEEDED_PATHS:
        assert client.get(path).status_code == 200, path


# Numbers to call, and the organisation


def call(*numbers) -> None:
    """Have the site name these numbers to call."""
    safety = VisitorSafety.objects.get()
    safety.numbers = list(numbers)
    safety.save()


EMERGENCY = {"en-gb": "Emergency", "ur": "ہنگامی صورت"}


def test_a_changed_number_shows_everywhere_at_once_in_every_language(client):
    client.get("/")
    call(builders.help_number("112", EMERGENCY))
    for path in ("/", "/ur/"):
        page = parsed(client.get(path))
        assert len(page.select('a[href="tel:112"]')) >= 2
        assert not page.select('a[href="tel:999"]')


def test_each_language_has_its_own_labels_or_else_the_english_ones(client):
    assert "ہنگامی صورت" in words(parsed(client.get("/ur/")).footer)
    call(builders.help_number("999", {"en-gb": "Emergency"}))
    assert "Emergency" in words(parsed(client.get("/ur/")).footer)


def test_the_numbers_keep_their_order_and_a_language_shows_those_that_have_a_label_in_it(client):
    call(
        builders.help_number("111", {"en-gb": "Doctors"}),
        builders.help_number("999", EMERGENCY),
        builders.help_number("112", {"ur": "یورپ میں"}),
        builders.help_number("0808 2000 247", {"en-gb": "Helpline", "ur": "ہیلپ لائن"}),
    )
    shown = {path: numbers_in(parsed(client.get(path)).select_one("details.urgent-help")) for path in ("/", "/ur/")}
    assert shown == {"/": ["111", "999", "0808 2000 247"], "/ur/": ["999", "112", "0808 2000 247"]}


def test_the_number_that_is_dialled_is_the_one_that_is_read(client):
    call(
        builders.help_number("+44 (0)1709 496 000", EMERGENCY),
        builders.help_number("999, then 55", EMERGENCY, is_not_dialled=True),
    )
    urgent = parsed(client.get("/")).select_one("details.urgent-help")
    assert [link["href"] for link in urgent.select("a")] == ["tel:+441709496000"]
    assert numbers_in(urgent) == ["+44 (0)1709 496 000", "999, then 55"]


@pytest.mark.parametrize(
    "address", ["http://example.org/", "https://example.org/?from=us", "https://example.org/#us", "javascript:alert(1)"]
)
def test_an_exit_address_that_is_unsafe_or_holds_a_query_is_refused(address):
    safety = VisitorSafety.objects.get()
    safety.exit_url = address
    with pytest.raises(ValidationError):
        safety.full_clean()


def test_the_footer_prints_what_the_law_requires_once_it_is_known(client):
    identity = OrganisationIdentity.objects.get()
    identity.charity_number, identity.telephone, identity.email = "1234567", "01709 000000", "us@example.org"
    identity.save()
    footer = words(parsed(client.get("/")).footer)
    assert "Registered charity number 1234567" in footer
    assert "01709 000000" in footer and "us@example.org" in footer


def test_an_email_address_is_called_email(client):
    identity = OrganisationIdentity.objects.get()
    identity.email = "us@example.org"
    identity.save()
    facts = parsed(client.get("/contact/")).main.select_one("dl.facts")
    assert words(facts) == "Email us@example.org"


def numbers_in(place) -> list[str]:
    return [number.get_text(strip=True) for number in place.select(".phone-number")]


@pytest.mark.parametrize("path", ["/", "/contact/", "/no-such-page/", "/ur/"])
def test_without_numbers_in_the_settings_the_national_ones_are_shown(client, path):
    call()
    page = parsed(client.get(path))
    for place in ("details.urgent-help", "#help"):
        assert numbers_in(page.select_one(place)) == ["999", "999 + 55", "0808 2000 247"]


def test_our_own_number_is_shown_once_it_is_known(client):
    identity = OrganisationIdentity.objects.get()
    identity.telephone, identity.telephone_hours = "+44 (0)1709 496 0000", "Weekdays, 9am to 5pm"
    identity.save()
    for path in ("/", "/ur/"):
        lines = parsed(client.get(path)).select_one("details.urgent-help")
        assert lines.find("a", href="tel:+4417094960000").get_text() == "+44 (0)1709 496 0000"
        assert "Weekdays, 9am to 5pm" in lines.get_text()
        # After the emergency number, before all others.
        assert numbers_in(lines)[:2] == ["999", "+44 (0)1709 496 0000"]


def test_numbers_in_another_language_than_the_page_are_marked(client):
    call(builders.help_number("999", {"en-gb": "Emergency"}))
    label = parsed(client.get("/ur/")).select_one("details.urgent-help dt span")
    assert (label.get_text(), label["lang"], label["dir"]) == ("Emergency", "en-gb", "ltr")
    assert not parsed(client.get("/")).select("details.urgent-help dt [lang=en-gb]")
