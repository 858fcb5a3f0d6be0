"""Staff write a number once, as it is read; a telephone dials the same; each language has a label of its own."""

import html
import json

import pytest
from django.urls import reverse
from wagtail.models import ReferenceIndex

from pages.models import Announcement, Navigation, OrganisationIdentity, VisitorSafety
from pages.text.telephone import dialled
from tests import builders
from tests.editing.site_texts import SITE_TEXTS, form_of, number, numbers
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

NUMBERS = SITE_TEXTS[2]
UNDIALLABLE = "Write one number that a telephone can dial"


@pytest.fixture
def moderator():
    return browser("site manager")


def save(staff, **fields):
    """Send the form of the numbers."""
    return staff.post(NUMBERS.address(), form_of(staff.get(NUMBERS.address()), NUMBERS, **fields))


def urgent(client, path: str = "/"):
    return parsed(client.get(path)).select_one("details.urgent-help")


@pytest.mark.parametrize(
    ("shown", "dial"),
    [
        ("999", "999"),
        ("0808 2000 247", "08082000247"),
        ("0808-2000-247", "08082000247"),
        ("(01709) 496 000", "01709496000"),
        ("+44 (0)1709 496000", "+441709496000"),
        ("0044 (0) 1709 496000", "00441709496000"),
        ("0808\u00a02000\u00a0247", "08082000247"),
        ("\u202a0808 2000 247\u202c", "08082000247"),
    ],
)
def test_a_telephone_dials_the_number_that_is_read(client, moderator, shown, dial):
    assert save(moderator, **numbers(number(shown))).status_code == 302
    for path in ("/", "/about/", "/no-such-page/", "/contact/"):
        link = urgent(client, path).select_one("a")
        assert link["href"] == f"tel:{dial}"
        assert dialled(link.get_text()) == dial


@pytest.mark.parametrize(
    "shown",
    [
        "999, then 55",
        "0700 ROSES",
        "call",
        "+",
        "99",
        "++44808",
        "44+808",
        "۹۹۹",
        "٩٩٩",
        "999;1",
        "08082000247 08082000248",
    ],
)
def test_what_a_telephone_cannot_dial_is_refused_and_stays_in_the_form(client, moderator, shown):
    refused = save(moderator, **numbers(number(shown)))
    assert refused.status_code == 200
    assert UNDIALLABLE in refused.content.decode()
    assert words(urgent(client)).count("999") == 2
    # The form is sent back with what was typed, as the data of its script.
    assert json.dumps(shown) in html.unescape(refused.content.decode())


def test_what_is_no_telephone_number_is_shown_and_not_dialled(client, moderator):
    assert save(moderator, **numbers(number("999, then 55", is_not_dialled=True))).status_code == 302
    assert words(urgent(client).select_one(".phone-number")) == "999, then 55"
    assert not urgent(client).select("a")


def test_a_number_is_changed_once_for_all_languages(client, moderator):
    labels = [("en-gb", "Emergency"), ("ur", "ہنگامی صورت")]
    assert save(moderator, **numbers({"number": "112", "labels": labels})).status_code == 302
    for path, label in (("/", "Emergency"), ("/ur/", "ہنگامی صورت")):
        assert words(urgent(client, path).dt) == label
        assert urgent(client, path).a["href"] == "tel:112"


def test_a_number_has_one_label_in_each_language(moderator):
    refused = save(moderator, **numbers({"number": "112", "labels": [("ur", "ایک"), ("ur", "دو")]}))
    assert "Urdu is chosen twice" in refused.content.decode()


def test_a_number_needs_a_label_and_the_site_needs_a_number(client, moderator):
    for typed in (numbers(), numbers({"number": "112", "labels": []}), numbers(number("112", label=""))):
        assert save(moderator, **typed).status_code == 200
    assert words(urgent(client)).count("999") == 2


def test_the_starter_numbers_would_all_be_accepted():
    VisitorSafety.objects.get().full_clean()
    block = VisitorSafety.numbers.field.stream_block
    assert len(block.clean(VisitorSafety.objects.get().numbers)) == 3


@pytest.mark.parametrize("slug", ["privacy", "contact", "about", "staying-safe-online"])
def test_pages_in_the_menus_are_known_to_be_in_use(slug):
    page = builders.english(slug)
    sources = {source for source, _ in ReferenceIndex.get_references_to(page).group_by_source_object()}
    assert Navigation.objects.get() in sources


def test_the_page_of_an_announcement_is_known_to_be_in_use():
    page = builders.standard_page()
    announcement = Announcement.for_site(builders.home().get_site())
    announcement.text, announcement.page, announcement.link_text = "Closed", page, "Read more"
    announcement.save()
    assert [source for source, _ in ReferenceIndex.get_references_to(page).group_by_source_object()] == [announcement]
    usage = browser("superuser").get(reverse("wagtailadmin_pages:usage", args=[page.pk]))
    assert "Announcement" in words(parsed(usage))


def test_a_change_of_our_own_number_is_refused_as_kindly(moderator):
    site_text = SITE_TEXTS[3]
    refused = moderator.post(
        site_text.address(), form_of(moderator.get(site_text.address()), site_text, telephone="ask for Ruth")
    )
    assert "Write one number, with digits, spaces and brackets only." in refused.content.decode()
    assert OrganisationIdentity.objects.get().telephone == ""
