"""What a search shows of another language: the original where a chosen page is not translated, and it says so."""

import pytest
from django.test import Client
from wagtail.models import Locale, Page

from pages.models import SearchAnswer
from tests import builders
from tests.reading import parsed, plain, words
from tests.structure import unmarked_english

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

WORD = "زعفران"


@pytest.fixture(autouse=True)
def urdu_home() -> Page:
    """Publish the Urdu home page."""
    return builders.in_urdu(builders.home())


def answer_with(page: Page) -> None:
    SearchAnswer.objects.create(
        words=WORD, locale=Locale.objects.get(language_code="ur"), pages=[("page", page)], shows_numbers=False
    )


def draft_in_urdu(page: Page) -> Page:
    draft = builders.in_urdu(page)
    draft.unpublish()
    return draft


@pytest.mark.parametrize("is_chosen_in_urdu", [False, True])
def test_a_chosen_page_that_is_not_translated_is_offered_in_english_and_says_so(client: Client, is_chosen_in_urdu):
    english = builders.standard_page(title="Sample garden", search_description="A sample summary.")
    draft = draft_in_urdu(english)
    answer_with(draft if is_chosen_in_urdu else english)
    page = parsed(client.get("/ur/search/", {"q": WORD}))
    link = page.select_one("main .page-list a")
    assert (link["href"], link["hreflang"], link.span["lang"]) == (english.url, "en-gb", "en-gb")
    assert plain(link.get_text()) == "Sample garden (انگریزی)"
    assert page.select_one("main .page-list p span[lang=en-gb]").get_text() == "A sample summary."
    assert list(unmarked_english(page)) == []


def test_the_words_that_the_seed_answers_lead_somewhere_while_the_urdu_page_is_a_draft(client: Client):
    builders.english("staying-safe-online").get_translation(Locale.objects.get(language_code="ur")).unpublish()
    page = parsed(client.get("/ur/search/", {"q": "ہسٹری"}))
    assert page.select_one("main .page-list a")["href"] == "/staying-safe-online/"


@pytest.mark.parametrize("hide", [builders.lock, lambda page: page.unpublish()], ids=["private", "unpublished"])
def test_where_a_chosen_page_is_not_public_nothing_is_said_to_help(client: Client, hide):
    english = builders.standard_page(title="Sample garden")
    answer_with(english)
    hide(english)
    page = parsed(client.get("/ur/search/", {"q": WORD}))
    assert page.select_one("main .help-box .phone-number") and page.select("main li a.arrow-link")
    assert "کچھ نہیں ملا" in words(page.select_one("main [role=status]"))


def test_where_nothing_is_found_the_links_to_english_pages_say_so(client: Client):
    page = parsed(client.get("/ur/search/", {"q": "qqqqqqqq"}))
    links = page.select("main li a.arrow-link")
    assert links and all(link["hreflang"] == "en-gb" and link.select_one("[lang]")["lang"] == "en-gb" for link in links)
    assert all("(انگریزی)" in link.get_text() for link in links)
    assert list(unmarked_english(page)) == []


def test_the_title_that_a_story_has_elsewhere_says_its_language_among_results(client: Client):
    post = builders.blog_page(original_title="A Zaubergarten of somebody else")
    builders.in_urdu(post, original_title=post.original_title)
    page = parsed(client.get("/ur/search/", {"q": "zaubergarten"}))
    assert page.select_one("main .page-list span[lang=en-gb] mark").get_text() == "Zaubergarten"
    assert list(unmarked_english(page)) == []


@pytest.mark.parametrize("query", ["NAPAR", "racism", "مدد"])
def test_no_english_is_read_as_urdu_among_results(client: Client, query: str):
    builders.in_urdu(builders.seeded(type(builders.english("about").specific)))
    assert list(unmarked_english(parsed(client.get("/ur/search/", {"q": query})))) == []
