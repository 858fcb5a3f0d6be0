"""Notes written as [1] lead to the numbered sources of a page and back, where the source exists."""

import datetime
from collections.abc import Callable
from typing import Any

import feedparser
import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup, Tag
from django.test import Client
from playwright.sync_api import Page, expect
from wagtail.models import Locale

from campaigns.models import NationalWorkPage
from pages.translations import drafts
from tests import builders
from tests.page_types import EVERY_BLOCK_PATH
from tests.reading import parsed, words
from tests.structure import problems

REPORT = {"source": "Sample Office, A report", "date": "March 2024", "link": "https://www.example.org/report"}
OWN = {"source": "Apna Haq", "date": "", "link": ""}


def sources(*values: dict[str, str]) -> tuple[str, Any]:
    return "sources", list(values or [REPORT])


def paragraph(text: str) -> tuple[str, str]:
    return "paragraph", f"<p>{text}</p>"


def main_of(*body: tuple, **fields: Any) -> Tag:
    """Return the main part of a standing page with a body, as visitors see it."""
    page = parsed(Client().get(builders.standard_page(body=list(body), **fields).url))
    assert problems(page) == []
    return page.main


def notes_of(part: Tag) -> list[tuple[str, str]]:
    """Return the notes that are links: what they say and where they lead."""
    return [(note.get_text(), note["href"]) for note in part.select("a.note")]


@pytest.mark.django_db
def test_sources_are_a_numbered_list_below_the_text_wherever_the_block_is() -> None:
    main = main_of(sources(REPORT, OWN), paragraph("A claim. [1] Ours. [2]"), ("heading", {"text": "A", "level": "h2"}))
    section = main.select_one("section.sources")
    assert section.h2.get_text() == "Sources" and not section.find_next("h2", string="A")
    first, second = section.select("ol > li")
    assert words(first).startswith("Sample Office, A report (March 2024) Back to the text")
    assert first.a["href"] == REPORT["link"]
    assert words(second).startswith("Apna Haq Back to the text")


@pytest.mark.django_db
def test_each_note_leads_to_its_source_and_each_source_back_to_all_its_notes() -> None:
    main = main_of(paragraph("One [1], another [2], and again. [1]"), sources(REPORT, OWN))
    assert notes_of(main) == [("[1]", "#source-1"), ("[2]", "#source-2"), ("[1]", "#source-1")]
    back = main.select("#source-1 a.back-to-note")
    assert [words(link) for link in back] == [
        "Back to the text (1) from source 1",
        "Back to the text (2) from source 1",
    ]
    assert [main.select_one(link["href"]).get_text() for link in back] == ["[1]", "[1]"]
    [only] = main.select("#source-2 a.back-to-note")
    assert words(only) == "Back to the text from source 2"


@pytest.mark.django_db
def test_a_note_has_a_name_and_stays_with_its_word() -> None:
    main = main_of(paragraph("A claim [1]."), sources())
    assert main.select_one("a.note")["aria-label"] == "Source 1"
    assert main.select_one("p:has(.note)").get_text() == "A claim\N{NO-BREAK SPACE}[1]."


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text", ["A claim [2].", "A claim [0].", "In [2021].", '<a href="https://example.org/">[1]</a>']
)
def test_what_names_no_source_stays_as_it_was_written(text: str) -> None:
    assert notes_of(main_of(paragraph(text), sources())) == []


@pytest.mark.django_db
def test_a_page_without_sources_has_no_links_for_notes() -> None:
    main = main_of(paragraph("A claim [1]."))
    assert "A claim [1]." in words(main) and notes_of(main) == []


@pytest.mark.django_db
def test_every_block_that_holds_running_text_may_have_notes() -> None:
    entry = {"date": "Then", "title": "Sample", "text": "It began. [1]"}
    body = [
        ("heading", {"text": "A sample", "level": "h2"}),
        ("quotation", {"text": "“Sample words.” [1]", "source": "A sample"}),
        ("statistic", {"number": "7", "words": "things [1]", "source": "A sample", "date": "2024"}),
        ("question", {"question": "Why?", "answer": "<p>So. [1]</p>"}),
        ("timeline", {"title": "", "entries": [entry, entry]}),
        ("help_box", {"title": "Help", "text": "<p>Call. [1]</p>"}),
        ("passage", {"language": "ur", "text": "<p>نمونہ [1]</p>"}),
        ("content_note", "Hard. [1]"),
        ("image", {"image": builders.image(), "caption": "A sample. [1]"}),
        paragraph("A claim. [۱]"),
        sources(),
    ]
    main = main_of(*body, lead="<p>It begins. [1]</p>")
    assert len(notes_of(main)) == 11 == len(main.select(".back-to-note"))
    assert "aria-label" not in main.select_one(".passage a.note").attrs


@pytest.mark.django_db
def test_what_the_national_page_asks_for_would_bring_and_does_may_have_notes() -> None:
    page = builders.seeded(NationalWorkPage)
    page.ask, page.figure_words = "Roses for all. [1]", "roses [1]"
    page.benefits_title, page.benefits = "Anti-racism brings [1]", [("benefit", "Sample roses. [1]")]
    page.milestones = [("milestone", {"title": "A step", "status": "now", "text": "<p>We met. [1]</p>"})]
    page.body = [sources()]
    page.save_revision().publish()
    main = parsed(Client().get(page.url)).main
    assert notes_of(main) == [("[1]", "#source-1")] * 5 and len(main.select(".back-to-note")) == 5
    assert main.select_one("#benefits .compound").get_text() == "Anti-racism"
    assert not [each for each in page.readiness() if each.rule.endswith("-source")]


@pytest.mark.django_db
def test_the_number_of_the_national_page_leads_to_its_source() -> None:
    page = builders.seeded(NationalWorkPage)
    page.figure_source, page.figure_date = "Sample Office", "March 2024"
    for address in (REPORT["link"], ""):
        page.figure_link = address
        page.save_revision().publish()
        caption = parsed(Client().get(page.url)).select_one("figure.statistic figcaption")
        assert words(caption) == "Sample Office, March 2024"
        assert [link["href"] for link in caption("a")] == ([address] if address else [])


@pytest.mark.django_db
def test_what_is_typed_into_a_source_is_never_markup() -> None:
    nasty = {"source": "<script>alert(1)</script>[1]", "date": "<b>now</b>", "link": 'https://example.org/"><b>'}
    main = main_of(paragraph("&lt;b&gt;[1]&lt;/b&gt;"), sources(nasty))
    assert not main.select(".sources script, .sources b") and "<b>now</b>" in words(main)
    assert words(main.select_one("p:has(.note)")) == "<b>[1]</b>"


@pytest.mark.django_db
def test_a_second_block_of_sources_is_refused_and_does_not_number_anew() -> None:
    page = builders.standard_page(live=False, body=[paragraph("A. [1]"), sources(), sources(OWN)])
    [finding] = [each for each in page.readiness() if each.blocks]
    assert (finding.position, finding.sentence) == (
        2,
        "Put these into the first block of sources: all of them are numbered together.",
    )
    assert len(parsed(page.make_preview_request()).select("#source-1")) == 1


@pytest.mark.django_db
def test_the_link_past_a_hard_passage_ends_before_the_sources() -> None:
    main = main_of(("content_note", "Hard."), paragraph("A. [1]"), sources())
    target = main.select_one(main.select_one(".content-note a")["href"])
    assert target.find_next("section", class_="sources")


@pytest.mark.django_db
def test_a_note_goes_with_words_whose_consent_has_ended_and_so_does_a_heading_above_the_sources() -> None:
    quotation = {"text": "“Hers.” [1]", "source": "A sample", "consent": builders.consent(is_withdrawn=True)}
    main = main_of(
        paragraph("Ours."), ("heading", {"text": "Her words", "level": "h2"}), ("quotation", quotation), sources()
    )
    assert notes_of(main) == [] and "Her words" not in words(main)
    assert not main.select(".back-to-note") and main.select("#source-1")


@pytest.mark.django_db
def test_a_translation_has_its_notes_and_names_sources_in_their_language() -> None:
    original = builders.standard_page(body=[paragraph("A claim. [1]"), sources()])
    translation = builders.in_urdu(original, body=[paragraph(f"{builders.URDU_WORDS} [1]"), sources()])
    assert [str(each) for each in translation.readiness() if each.blocks] == []
    main = parsed(Client().get(translation.get_url())).main
    assert notes_of(main) == [("[1]", "#source-1")]
    assert main.select_one(".note")["aria-label"] == "ماخذ 1"
    assert main.select_one("#source-1 a > span")["lang"] == "en-gb"


@pytest.mark.django_db
def test_a_translator_finds_the_words_of_the_sources() -> None:
    page = builders.standard_page(body=[paragraph("A claim. [1]"), sources()])
    draft = drafts.start(page, Locale.objects.get(language_code="ur"), builders.superuser())
    texts = [each.string.data for each in drafts.missing_segments(drafts.translation_into(draft))]
    assert {"Sample Office, A report", "March 2024"} <= set(texts)
    assert draft.body[1].value[0]["link"] == REPORT["link"]


@pytest.mark.django_db
def test_a_feed_has_the_sources_with_their_numbers_and_no_link_that_it_cannot_follow() -> None:
    builders.blog_page(date=datetime.date(2030, 1, 1), body=[paragraph("A claim. [1]"), sources()])
    [content] = feedparser.parse(Client().get("/blog/feed/").content).entries[0].content
    text = BeautifulSoup(content.value, "html.parser")
    assert "A claim. [1]" in text.get_text()
    assert text.ol.li.a["href"] == REPORT["link"] and "Back to the text" not in text.get_text()


@pytest.mark.django_db
@pytest.mark.each_database
def test_a_source_is_found_by_the_search() -> None:
    page = builders.standard_page(
        body=[paragraph("A claim. [1]"), sources({**REPORT, "source": "Zaubergarten Office"})]
    )
    results = parsed(Client().get("/search/?q=zaubergarten"))
    assert results.select_one(f".page-list a[href='{page.url}']")
    assert "Office" in words(results.select_one(".page-list"))


@pytest.mark.browser
def test_by_keyboard_one_comes_to_the_source_and_back(visit: Callable[..., Page]) -> None:
    page = visit(EVERY_BLOCK_PATH, width=360)
    page.locator("a.note").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#source-1")).to_be_in_viewport()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "best-practice"]}).response["violations"]
    assert [each["id"] for each in found] == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    back = page.get_by_role("link", name="Back to the text from source 1")
    expect(back).to_be_focused()
    assert back.bounding_box()["height"] >= 44
    page.keyboard.press("Enter")
    expect(page.locator("a.note").first).to_be_focused()
    page.emulate_media(media="print")
    expect(back).to_be_hidden()
    expect(page.locator("a.note").first).to_be_visible()
