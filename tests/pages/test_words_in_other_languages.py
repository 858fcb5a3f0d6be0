"""A person, an organisation, a setting or a picture is one record, with the words that staff wrote in each language."""

from typing import Any

import pytest
from bs4 import Tag
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils.translation import override
from wagtail.models import Page

from pages.blocks.languages import PersonWordsBlock
from pages.enquiries.models import EnquirySettings
from pages.models import AccessibilityStatement, Announcement, Navigation, OrganisationIdentity, VisitorSafety
from tests import builders
from tests.editing import editor
from tests.editing.site_texts import SITE_TEXTS, form_of, in_urdu
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

# “Sample text”, and nothing else.
URDU = builders.URDU_WORDS
PERSON = next(site_text for site_text in SITE_TEXTS if str(site_text) == "Person")


def urdu_words(**fields: str) -> list[tuple[str, dict[str, str]]]:
    """Return the Urdu words of a record."""
    return [("words", {"language": "ur", **fields})]


def setting(model: type[Any], **fields: Any) -> None:
    """Change a setting of the site."""
    record = model.for_site(builders.home().get_site())
    for name, value in fields.items():
        setattr(record, name, value)
    record.full_clean()
    record.save()


def interview(**person: Any) -> tuple[Page, Page]:
    """Publish an interview in English and in Urdu."""
    page = builders.interview_page(interviewee=builders.person(**person))
    builders.in_urdu(page.get_parent())
    return page, builders.in_urdu(page)


def facts(client: Client, page: Page) -> Tag:
    """Return the facts of an interview."""
    return parsed(client.get(page.get_url())).select_one(".facts")


def test_a_role_is_read_in_urdu_under_urdu_and_in_english_under_english(client):
    english, urdu = interview(name="Sample Person", role="A sample role", in_other_languages=urdu_words(role=URDU))
    assert "A sample role" in words(facts(client, english)) and URDU not in words(facts(client, english))
    assert URDU in words(facts(client, urdu)) and "A sample role" not in words(facts(client, urdu))
    # Her name is not written in Urdu, and is marked.
    assert [each.get_text() for each in facts(client, urdu).select("[lang|=en]") if "Person" in each.text] == [
        "Sample Person"
    ]


def test_the_words_of_a_language_with_the_same_letters_are_not_taken_for_english():
    person = builders.person(role="A sample role", in_other_languages=[("words", {"language": "sk", "role": "Vzorka"})])
    with override("sk"):
        assert (person.words("role").text, person.words("role").language) == ("Vzorka", "")
        assert person.words("name").language == "en-gb"


def test_an_organisation_is_called_by_its_full_name_in_each_language(client):
    organisation = builders.organisation(
        name="Sample Network", short_name="SN", in_other_languages=urdu_words(name=URDU)
    )
    page = builders.european_work_page(network=organisation)
    assert "Sample Network (SN)" in words(parsed(client.get(page.get_url())))
    with override("ur"):
        assert organisation.words("full_name").text == URDU


def test_settings_are_read_in_the_language_of_the_page(client):
    urdu = builders.in_urdu(builders.english("accessibility"))
    builders.in_urdu(builders.home())
    setting(Announcement, text="Closed on Friday", in_other_languages=urdu_words(text=f"{URDU} ایک"))
    setting(
        OrganisationIdentity,
        strapline="A sample strapline",
        place="A sample place",
        in_other_languages=urdu_words(strapline=f"{URDU} دو", place=f"{URDU} تین"),
    )
    setting(VisitorSafety, exit_label="Away", in_other_languages=urdu_words(exit_label="باہر", help_label="مدد"))
    problem = {
        "problem": "A sample problem",
        "instead": "Call us",
        "in_other_languages": [{"language": "ur", "problem": f"{URDU} چار"}],
    }
    setting(
        AccessibilityStatement,
        tested_how="By hand.",
        known_problems=[("problem", problem)],
        in_other_languages=urdu_words(tested_how=f"{URDU} پانچ"),
    )
    page = parsed(client.get(urdu.get_url()))
    shown = words(page)
    for word in ("ایک", "دو", "تین", "چار", "پانچ"):
        assert f"{URDU} {word}" in shown
    assert (words(page.select_one("a.exit")), words(page.select_one("details.urgent-help summary"))) == ("باہر", "مدد")
    for english in ("Closed on Friday", "A sample strapline", "A sample place", "Away", "A sample problem", "By hand."):
        assert english not in shown
    # What to do until then was not translated, and is read aloud as English.
    assert (
        words(page.find(string="Call us").parent) == "Call us" and page.find(string="Call us").parent["lang"] == "en-gb"
    )
    english_page = parsed(client.get("/accessibility/"))
    assert URDU not in words(english_page) and "Away" in words(english_page.select_one("a.exit"))


def test_a_menu_calls_a_translation_what_staff_call_it(client):
    about = builders.english("about")
    builders.in_urdu(about)
    builders.in_urdu(builders.home())
    item = {"page": about, "label": "Us", "labels": [{"language": "ur", "label": "ہم"}]}
    setting(Navigation, main_menu=[("item", item)])

    def labels(path: str) -> list[str]:
        menu = parsed(client.get(path)).select_one("header nav")
        return [link.get_text(strip=True) for link in menu.select("a") if link["href"].endswith("/about/")]

    assert labels("/") == ["Us"]
    assert labels("/ur/") == ["ہم"]


def test_a_picture_is_described_in_the_language_of_the_page(client):
    picture = builders.image(in_other_languages=urdu_words(description=URDU))
    page = builders.blog_page(portrait=picture)
    builders.in_urdu(page.get_parent())
    shown = {
        code: parsed(client.get(each.get_url())).select_one("main picture img")
        for code, each in {"en": page, "ur": builders.in_urdu(page, portrait=picture)}.items()
    }
    assert (shown["en"]["alt"], shown["en"].get("lang")) == ("A sample picture", None)
    assert (shown["ur"]["alt"], shown["ur"].get("lang")) == (URDU, None)


def test_a_biography_is_read_in_urdu_on_every_page_that_shows_it(client):
    # Mostly markup: its language is that of its words.
    bio = f'<p data-block-key="a1"><a href="https://example.org/"><b>{URDU}</b></a></p>'
    person = builders.person(bio="<p>She writes.</p>", in_other_languages=urdu_words(bio=bio))
    english = [
        builders.blog_page(authors=[person]),
        builders.people_page(slug="us", people=[("person", {"person": person})]),
    ]
    builders.in_urdu(english[0].get_parent())
    for page in english:
        text = parsed(client.get(builders.in_urdu(page).get_url())).main
        (shown,) = text.select("a[href='https://example.org/']")
        assert next(each for each in shown.parents if each.get("lang"))["lang"] == "ur"
        assert "She writes." not in words(text) and "She writes." in words(parsed(client.get(page.get_url())).main)


def test_an_empty_urdu_biography_leaves_the_english_one_marked(client):
    empty = urdu_words(role=URDU, bio='<p data-block-key="a1"></p>')
    person = builders.person(bio="<p>She writes.</p>", in_other_languages=empty)
    page = builders.blog_page(authors=[person])
    builders.in_urdu(page.get_parent())
    shown = parsed(client.get(builders.in_urdu(page).get_url())).main.find(string="She writes.")
    assert next(each["lang"] for each in shown.parents if each.get("lang")) == "en-gb"


def test_urdu_readers_find_the_page_of_a_person_by_her_urdu_name_also_when_it_changes(client):
    person = builders.person(name="Sample Person")
    page = builders.people_page(slug="us", people=[("person", {"person": person})])
    urdu = builders.in_urdu(page)
    person.in_other_languages = urdu_words(name="گلاب")
    person.save()
    assert client.get("/ur/search/", {"q": "گلاب"}).content.decode().count(f'href="{urdu.get_url()}"') == 1


def test_the_promise_of_the_contact_page_is_read_in_the_language_of_the_page(client):
    settings = EnquirySettings.load()
    settings.read_by, settings.in_other_languages = "On weekdays.", urdu_words(read_by=URDU)
    settings.save()
    assert "On weekdays." in words(parsed(client.get("/contact/")).main)
    assert URDU in words(parsed(client.get("/ur/contact/")).main)
    assert "On weekdays." not in words(parsed(client.get("/ur/contact/")).main)


def test_a_decorative_picture_has_no_description_in_any_language():
    with pytest.raises(ValidationError) as refusal:
        builders.image(description="", is_decorative=True, in_other_languages=urdu_words(description=URDU))
    assert list(refusal.value.message_dict) == ["description"]


def test_staff_write_the_words_of_another_language_in_the_form_of_the_person():
    staff = browser("site manager")
    sent = {"role": "A sample role"} | in_urdu(name="", role=URDU, bio=editor.rich_text(""))
    assert staff.post(PERSON.address(), form_of(staff.get(PERSON.address()), PERSON, **sent)).status_code == 302
    with override("ur"):
        assert PERSON.find().words("role").text == URDU
    assert PERSON.find().role == "A sample role"


def test_two_entries_for_one_language_are_refused_and_stay_in_the_form():
    staff = browser("site manager")
    twice = in_urdu(name="", role=URDU, bio=editor.rich_text(""))
    second = {key.replace("-0-", "-1-"): value for key, value in twice.items() if "-0-" in key}
    sent = twice | second | {"in_other_languages-count": "2", "in_other_languages-1-order": "1"}
    refused = staff.post(PERSON.address(), form_of(staff.get(PERSON.address()), PERSON, **sent))
    assert refused.status_code == 200
    assert "is chosen twice: delete one of the two, or choose another language for it." in refused.content.decode()
    assert len(PERSON.find().in_other_languages) == 0


def test_a_language_without_an_entry_shows_the_main_one_marked(client):
    _english, urdu = interview(role="A sample role")
    marked = next(each for each in facts(client, urdu).select("[lang]") if each.get_text() == "A sample role")
    assert (marked["lang"], marked["dir"]) == ("en-gb", "ltr")


def test_a_site_in_one_language_has_the_form_of_a_person_too(settings):
    settings.LANGUAGES = [("en-gb", "English")]
    assert PersonWordsBlock().get_default()["language"] == ""
