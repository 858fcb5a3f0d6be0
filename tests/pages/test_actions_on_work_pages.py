"""What readers can do about our work: a letter, the way to their member, a document, and getting in touch."""

from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import Tag

from campaigns import letters
from campaigns.models import AntiRacismPage, LocalWorkPage, NationalWorkPage
from pages.models import SiteDocument
from pages.readiness.findings import NotReadyError
from tests import builders, structure
from tests.reading import main_words, parsed, words

pytestmark = pytest.mark.django_db

TEXT = "Dear [name of your MP],\n\nPlease act & answer.\nSoon?\n\n[your name]\n[your postcode]"
LETTER = {"title": "Write to them", "text": "It helps.", "subject": "A plan + a date", "letter": TEXT}
CALL = {"call_title": "Be part of it", "call_button": "Get in touch", "call_topic": "workshop"}
URDU_LETTER = "محترم [رکن کا نام]،\n\nبراہ کرم جواب دیں۔\n\n[آپ کا نام]"


def work(*actions: tuple, **fields) -> LocalWorkPage:
    return builders.local_work_page(actions=list(actions), **fields)


def shown(client, *actions: tuple, **fields) -> list[Tag]:
    """Return the actions of a page, as visitors see them."""
    response = client.get(work(*actions, **fields).url)
    assert structure.problems(parsed(response)) == []
    return parsed(response).select("main .actions > li")


def mail(action: Tag) -> dict[str, str]:
    """Return the subject and the text that a link hands to a mail program."""
    link = action.select_one("a[href^='mailto:?']")["href"]
    assert link.isascii() and len(link) <= 2000 and "+" not in link
    return {name: value for name, (value,) in parse_qs(urlsplit(link).query, strict_parsing=True).items()}


def test_a_letter_opens_in_a_mail_program_with_its_subject_and_every_line(client):
    (action,) = shown(client, ("letter", LETTER))
    assert mail(action) == {"subject": "A plan + a date", "body": TEXT.replace("\n", "\r\n")}


def test_a_letter_in_urdu_opens_in_a_mail_program_as_it_is_written(client):
    value = LETTER | {"subject": "منصوبہ", "letter": URDU_LETTER, "language": "ur"}
    (action,) = shown(client, ("letter", value))
    assert mail(action) == {"subject": "منصوبہ", "body": URDU_LETTER.replace("\n", "\r\n")}
    letter = action.select_one(".letter")
    assert (letter["lang"], letter["dir"]) == ("ur", "rtl")


def test_a_letter_that_mail_programs_would_cut_off_is_pasted_into_an_email_with_its_subject(client):
    long = LETTER | {"letter": f"{'Roses are red. ' * 150}\n\n[your name]"}
    (action,) = shown(client, ("letter", long))
    assert mail(action) == {"subject": "A plan + a date"}
    assert "copy it, and paste it into the email" in words(action)
    assert "Roses are red." in words(action.select_one(".letter"))


def test_the_blanks_of_a_letter_are_marked_and_named_and_said_before_it_is_copied(client):
    (action,) = shown(client, ("letter", LETTER))
    marked = [words(each) for each in action.select(".letter mark")]
    assert marked == [f"to fill in: [{each}]" for each in ("name of your MP", "your name", "your postcode")]
    sentence = action.find(id="blanks-1")
    assert "[name of your MP], [your name] and [your postcode]" in words(sentence)
    for control in action.select("button, a[href^='mailto:']"):
        assert control["aria-describedby"] == "blanks-1"
        assert control in sentence.find_all_next()
    assert "Still to fill in: [name of your MP]" in action.button["data-copied"]


def test_a_letter_can_be_selected_without_a_script_and_asks_for_nothing(client):
    page = work(("letter", LETTER))
    document = parsed(client.get(page.url))
    assert document.select("script[src*='js/letter']")
    (action,) = document.select("main .actions > li")
    assert action.button.has_attr("hidden")
    lines = [each.get_text() for each in action.select(".letter p")]
    assert lines[1] == "Please act & answer.\nSoon?"
    assert not document.main.select("form, input, textarea")


def test_a_page_without_a_letter_loads_no_script_for_one(client):
    assert not parsed(client.get(builders.seeded(NationalWorkPage).url)).select("script[src*='js/letter']")


def test_a_letter_holds_no_markup_of_whoever_wrote_it(client):
    (action,) = shown(client, ("letter", LETTER | {"letter": "Roses & co <3 [<i>name</i>]"}))
    assert not action.select(".letter i")
    assert "Roses & co <3" in action.select_one(".letter").get_text()
    assert "[<i>name</i>]" in action.select_one(".letter mark").get_text()


def test_two_letters_on_a_page_are_told_apart(client):
    first, second = shown(client, ("letter", LETTER), ("letter", LETTER | {"title": "Write again"}))
    assert first.button["data-letter"] == first.select_one(".letter")["id"] != second.button["data-letter"]


def test_the_way_to_ones_member_of_parliament_leads_to_uk_parliament(client):
    new = dict(LocalWorkPage._meta.get_field("actions").stream_block.child_blocks["find_member"].get_default())
    (action,) = shown(client, ("find_member", new))
    link = action.select_one("a")
    assert (link["href"], link["rel"]) == ("https://members.parliament.uk/FindYourMP", ["noreferrer"])
    assert words(action) == "Find your Member of Parliament Search on the website of UK Parliament"


def test_a_document_to_share_says_its_type_and_size_and_is_left_out_when_it_is_deleted(client):
    document = builders.document(b"x" * 2048, name="brief.pdf", title="The briefing")
    page = work(("document", {"title": "Share it", "document": document}), ("letter", LETTER))
    action = parsed(client.get(page.url)).select_one("main .actions > li")
    assert words(action) == "Share it The briefing PDF, 2.0 KB, saved on your device"
    assert client.get(action.a["href"]).status_code == 200
    SiteDocument.objects.all().delete()
    assert [words(each.h3) for each in parsed(client.get(page.url)).select("main .actions > li")] == ["Write to them"]


def test_getting_in_touch_comes_last_with_its_topic(client):
    *_others, last = shown(client, ("letter", LETTER), **CALL)
    assert words(last).startswith("Be part of it Get in touch Tell us what it is about: ")
    assert last.a["href"] == "/contact/?topic=workshop"


def test_the_overview_says_what_readers_can_do_once_an_editor_wrote_it(client):
    page = builders.seeded(AntiRacismPage)
    assert not parsed(client.get(page.url)).select("#actions")
    page.actions = [("letter", LETTER)]
    page.save_revision().publish()
    document = parsed(client.get(page.url))
    assert structure.problems(document) == []
    assert words(document.find(id="actions")) == "What you can do"
    (action,) = document.select("main .actions > li")
    assert mail(action)["subject"] == "A plan + a date" and document.select("script[src*='js/letter']")
    page.actions = [("letter", LETTER | {"letter": "Dear ____"})]
    with pytest.raises(NotReadyError):
        page.save_revision().publish()


def test_a_page_without_actions_shows_its_call_as_before(client):
    response = client.get(work(**CALL).url)
    assert not parsed(response).select("main .actions")
    section = parsed(response).select_one("section[aria-labelledby=call-to-action]")
    assert section.a["href"] == "/contact/?topic=workshop"


def test_the_site_starts_without_a_letter_and_with_the_way_to_ones_member_on_the_national_page(client):
    assert "FindYourMP" in client.get(builders.seeded(NationalWorkPage).url).content.decode()
    assert [action.block_type for action in builders.seeded(NationalWorkPage).actions] == ["find_member"]
    assert not builders.seeded(LocalWorkPage).actions


@pytest.mark.each_database
def test_a_page_is_found_by_the_words_of_its_letter(client):
    page = work(("letter", LETTER | {"letter": "The gooseberries must stay.\n\n[your name]"}), title="Fruit")
    assert page.title in main_words(client.get("/search/?q=gooseberries"))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("I am ____ of", "____"),
        ("I am ...... of", "......"),
        ("I am [ ] of", "[ ]"),
        ("I am [your name", "["),
        ("I am (your full name).", "(your full name)"),
        ("I am <name>.", "<name>"),
        ("I am {name}.", "{name}"),
        ("I am XXX.", "XXX"),
        ("I am [your name].", ""),
        ("I wait … and wait... (as your constituent) in Hall [your town]", ""),
    ],
)
def test_what_looks_like_a_blank_is_found_where_it_is_not_marked(text, found):
    assert letters.unmarked_blank(text) == found
