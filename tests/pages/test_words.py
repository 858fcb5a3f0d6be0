"""The text that the organisation supplied is on the site: every sentence, on the page where it belongs."""

import calendar
import re
from pathlib import Path

import pytest
from django.utils.timezone import localdate

from tests import builders
from tests.reading import main_words, parsed, plain, words

pytestmark = pytest.mark.django_db

TEXT = (Path(__file__).parent / "anti-racism.txt").read_text()
# The headings of the text, and the page that holds what follows each.
SECTIONS = {
    "": "/anti-racism/",
    "Local work": "/anti-racism/local/",
    "National work": "/anti-racism/national/",
    "European work": "/anti-racism/european/",
}
INTERVIEW, POST = "/interviews/get-over-the-shock/", "/blog/intersectionality/"
# Sentences that a reader looks for in a second place as well.
ALSO = {
    "‘Get over the shock": INTERVIEW,
    "Our CEO, Zlakha Ahmed, was interviewed": INTERVIEW,
    "In the interview, she discusses": INTERVIEW,
    "“…as well as fuelling racism": INTERVIEW,
    "Zlakha has also written a blog": POST,
    "Please get in touch": "/",
    "We are grounded in the anti-racism movement": "/",
}
# Numbers that are known: from the text, from what is known of the organisation, and of helplines. The 0 counts
# the National Plans that the UK has.
KNOWN_NUMBERS = {"0", "3", "1994", "2014", "2020", "999", "55", "0808", "2000", "247", "24"}
OWN_WORDS = [*SECTIONS.values(), INTERVIEW, POST, "/", "/interviews/", "/blog/", "/about/", "/glossary/"]


def sentences() -> list[tuple[str, str]]:
    """Return every sentence of the text with the page it belongs to."""
    found, page = [], SECTIONS[""]
    for line in TEXT.splitlines():
        line = plain(line).removeprefix("•").strip()
        if line and line in SECTIONS:
            page = SECTIONS[line]
        for sentence in re.split(r"(?<=[.!?:])\s+(?=[A-Z‘“])", line) if not line.startswith("‘") else [line]:
            if sentence:
                found.append((sentence, page))
    return found


SENTENCES = sentences()


def test_the_whole_text_is_read():
    assert len(SENTENCES) == 33
    assert plain(" ".join(sentence for sentence, _ in SENTENCES)) == plain(TEXT.replace("•", ""))


@pytest.mark.parametrize(("sentence", "path"), SENTENCES, ids=lambda value: value[:40])
def test_every_sentence_is_on_its_page(client, sentence, path):
    assert sentence in main_words(client.get(path))


@pytest.mark.parametrize(("beginning", "path"), ALSO.items())
def test_some_sentences_are_in_a_second_place_too(client, beginning, path):
    sentence = next(sentence for sentence, _ in SENTENCES if sentence.startswith(beginning))
    assert sentence in main_words(client.get(path))


def test_the_misspelling_in_the_supplied_text_is_unchanged(client):
    assert "tacking child sexual abuse" in main_words(client.get("/anti-racism/local/"))
    assert "tackling" not in main_words(client.get("/anti-racism/local/"))


def stated(client, path) -> str:
    """Return the words of a page without the day on which this site was made, which is known."""
    made = localdate(builders.home().first_published_at)
    return main_words(client.get(path)).replace(f"{made:%-d %B %Y}", "")


@pytest.mark.parametrize("path", OWN_WORDS)
def test_no_unknown_number_or_date_is_stated(client, path):
    assert set(re.findall(r"\d+", stated(client, path))) <= KNOWN_NUMBERS


def test_no_month_is_named_but_that_of_the_post(client):
    months = list(calendar.month_name)[1:]
    for path in OWN_WORDS:
        text = stated(client, path)
        named = {month for month in months if re.search(rf"\b\d* ?{month} \d", text)}
        assert named <= {"November"}, path
        if named:
            assert "3 November 2020" in text


@pytest.mark.parametrize("path", OWN_WORDS)
def test_every_quotation_is_in_the_text(client, path):
    page = parsed(client.get(path))
    for quotation in page.select("blockquote"):
        assert plain(quotation.get_text()) in plain(TEXT) or path == "/anti-racism/"


def test_known_facts_about_the_organisation_are_shown(client):
    about = main_words(client.get("/about/"))
    for fact in ("Apna Haq", "Urdu", "our right", "1994", "Rotherham, South Yorkshire", "Zlakha Ahmed"):
        assert fact in about
    footer = words(parsed(client.get("/")).footer)
    assert "1994" in footer and "Rotherham, South Yorkshire" in footer


def test_unknown_facts_are_left_out_with_their_labels(client):
    footer = words(parsed(client.get("/")).footer)
    for label in ("Telephone", "charity number", "Company number", "None"):
        assert label not in footer


def test_the_interview_names_and_links_to_the_interviewer(client):
    page = parsed(client.get(INTERVIEW))
    facts = words(page.select_one("dl.facts"))
    assert "Zlakha Ahmed" in facts and "Institute of Race Relations (IRR)" in facts
    assert page.select_one('main a[href="https://irr.org.uk/"]')
    assert "Date" not in facts


def test_the_post_names_and_links_to_its_first_publisher(client):
    page = parsed(client.get(POST))
    assert "Zlakha Ahmed" in words(page.select_one("article > header"))
    assert "European Network Against Racism (ENAR)" in words(page.select_one("dl.facts"))
    assert page.select_one("dl.facts time")["datetime"] == "2020-11-03"
    assert page.select_one('main a[href="https://www.enar-eu.org/"]')


def test_the_link_to_the_contact_page_chooses_its_topic(client):
    page = parsed(client.get("/anti-racism/national/"))
    assert page.select_one('main a[href="/contact/?topic=anti-racism"]').get_text(strip=True) == "Get in touch"


def test_every_page_has_the_numbers_to_call(client):
    for path in OWN_WORDS:
        footer = words(parsed(client.get(path)).footer)
        for number in ("999", "999 + 55", "0808 2000 247"):
            assert number in footer
