"""The pages about privacy, accessibility and ourselves: what they say, and what only the organisation can decide."""

from datetime import date

import pytest

from apnahaq.monitoring.checks import statements
from apnahaq.monitoring.findings import Level
from pages.models import AccessibilityStatement, PersonalData, StandardPage
from tests import builders
from tests.enquiries.staff import browser
from tests.reading import links, main_words, parsed, words

pytestmark = pytest.mark.django_db

DECIDED = {
    "controller": "Sample Organisation",
    "controller_contact": "data@example.org",
    "regulator_number": "ZA000000",
    "enquiries_basis": "legitimate-interests",
    "sensitive_basis": "public-interest",
}


def decide(**fields: str) -> None:
    """Fill in the settings about personal data, as a site manager would."""
    setting = PersonalData.objects.get()
    for name, value in fields.items():
        setattr(setting, name, value)
    setting.save()


def test_the_privacy_page_says_whose_rights_there_are_and_where_to_complain(client):
    shown = main_words(client.get("/privacy/"))
    assert "You have these rights if you write to us, if somebody names you in a message" in shown
    assert "get a copy" in shown and "to delete it" in shown and "one month" in shown
    assert "https://ico.org.uk/make-a-complaint/" in links(client.get("/privacy/"))


def test_what_the_organisation_has_not_decided_shows_nothing(client):
    shown = main_words(client.get("/privacy/"))
    for heading in ("Who is responsible", "Why the law allows us to keep messages"):
        assert heading not in shown


def test_what_the_organisation_has_decided_is_said_in_sentences(client):
    decide(**DECIDED)
    shown = main_words(client.get("/privacy/"))
    assert "Who is responsible Sample Organisation data@example.org" in shown
    assert "Registered with the Information Commissioner’s Office (ICO): ZA000000" in shown
    assert "we have weighed that against your interests and rights (UK GDPR, article 6(1)(f))" in shown
    assert "article 9(2)(g); Data Protection Act 2018, schedule 1" in shown


def test_one_decision_shows_without_the_others(client):
    decide(regulator_number="ZA000000")
    page = parsed(client.get("/privacy/"))
    assert "ZA000000" in words(page.main)
    assert "Why the law allows" not in words(page.main)


def test_a_site_without_the_settings_shows_its_privacy_page_and_writes_nothing(client):
    PersonalData.objects.all().delete()
    assert client.get("/privacy/").status_code == 200
    assert not PersonalData.objects.exists()


def test_the_urdu_privacy_page_says_it_in_urdu(client):
    decide(enquiries_basis="consent")
    assert "قانون ہمیں پیغامات رکھنے کی اجازت کیوں دیتا ہے" in main_words(client.get("/ur/privacy/"))


def test_administrators_see_on_the_health_page_what_is_not_decided_yet_until_it_is():
    shown = words(parsed(browser("superuser").get("/admin/health/")).select_one("main"))
    assert "Privacy page: have a look It does not say yet: “who is responsible”, “how to reach them”" in shown
    assert "Whole site, Personal data" in shown
    decide(**{name: value for name, value in DECIDED.items() if name != "regulator_number"})
    finding, _accessibility = statements.check()
    assert finding.found == "It does not say yet: “registration number with the regulator”."
    decide(**DECIDED)
    finding, _accessibility = statements.check()
    assert finding.level == Level.OK


def test_administrators_see_there_that_nobody_wrote_when_the_website_was_tested_until_somebody_does():
    shown = words(parsed(browser("superuser").get("/admin/health/")).select_one("main"))
    assert "Accessibility page: have a look It does not say yet: “last tested on”." in shown
    assert "Whole site, Accessibility" in shown
    statement = AccessibilityStatement.objects.get()
    statement.tested_on, statement.tested_how = date(2026, 11, 3), ""
    statement.save()
    _privacy, finding = statements.check()
    assert finding.found == "It does not say yet: “how it was tested”."
    statement.tested_how = "By sample testers."
    statement.save()
    _privacy, finding = statements.check()
    assert finding.level == Level.OK


def test_the_accessibility_page_says_when_and_how_it_was_tested_and_what_does_not_work(client):
    statement = AccessibilityStatement.objects.get()
    statement.tested_on = date(2026, 11, 3)
    statement.known_problems = [("problem", {"problem": "A sample problem.", "instead": "A sample way around."})]
    statement.save()
    shown = main_words(client.get("/accessibility/"))
    assert "Last tested: 3 November 2026 Every kind of page is checked" in shown
    assert "What does not work yet A sample problem. A sample way around." in shown


def test_the_accessibility_page_claims_no_day_and_no_problem_that_nobody_wrote_down(client):
    shown = main_words(client.get("/accessibility/"))
    assert "Last tested" not in shown and "What does not work yet" not in shown
    assert "Not tried yet: real iPhones, real screen readers" in shown


def test_the_accessibility_page_links_the_way_to_tell_us(client):
    link = next(each for each in parsed(client.get("/accessibility/")).main("a") if "Tell us" in each.get_text())
    assert link["href"] == "/contact/"


def test_a_page_that_an_earlier_version_made_has_the_statement_too_and_no_other_page_has(client):
    page = builders.english("accessibility")
    page.body = [("paragraph", "<p>Our words of long ago.</p>")]
    page.save_revision().publish()
    shown = main_words(client.get("/accessibility/"))
    assert "Our words of long ago. How it was tested" in shown
    other = builders.standard_page()
    assert "How it was tested" not in main_words(client.get(other.url))
    assert isinstance(page, StandardPage)


def test_the_translation_of_the_accessibility_page_has_the_statement_marked_as_english(client):
    builders.in_urdu(builders.english("accessibility"))
    page = parsed(client.get("/ur/accessibility/"))
    tested = next(each for each in page.main("div") if each.get_text().strip().startswith("Every kind of page"))
    assert (tested["lang"], tested["dir"]) == ("en-gb", "ltr")


def test_about_us_names_who_leads_us_and_what_is_known_of_our_history(client):
    shown = main_words(client.get("/about/"))
    assert "Zlakha Ahmed is our chief executive" in shown
    assert "Apna Haq was founded in 1994" in shown
    assert {"/interviews/get-over-the-shock/", "/blog/intersectionality/"} <= set(links(client.get("/about/")))
