"""Every text under `lang="ur"` is Urdu, or says which language it is (WCAG 3.1.2)."""

import re

import pytest
from bs4 import Tag
from django.test import Client
from wagtail.models import Locale, Page

from pages.enquiries.models import EnquirySettings
from pages.models import Announcement, OrganisationIdentity, Topic, VisitorSafety
from tests import builders, translated_site
from tests.page_types import PAGE_TYPES
from tests.reading import parsed
from tests.structure import unmarked_english

pytestmark = pytest.mark.django_db


@pytest.fixture
def urdu_site() -> list[Page]:
    """Translate a page of every type, with every block, and leave in English what has no translation of its own."""
    person = builders.person(name="Sample Person", role="Member of a sample board", bio="<p>She writes samples.</p>")
    europe = builders.organisation(name="Sample Network in Europe", short_name="SNE", website="https://example.org/")
    site = builders.home().get_site()
    Announcement.objects.update_or_create(
        site=site,
        defaults={"text": "We are closed on Friday", "page": builders.english("accessibility"), "link_text": "Why"},
    )
    OrganisationIdentity.objects.update_or_create(
        site=site,
        defaults={
            "telephone": "01709 000000",
            "telephone_hours": "Weekdays, nine to five",
            "email": "us@example.org",
            "registered_name": "The sample charity",
            "registered_office": "One sample street",
            "strapline": "A sample strapline",
        },
    )
    enquiries = EnquirySettings.load()
    enquiries.read_by = "Read by a few of us."
    enquiries.save()
    topics = list(Topic.objects.filter(slug__in=["anti-racism", "europe"]))
    originals = [each.example() for each in PAGE_TYPES]
    originals.append(builders.standard_page(slug="every-block"))
    originals.append(builders.local_work_page(slug="every-action"))
    translations = translated_site.translate(originals, translated_site.Shown(person, europe, topics))
    translated_site.offer_recording(translations[-1])
    return translations


def test_no_english_is_read_aloud_as_urdu(urdu_site: list[Page], client: Client) -> None:
    found = {}
    for page in urdu_site:
        response = parsed(client.get(page.get_url()))
        assert response.html["lang"] == "ur", page
        found[page.get_url()] = list(unmarked_english(response))
    for path in ("/ur/search/", "/ur/no-such-page/", "/ur/contact/sent/", "/ur/exit/practice/"):
        found[path] = list(unmarked_english(parsed(client.get(path))))
    assert {path: texts for path, texts in found.items() if texts} == {}
    # Translations hang together: each list shows its story.
    assert len(found) == len(PAGE_TYPES) + 6


def short_english() -> dict[str, list]:
    """Return texts of one or two English words wherever plain text can stand: too few for a rule, and read aloud."""
    entries = [{"date": "First", "title": "We met", "text": "And talked"}, {"date": "Then", "title": "Later"}]
    call = {"title": "Get help", "text": "It helps", "button": "Call us"}
    member = {"title": "Write now", "text": "It helps", "button": "Find her", "address": "https://www.example.org/"}
    return {
        "body": [
            ("heading", {"text": "Get support", "level": "h2"}),
            ("pull_quote", "Get support"),
            ("paragraph", f"<p>{builders.URDU_WORDS}</p>"),
            ("heading", {"text": "Anti-racism", "level": "h3"}),
            ("statistic", {"number": "0", "words": "women helped", "source": "A sample", "date": "No date"}),
            ("question", {"question": "Who calls", "answer": f"<p>{builders.URDU_WORDS}</p>"}),
            ("timeline", {"title": "Our way", "entries": entries}),
            ("call_to_action", {**call, "page": builders.english("glossary")}),
            ("call_to_action", {**call, "address": "https://www.example.org/"}),
            ("help_box", {"title": "Some help", "text": f"<p>{builders.URDU_WORDS}</p>"}),
            ("content_note", "Hard words"),
            ("paragraph", f"<p>{builders.URDU_WORDS}</p>"),
        ],
        "actions": [
            ("find_member", member),
            ("letter", {"title": "Write now", "text": "It helps", "subject": "Hello", "letter": builders.URDU_WORDS}),
            ("document", {"title": "Pass on", "text": "It helps", "document": builders.document()}),
        ],
    }


def test_short_english_is_read_aloud_as_english_wherever_it_stands(client: Client) -> None:
    shown = short_english()
    partners = [("partner", {"organisation": builders.organisation(), "note": "Since then"})]
    milestone = {"title": "First step", "status": "now", "status_words": "At work", "date": "This year"}
    call = {"call_title": "Get help", "call_button": "Call us", "partners": partners}
    builders.in_urdu(builders.english("contact"))
    pages = [
        builders.in_urdu(builders.home(), title="Get help", about_title="Who helps", call_title="Get help"),
        builders.in_urdu(builders.standard_page(), title="Get help", body=shown["body"]),
        builders.in_urdu(builders.safety_page(), title="Safe now", body=shown["body"]),
        builders.in_urdu(builders.blog_page(), title="Our words", search_description="Our words"),
        builders.in_urdu(builders.local_work_page(), title="Local help", place="Here", **call),
        builders.in_urdu(builders.local_work_page(), title="Local: help", actions=shown["actions"]),
        builders.in_urdu(
            builders.national_work_page(),
            title="National help",
            search_description="Our help",
            ask="We ask",
            figure="0",
            figure_words="women helped",
            figure_source="A sample",
            benefits_title="What for",
            benefits=[("benefit", "More help")],
            milestones_title="Our way",
            milestones=[("milestone", milestone)],
            **call,
        ),
    ]
    pages += [pages[3].get_parent(), pages[4].get_parent()]
    found = {page.get_url(): list(unmarked_english(parsed(client.get(page.get_url())))) for page in pages}
    assert {path: texts for path, texts in found.items() if texts} == {}
    title = parsed(client.get(pages[1].get_url())).select_one("h1 [lang]")
    assert (title["lang"], title["dir"], title.get_text()) == ("en-gb", "ltr", "Get help")


def test_a_word_in_another_language_has_its_direction_too(urdu_site: list[Page], client: Client) -> None:
    for page in urdu_site:
        for element in parsed(client.get(page.get_url())).body.select("[lang]:not(img)"):
            assert element.get("dir") == ("rtl" if element["lang"] == "ur" else "ltr"), element


def test_urdu_among_english_numbers_to_call_is_read_as_urdu(client: Client) -> None:
    builders.in_urdu(builders.home())
    site = builders.home().get_site()
    OrganisationIdentity.objects.update_or_create(
        site=site, defaults={"telephone": "01709 000000", "telephone_hours": "صبح سے شام تک"}
    )
    safety = VisitorSafety.for_site(site)
    safety.numbers = [
        ("number", {"number": "0800 000", "labels": [{"language": "en-gb", "label": "A sample line", "note": "Free."}]})
    ]
    safety.save()
    page = parsed(client.get("/ur/"))
    hours = page.find(string=re.compile("صبح سے شام تک"))
    assert next(each["lang"] for each in hours.parents if each.get("lang")) == "ur"
    assert list(unmarked_english(page)) == []


def test_the_reader_hears_a_quotation_in_the_language_that_the_editor_chose(client: Client) -> None:
    quotation = {"text": "“Moja pani povedala.”", "source": "Jana", "language": "sk"}
    page = parsed(client.get(builders.standard_page(body=[("quotation", quotation)]).url))
    quote = page.select_one("blockquote")
    assert (quote["lang"], quote["dir"]) == ("sk", "ltr")


def test_a_topic_is_shown_in_the_language_of_the_page_once_it_is_translated(client: Client) -> None:
    topic = builders.topic(name="Housing")
    post = builders.in_urdu(builders.blog_page(topics=[topic]), topics=[topic])
    builders.in_urdu(post.get_translation(Locale.get_default()).get_parent())

    def tag() -> Tag:
        return parsed(client.get(post.get_url())).select_one(".tags a")

    assert tag().select_one("[lang]")["lang"] == "en-gb" and tag().get_text() == "Housing"
    urdu = topic.copy_for_translation(Locale.objects.get(language_code="ur"))
    urdu.name, urdu.slug = "رہائش", "رہائش"
    urdu.save()
    assert tag().get_text() == "رہائش" and not tag().select("[lang]")
    listed = parsed(client.get(post.get_parent().get_url() + tag()["href"].partition("/ur/blog/")[2]))
    assert listed.select_one(".page-list a")["href"] == post.get_url()
    assert [link.get_text(strip=True) for link in listed.select("nav .pagination a")][1:] == ["رہائش"]
