"""A line before a hard passage says what comes, and its link leads past it, without a script."""

import pytest
from django.core.exceptions import ValidationError

from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

NOTE = ("content_note", "The next part describes an attack.")


def heading(text, level="h2"):
    return ("heading", {"text": text, "level": level})


def text(words):
    return ("paragraph", f"<p>{words}</p>")


def question(words):
    return ("question", {"question": words, "answer": f"<p>Answer to {words}</p>"})


def skipped_to(client, body) -> str:
    """Return the words that follow the place to which the link of the only note leads."""
    page = parsed(client.get(builders.standard_page(body=body).url))
    link = page.select_one(".content-note a")
    assert link.get_text() == "Skip this part"
    place = page.find(id=link["href"].removeprefix("#"))
    assert place["tabindex"] == "-1"
    following = place.find_next_sibling()
    return words(following) if following else ""


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ([NOTE, text("Hard."), text("Still hard."), heading("After")], "After"),
        ([heading("Before"), NOTE, heading("Hard", "h3"), text("Hard."), heading("After", "h3")], "After"),
        ([NOTE, heading("Hard"), text("Hard."), heading("Hard too", "h3"), text("Hard."), heading("After")], "After"),
        ([heading("Talk"), NOTE, question("Hard?"), question("After?")], "Question After? Answer to After?"),
        ([NOTE, heading("Talk"), question("Hard?"), question("Hard too?"), heading("After")], "After"),
        ([NOTE, text("Hard to the end.")], ""),
    ],
)
def test_the_link_of_a_note_leads_past_the_passage(client, body, expected):
    assert skipped_to(client, body) == expected


def test_the_passage_is_there_without_asking_for_it(client):
    page = parsed(client.get(builders.standard_page(body=[NOTE, text("Hard words.")]).url))
    assert not page.select("main details")
    assert words(page.select_one("[role=note]")).startswith("Content note: The next part describes an attack.")
    assert "Hard words." in words(page.main)


def test_two_notes_lead_to_two_places(client):
    body = [NOTE, text("One."), heading("Two"), NOTE, text("Two."), heading("Three")]
    page = parsed(client.get(builders.standard_page(body=body).url))
    targets = [link["href"].removeprefix("#") for link in page.select(".content-note a")]
    assert [words(page.find(id=target).find_next_sibling()) for target in targets] == ["Two", "Three"]


def test_a_note_before_nothing_is_not_published():
    with pytest.raises(ValidationError, match="nothing follows it"):
        builders.standard_page(body=[text("Text."), NOTE])


def test_a_note_goes_with_the_passage_that_is_left_out(client):
    ended = builders.consent(is_withdrawn=True)
    quotation = ("quotation", {"text": "“Hard.”", "source": "A woman", "consent": ended})
    page = builders.standard_page(body=[text("Text."), NOTE, quotation, heading("After"), text("More.")])
    assert "attack" not in words(parsed(client.get(page.url)).main)


def test_search_and_feed_get_the_note_without_the_link():
    page = builders.standard_page(body=[NOTE, text("Hard.")])
    assert page.searchable_body == ["The next part describes an attack.", "Hard."]
    assert "Skip" not in str(page.body[0].render())
