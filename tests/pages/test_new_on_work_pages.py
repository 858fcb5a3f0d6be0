"""What is new on a page about our work, and on the home page: no story twice, and none that may not be read."""

import datetime

import pytest
from wagtail.models import Locale

from campaigns.models import EuropeanWorkPage
from pages.models import InterviewPage
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def topic():
    return builders.topic(name="Roses", slug="roses")


def post(title: str, day: int, *topics, **fields):
    return builders.blog_page(title=title, date=datetime.date(2021, 1, day), topics=list(topics), **fields)


def work(*topics, chosen=(), **fields):
    """Publish a page about our work with topics, and with stories that an editor chose."""
    page = builders.local_work_page(related=[("page", each) for each in chosen], **fields)
    page.topics = list(topics)
    page.save_revision().publish()
    return page


def new(client, page) -> list[str]:
    """Return the titles of the stories that a page shows."""
    return [words(each) for each in parsed(client.get(page.url)).select("[aria-labelledby=related] h3")]


def heading(client, page) -> str:
    return words(parsed(client.get(page.url)).find(id="related"))


def test_the_newest_stories_of_its_topics_show_by_themselves(client, topic):
    page = work(topic)
    for day in range(1, 5):
        post(f"Post {day}", day, topic)
    builders.interview_page(title="The interview", date=datetime.date(2021, 1, 9), topics=[topic])
    post("Another matter", 8, builders.topic())
    assert new(client, page) == ["The interview", "Post 4", "Post 3"]
    assert heading(client, page) == "What is new: Roses"


def test_what_an_editor_chose_comes_first_and_nothing_comes_twice(client, topic):
    old, newest = post("Old", 1), post("Newest", 9, topic, builders.topic())
    post("Newer", 8, topic)
    page = work(topic, *newest.topics.all(), chosen=[newest, old])
    assert new(client, page) == ["Newest", "Old", "Newer"]
    assert heading(client, page).startswith("Read more: ")


def test_what_an_editor_chose_shows_without_a_topic(client):
    page = work(chosen=[post("Chosen", 1)])
    post("Other", 2, builders.topic())
    assert (new(client, page), heading(client, page)) == (["Chosen"], "Read more")


def test_a_publication_about_its_topics_is_new_and_can_be_chosen(client, topic):
    post("Post", 2, topic)
    briefing = builders.publication_page(title="Briefing", date=datetime.date(2021, 1, 3), topics=[topic])
    builders.publication_page(title="Draft", date=datetime.date(2021, 1, 4), topics=[topic], live=False)
    assert new(client, work(topic)) == ["Briefing", "Post"]
    assert new(client, work(chosen=[briefing], slug="other")) == ["Briefing"]


def test_nothing_shows_while_there_is_nothing(client, topic):
    page = parsed(client.get(work(topic).url))
    assert not page.find(id="related")


def test_no_story_shows_that_is_private_or_a_draft_or_in_another_language(client, topic):
    private = post("Private", 1, topic)
    builders.lock(private)
    post("Draft", 2, topic, live=False)
    public = post("Public", 3, topic)
    builders.in_urdu(public)
    page = work(topic, chosen=[private])
    assert new(client, page) == ["Public"]
    urdu = builders.in_urdu(page)
    assert new(client, urdu) == [builders.URDU_WORDS]


def test_a_translated_page_has_the_stories_of_the_same_topic(client, topic):
    translated = topic.copy_for_translation(Locale.objects.get(language_code="ur"))
    translated.name, translated.slug = "گلاب", "roses-ur"
    translated.save()
    builders.in_urdu(post("Public", 3, topic))
    urdu = builders.in_urdu(work(topic))
    urdu.topics = [translated]
    urdu.save_revision().publish()
    assert new(client, urdu) == [builders.URDU_WORDS]
    assert "گلاب" in heading(client, urdu)


@pytest.mark.parametrize("is_chosen", [True, False])
def test_an_interview_whose_consent_has_ended_is_not_new(client, topic, is_chosen):
    consent = builders.consent()
    interview = builders.interview_page(title="Hers", consent=consent, topics=[] if is_chosen else [topic])
    post("Ours", 1, topic)
    page = work(topic, chosen=[interview] if is_chosen else [])
    assert new(client, page) == ["Hers", "Ours"]
    consent.is_withdrawn = True
    consent.save()
    assert new(client, page) == ["Ours"]


def test_a_story_among_the_activities_is_not_listed_again(client, topic):
    listed = post("Listed", 1, topic)
    post("Unlisted", 2, topic)
    page = builders.seeded(EuropeanWorkPage)
    page.activities = [("activity", {"activity_type": "Article", "title": "It", "page": listed})]
    page.topics = [topic]
    page.save_revision().publish()
    assert new(client, page) == ["Unlisted"]


def test_the_home_page_lists_no_story_to_which_it_leads_already(client):
    home = parsed(client.get("/"))
    interview = builders.seeded(InterviewPage)
    assert len(home.main.select(f"a[href='{interview.url}']")) == 1
    page = builders.home()
    page.quotation_label = ""
    page.save_revision().publish()
    assert interview.title in words(parsed(client.get("/")).select_one("[aria-labelledby=new]"))


@pytest.mark.parametrize(
    ("quoted", "label"),
    [
        (builders.blog_page, "Blog"),
        (builders.interview_page, "Interview"),
        (builders.standard_page, "Quotation"),
        (lambda: None, "Quotation"),
        (lambda: builders.interview_page(live=False), "Quotation"),
    ],
    ids=["post", "interview", "page without a type", "no page", "draft"],
)
def test_above_the_quotation_of_the_home_page_stands_what_is_quoted(client, quoted, label):
    page = builders.home()
    page.quotation_page = quoted()
    page.save_revision().publish()
    assert words(parsed(client.get("/")).find(id="voice")) == label


def test_a_story_that_the_text_links_is_not_listed_again(client, topic):
    linked, other = post("Linked", 2, topic), post("Other", 1, topic)
    text = f'<p><a linktype="page" id="{linked.pk}">What she said</a></p>'
    assert new(client, work(topic, body=[("paragraph", text)])) == [other.title]
