"""What the rules find stands beside the form and at an address of its own, for those who may mend it."""

import json

import pytest
from django.urls import reverse

from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import parsed

pytestmark = pytest.mark.django_db

SUMMARY = "Say in one sentence what this page is about."


@pytest.fixture
def page():
    return builders.standard_page(title="Half a page", live=False, search_description="")


def address(page) -> str:
    return reverse("page_readiness", args=[page.pk])


def test_the_list_needs_no_script_and_leads_to_the_form(page):
    screen = parsed(browser("publisher").get(address(page)))
    assert [heading.get_text() for heading in screen.select("main h3")] == [
        "Needed before it can be published",
        "Worth a look",
    ]
    (finding,) = screen.select(".readiness__list--blocking li")
    assert SUMMARY in finding.get_text()
    assert finding.a["href"].startswith(editor.edit_address(page))
    assert finding.a.get_text() == "Summary"


def test_the_list_is_that_of_the_latest_draft(page):
    page.search_description = "About roses."
    page.save_revision()
    screen = parsed(browser("publisher").get(address(page)))
    assert "Nothing is missing: the page can be published." in screen.get_text()


def test_the_panel_beside_the_form_gets_the_list_alone(page):
    moderator = browser("publisher")
    assert parsed(moderator.get(editor.edit_address(page))).select_one("[data-readiness] ~ script")
    fragment = moderator.get(address(page), headers={"X-Requested-With": "XMLHttpRequest"}).content.decode()
    assert SUMMARY in fragment and "<html" not in fragment


def test_the_actions_of_a_page_offer_the_list(page):
    screen = parsed(browser("publisher").get(editor.edit_address(page)))
    assert screen.find("a", href=address(page)).get_text(strip=True) == "Before publishing"


@pytest.mark.parametrize("role", ["anonymous", "no group", "enquiry team"])
def test_nobody_else_reads_the_list(page, role):
    assert browser(role).get(address(page)).status_code == 302


def test_an_editor_can_mend_everything_that_wagtails_own_checks_find(page):
    screen = parsed(browser("publisher").get(editor.edit_address(page)))
    configuration = json.loads(screen.find(id="checker-axe-configuration").string)
    checks = configuration["options"]["runOnly"]
    assert checks == ["empty-heading", "heading-order", "link-name", "p-as-heading"]
    assert configuration["context"]["include"] == ["main"]
    assert set(configuration["messages"]) == set(checks)
    assert all(each["help_text"].endswith(".") for each in configuration["messages"].values())


def test_the_reading_grade_of_an_english_page_always_stands_among_the_checks(page):
    page.body = [("paragraph", "<p>We went to the park. The sun was out. We had a good day.</p>")]
    page.search_description = "About roses."
    page.save_revision()
    plain = parsed(browser("publisher").get(address(page))).get_text()
    assert "Reading grade 1: read with ease from about 6 years of age. That is plain enough" in plain
    page.body = [
        (
            "paragraph",
            "<p>Institutional accountability necessitates comprehensive intersectional consideration of "
            "multidimensional disadvantage, notwithstanding organisational reluctance.</p>",
        )
    ]
    page.save_revision()
    hard = parsed(browser("publisher").get(address(page))).get_text()
    assert "Shorter sentences and everyday words bring it down" in hard


def test_a_page_in_another_language_or_without_a_sentence_has_no_reading_grade(page):
    urdu = builders.in_urdu(page, is_live=False)
    assert "Reading grade" not in parsed(browser("publisher").get(address(urdu))).get_text()
    empty = builders.blog_index_page(live=False, search_description="", lead="")
    assert "Reading grade" not in parsed(browser("publisher").get(address(empty))).get_text()
