"""Interviews and posts say where they first appeared, when, who speaks and what she looks like."""

import datetime
from html import unescape

import feedparser
import pytest
from bs4 import Tag
from django.utils.timezone import localdate
from django.utils.translation import override

from pages.models import BlogPage, InterviewPage
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db

LONG_AGO = datetime.date(2020, 11, 3)
QUESTION = ("question", {"question": "A sample question?", "answer": "<p>A sample answer.</p>"})
BODY = [("heading", {"text": "A sample", "level": "h2"}), QUESTION]


def main_of(client, page) -> Tag:
    """Return the main part of a page as visitors see it."""
    return parsed(client.get(page.url)).main


def facts(client, page) -> dict[str, str]:
    """Return the facts beside a story by their labels."""
    listed = main_of(client, page).select_one("dl.facts")
    return dict(zip(map(words, listed("dt")), map(words, listed("dd")), strict=True))


def press(**fields):
    return builders.organisation(name="A sample press", short_name="ASP", website="https://www.example.org/", **fields)


# Where it first appeared


@pytest.mark.parametrize("build", [builders.interview_page, builders.blog_page])
def test_without_its_address_a_sentence_says_where_the_original_appeared(client, build):
    main = main_of(client, build(publisher=press(), date=LONG_AGO))
    [sentence] = [each for each in main("p") if "first appeared" in words(each)]
    assert words(sentence) == "The original first appeared elsewhere: A sample press (ASP)."
    assert sentence.a["href"] == "https://www.example.org/"
    assert not main.select("a.button")


def test_the_sentence_leaves_out_what_is_not_known(client):
    page = builders.blog_page(publisher=builders.organisation(name="A press without a website"))
    main = main_of(client, page)
    assert "The original first appeared elsewhere: A press without a website." in words(main)
    assert not [link for link in main.select("article a") if "press" in link.get_text()]


@pytest.mark.parametrize("model", [InterviewPage, BlogPage])
def test_the_story_that_a_site_starts_with_has_no_button_to_a_front_page(client, model):
    page = builders.seeded(model)
    main = main_of(client, page)
    assert not main.select("a.button")
    assert [each["href"] for each in main.select("article a[rel=noreferrer]")] == [page.publisher.website]
    assert f"The original first appeared elsewhere: {page.publisher.full_name}" in words(main)


def test_a_new_site_claims_of_its_stories_only_what_is_known():
    interview, post = builders.seeded(InterviewPage), builders.seeded(BlogPage)
    assert (interview.date, interview.original_url, interview.portrait) == (None, "", None)
    assert (post.date, post.original_url, post.portrait) == (LONG_AGO, "", None)
    assert [block.block_type for block in interview.body] == ["quotation"] and not post.body


def test_with_its_address_there_is_a_button_to_the_original_and_no_such_sentence(client):
    main = main_of(client, builders.interview_page(publisher=press(), original_url="https://www.example.org/talk"))
    [button] = main.select("a.button")
    assert button["href"] == "https://www.example.org/talk"
    assert "first appeared" not in words(main)


def test_a_feed_says_it_too(client):
    builders.blog_page(date=datetime.date(2030, 1, 1), publisher=press())
    [text] = feedparser.parse(client.get("/blog/feed/").content).entries[0].content
    assert "The original first appeared elsewhere:" in unescape(text.value)


def test_in_urdu_the_name_of_the_publisher_is_read_as_english(client):
    page = builders.in_urdu(builders.blog_page(publisher=press()))
    link = main_of(client, page).select_one("article a[href='https://www.example.org/']")
    assert link.span["lang"] == "en-gb"


# When


def test_both_publications_have_their_day(client):
    found = facts(client, builders.interview_page(publisher=press(), date=LONG_AGO))
    assert found["First published by"] == "A sample press (ASP)"
    assert found["First published on"] == "3 November 2020"
    with override("en-gb"):
        today = f"{localdate():%-d %B %Y}"
    assert found["Published here on"] == today
    assert "Date" not in found


def test_a_story_of_our_own_has_one_date_and_its_author_once(client):
    page = builders.blog_page(date=LONG_AGO, authors=[builders.person(name="Sample Author")])
    article = main_of(client, page).article
    assert words(article).count("3 November 2020") == words(article).count("Sample Author") == 1
    assert not article.select("dl.facts")


def test_a_draft_does_not_claim_a_day_on_which_it_was_published_here(client):
    page = builders.blog_page(publisher=press(), date=LONG_AGO, live=False)
    shown = words(parsed(page.make_preview_request()).main)
    assert "First published on 3 November 2020" in shown and "Published here on" not in shown


# Who speaks


def test_an_interview_names_who_asks_and_who_answers_at_each_question(client):
    page = builders.interview_page(
        interviewee=builders.person(name="Sample Speaker"), interviewer=press(), body=[*BODY, QUESTION]
    )
    spoken = [words(each) for each in main_of(client, page).select(".question-answer")]
    assert spoken == ["ASP: A sample question? Sample Speaker: A sample answer."] * 2


def test_where_several_people_answer_the_editor_says_who(client):
    other = ("question", {**QUESTION[1], "speaker": "Another Speaker <b>"})
    page = builders.interview_page(interviewee=builders.person(name="Sample Speaker"), body=[BODY[0], other])
    [spoken] = main_of(client, page).select(".question-answer")
    assert words(spoken) == "Question A sample question? Another Speaker <b>: A sample answer."


def test_where_nobody_is_named_a_question_is_still_called_one(client):
    for page in (builders.interview_page(body=BODY), builders.standard_page(body=BODY)):
        [spoken] = main_of(client, page).select(".question-answer")
        assert words(spoken) == "Question A sample question? A sample answer."


# What she looks like


def portrait(consent=None):
    return builders.image(
        builders.picture_bytes(size=(1300, 1500)),
        description="A sample portrait",
        credit="Sample Photographer",
        shows_people=True,
        consent=consent or builders.consent(),
    )


@pytest.mark.parametrize("build", [builders.interview_page, builders.blog_page])
def test_a_portrait_stands_beside_the_facts_with_its_credit(client, build):
    main = main_of(client, build(portrait=portrait()))
    figure = main.select_one("figure.portrait")
    assert figure.img["alt"] == "A sample portrait"
    assert words(figure.figcaption) == "Sample Photographer"


def test_a_portrait_goes_with_its_consent_and_the_page_stays(client):
    consent = builders.consent()
    page = builders.blog_page(portrait=portrait(consent))
    assert main_of(client, page).select("figure.portrait img")
    consent.is_withdrawn = True
    consent.save()
    assert client.get(page.url).status_code == 200
    assert not main_of(client, page).select("figure, img")


def test_a_portrait_goes_with_the_words_of_the_person_who_answers(client):
    page = builders.interview_page(portrait=portrait(), consent=builders.consent(is_withdrawn=True))
    assert not main_of(client, page).select("figure, img")


def test_a_portrait_without_a_consent_is_not_published():
    picture = builders.image(makes_renditions=False, shows_people=True)
    page = builders.interview_page(live=False, portrait=picture)
    [finding] = [each for each in page.readiness() if each.rule == "picture-without-consent"]
    assert finding.blocks and finding.field == "portrait"


def test_a_translation_shows_the_portrait_of_its_original(client):
    page = builders.interview_page(portrait=portrait())
    assert main_of(client, builders.in_urdu(page)).select("figure.portrait img")
