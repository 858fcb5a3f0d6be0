"""Every page and every block can be read and navigated without seeing it."""

import pytest
from bs4 import BeautifulSoup

from pages.blocks import BodyBlock
from pages.enquiries.models import ContactPage, EnquirySettings
from pages.models import Announcement, BlogPage, GlossaryTerm
from pages.search import views
from tests import builders, structure
from tests.page_types import ALL_PATHS, PAGE_TYPES
from tests.reading import parsed

pytestmark = pytest.mark.django_db

BODY_TYPES = [each for each in PAGE_TYPES if any(field.name == "body" for field in each.model._meta.fields)]


@pytest.mark.parametrize("path", [*ALL_PATHS, "/ur/no-such-page/", "/ur/search/", "/blog/?topic=anti-racism"])
def test_every_seeded_page_is_well_built(client, path):
    assert structure.problems(parsed(client.get(path))) == []


@pytest.mark.parametrize("page_type", PAGE_TYPES[1:], ids=str)
def test_a_page_of_every_type_is_well_built_with_nothing_but_what_it_needs(client, page_type):
    assert structure.problems(parsed(client.get(page_type.build().url))) == []


@pytest.mark.parametrize("page_type", BODY_TYPES, ids=str)
def test_a_page_of_every_type_is_well_built_with_every_block(client, page_type):
    page = page_type.build(body=builders.every_block())
    response = client.get(page.url)
    assert "A smaller sample heading" in response.content.decode()
    assert structure.problems(parsed(response)) == []


def test_a_page_that_holds_every_block_twice_is_well_built(client):
    # The last block holds the sources, which a page has once.
    page = builders.standard_page(body=[*builders.every_block()[:-1], *builders.every_block()])
    assert structure.problems(parsed(client.get(page.url))) == []


@pytest.mark.parametrize("name", list(BodyBlock().child_blocks))
def test_every_block_is_well_built_alone(name):
    value = dict(builders.every_block())[name]
    block = BodyBlock().child_blocks[name]
    part = BeautifulSoup(block.render(block.normalize(value)), "html.parser")
    assert part.get_text(strip=True) or part.find("img")
    assert structure.parts(part) == []
    # Blocks come after the page's h1; only these come after a heading block, which the editor must add.
    assert list(structure.headings(part, above=2 if name in {"heading", "question"} else 1)) == []


def test_a_page_with_an_announcement_is_well_built(client):
    announcement = Announcement.for_site(builders.home().get_site())
    announcement.text = "We are closed on Friday"
    announcement.save()
    page = parsed(client.get("/"))
    assert page.select_one("section.announcement").get_text(strip=True) == "We are closed on Friday"
    assert structure.problems(page) == []


def test_a_page_that_failed_is_well_built(client, monkeypatch):
    monkeypatch.setattr(views, "visible_pages", lambda request: 1 / 0)
    client.raise_request_exception = False
    assert structure.problems(parsed(client.get("/search/?q=racism"))) == []


def test_a_page_that_explains_terms_is_well_built(client):
    GlossaryTerm.objects.all().delete()
    for term in ("Roses & thorns", "Ünï-code", "اصطلاح"):
        builders.glossary_term(term=term)
    text = "<p>Roses &amp; thorns, Ünï-code and اصطلاح.</p>"
    page = parsed(client.get(builders.standard_page(body=[("paragraph", text)]).url))
    assert len(page.select("button.glossary-term")) == 3
    assert structure.problems(page) == []


def test_english_words_on_urdu_pages_are_marked_as_english(client):
    page = parsed(client.get("/ur/"))
    assert (page.html["lang"], page.html["dir"]) == ("ur", "rtl")
    for name in page.find_all(string="Apna Haq"):
        assert name.find_parent(lang="en"), name.parent


def test_english_text_on_the_urdu_contact_page_is_marked_as_english(client):
    words = "Two of us read every message."
    EnquirySettings.objects.update_or_create(defaults={"read_by": words})
    builders.in_urdu(builders.seeded(ContactPage))
    (note,) = parsed(client.get("/ur/contact/")).main.find_all("p", string=words)
    assert (note["lang"], note["dir"]) == ("en-gb", "ltr")


def test_a_byline_in_an_urdu_list_runs_from_right_to_left_although_the_name_is_latin(client):
    builders.in_urdu(builders.seeded(BlogPage))
    byline = parsed(client.get("/ur/")).select_one("main .page-list .meta bdi")
    assert byline.get_text().startswith("\u2068Zlakha Ahmed\u2069۔")
    assert byline["dir"] == "rtl"
    assert parsed(client.get("/")).select_one("main .page-list .meta bdi")["dir"] == "ltr"


def test_a_name_is_isolated_from_the_number_beside_it_in_urdu(client):
    activity = {
        "activity_type": "Talk",
        "title": "x",
        "partner": builders.organisation(name="ENAR"),
        "date": "2020-05-04",
    }
    page = builders.european_work_page(activities=[("activity", activity)], body=builders.every_block())
    main = parsed(client.get(page.url)).main
    places = (".page-list .meta", ".statistic b", ".source", ".downloads")
    assert [main.select_one(f"{place} bdi").get_text() for place in places] == ["ENAR", "0", "Sample source", "TXT"]


def test_a_passage_in_another_language_has_its_language_and_direction(client):
    body = [
        ("passage", {"language": "ur", "text": "<p>نمونہ</p>"}),
        ("passage", {"language": "sk", "text": "<p>x</p>"}),
    ]
    page = parsed(client.get(builders.standard_page(body=body).url))
    assert [(each["lang"], each["dir"]) for each in page.select("main [lang]")] == [("ur", "rtl"), ("sk", "ltr")]


def test_a_decorative_picture_is_ignored_by_screen_readers(client):
    picture = builders.image(description="", is_decorative=True)
    picture.decorative, picture.contextual_alt_text = True, None
    page = parsed(client.get(builders.standard_page(body=[("image", {"image": picture})]).url))
    assert page.select_one("main figure img")["alt"] == ""


def test_the_checker_finds_what_is_wrong():
    broken = BeautifulSoup(
        "<html><head><title></title></head><body><main><h1>One</h1><h3>Three</h3><a href='/x'></a><img src='/p.png'>"
        "<input name='q'><p id='a'></p><p id='a'></p><button popovertarget='none'>?</button><ul></ul></main></html>",
        "html.parser",
    )
    assert len(structure.problems(broken)) == 15
