"""Words and pictures are left out at the moment at which their consent ends, and the page stays."""

import json

import pytest

from pages.models import Consent, HomePage
from tests import builders
from tests.consents.midnight import AFTER
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db

QUOTATION = ("quotation", {"text": "“These were her words.”", "source": "Amina Sample"})
HEADING = ("heading", {"text": "What she told us", "level": "h2"})


def quoted(consent: Consent | None, **more: str) -> tuple:
    """Return a quotation that relies on a consent."""
    return (QUOTATION[0], {**QUOTATION[1], "consent": consent, **more})


def both_sides(client, clock, path: str) -> tuple[str, str]:
    """Return the words of a page just before and just after midnight."""
    before = main_words(client.get(path))
    clock.move_to(AFTER)
    response = client.get(path)
    assert response.status_code == 200
    return before, main_words(response)


def test_a_quotation_is_left_out_from_midnight_on_and_the_page_stays(client, clock, consent):
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), quoted(consent)])
    before, after = both_sides(client, clock, page.url)
    assert "These were her words." in before
    assert "Our own words." in after
    assert "her words" not in after and "Amina" not in after
    assert not parsed(client.get(page.url)).main.select("figure, blockquote")


def test_a_quotation_without_a_consent_or_with_one_that_has_no_end_stays(client, clock):
    body = [quoted(None), quoted(builders.consent(), text="“Other words.”")]
    page = builders.standard_page(body=body)
    _before, after = both_sides(client, clock, page.url)
    assert "These were her words." in after and "Other words." in after


def test_a_withdrawal_takes_effect_at_once(client, consent):
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), quoted(consent)])
    consent.is_withdrawn = True
    consent.save()
    assert "her words" not in main_words(client.get(page.url))


def test_a_quotation_whose_consent_was_deleted_does_not_come_back(client):
    consent = builders.consent(is_withdrawn=True)
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), quoted(consent)])
    Consent.objects.filter(pk=consent.pk)._raw_delete(using="default")
    assert "her words" not in main_words(client.get(page.url))


def test_a_heading_goes_with_everything_that_stood_below_it(client, clock, consent):
    body = [
        HEADING,
        ("heading", {"text": "In her own words", "level": "h3"}),
        quoted(consent),
        ("heading", {"text": "What we do", "level": "h2"}),
        ("paragraph", "<p>Our own words.</p>"),
    ]
    before, after = both_sides(client, clock, builders.standard_page(body=body).url)
    assert "What she told us" in before and "In her own words" in before
    assert "What she told us" not in after and "In her own words" not in after
    assert "What we do Our own words." in after


def test_a_pull_quote_goes_with_the_quotation_that_it_repeats(client, clock, consent):
    body = [quoted(consent), ("pull_quote", "These were her words"), ("pull_quote", "A sentence of ours")]
    page = builders.standard_page(body=[*body, ("paragraph", "<p>A sentence of ours.</p>")])
    clock.move_to(AFTER)
    assert [quote.text for quote in parsed(client.get(page.url)).select(".pull-quote")] == ["A sentence of ours"]


def test_a_picture_is_left_out_with_its_caption(client, clock, consent):
    picture = builders.image(builders.picture_bytes(size=(1300, 900)), shows_people=True, consent=consent)
    block = ("image", {"image": picture, "caption": "Amina in spring"})
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), block])
    assert parsed(client.get(page.url)).main.select("picture")
    _before, after = both_sides(client, clock, page.url)
    assert "spring" not in after
    assert not parsed(client.get(page.url)).main.select("picture, figure, img")


def interview(consent: Consent):
    person = builders.person(name="Amina Sample", bio="<p>She writes.</p>")
    return builders.interview_page(
        title="About courage",
        consent=consent,
        interviewee=person,
        interviewer=builders.organisation(name="Sample Press"),
        lead="<p>Our introduction.</p>",
        original_url="https://www.example.org/",
        body=[
            HEADING,
            ("question", {"question": "Why?", "answer": "<p>These were her words.</p>"}),
            ("paragraph", "<p>And these were hers too.</p>"),
            ("pull_quote", "These were her words."),
            ("help_box", {"title": "Where to find help", "text": "<p>Call.</p>"}),
        ],
    )


def test_an_interview_keeps_its_title_introduction_original_and_help_alone(client, clock, consent):
    page = interview(consent)
    before, after = both_sides(client, clock, page.url)
    assert "These were her words." in before and "About Amina Sample" in before
    for gone in ("her words", "hers too", "Why?", "What she told us", "Amina", "She writes"):
        assert gone not in after
    for kept in ("About courage", "Our introduction.", "Where to find help"):
        assert kept in after
    assert parsed(client.get(page.url)).main.select("a[href='https://www.example.org/']")


def test_no_list_and_no_data_for_machines_name_somebody_whose_consent_has_ended(client, clock, consent):
    page = interview(consent)
    paths = ["/interviews/", "/", "/search/?q=courage", "/sitemap-1.xml", "/interviews/feed/", page.url]
    assert "Amina Sample, interviewed by the Sample Press" in main_words(client.get("/interviews/"))
    assert "Amina Sample" in client.get(page.url).content.decode()
    clock.move_to(AFTER)
    for path in paths:
        response = client.get(path)
        assert response.status_code == 200
        assert "Amina" not in response.content.decode(), path
    data = [json.loads(tag.string) for tag in parsed(client.get(page.url)).select("script[type='application/ld+json']")]
    assert {"BreadcrumbList", "Article"} == {each["@type"] for each in data}
    assert not any("about" in each for each in data)


@pytest.mark.parametrize("is_from_interview", [False, True], ids=["its own consent", "that of its interview"])
def test_the_quotation_on_the_home_page_goes_with_its_section(client, clock, consent, is_from_interview):
    home = builders.home()
    home.quotation, home.quotation_text = "“These were her words.”", "<p>She said so in spring.</p>"
    home.quotation_consent = None if is_from_interview else consent
    home.quotation_page = interview(consent) if is_from_interview else None
    home.save_revision().publish()
    before, after = both_sides(client, clock, "/")
    assert "These were her words." in before
    assert "her words" not in after and "in spring" not in after
    assert not parsed(client.get("/")).select("#voice")
    assert HomePage.objects.get(pk=home.pk).quotation


def test_a_translation_leaves_the_same_words_out(client, clock, consent):
    urdu = builders.home().get_translations().get()
    urdu.quotation, urdu.quotation_consent = "“اس کے الفاظ”", consent
    urdu.save_revision().publish()
    before, after = both_sides(client, clock, "/ur/")
    assert "اس کے الفاظ" in before and "اس کے الفاظ" not in after


def heard(client, page, *recordings) -> list[tuple[bool, bool]]:
    """Return for each recording whether the page offers it, and whether it is sent."""
    main = client.get(page.url).content.decode()
    return [(each.url in main, client.get(each.url).status_code == 200) for each in recordings]


@pytest.mark.each_database
def test_all_recordings_of_an_interview_go_with_its_text_though_others_read_it_aloud(client, clock, consent):
    page = interview(consent)
    of_a_colleague = builders.consent(person="A colleague who reads")
    spoken = "<p>These were her words.</p>"
    recordings = [
        builders.recording(consent=of_a_colleague),
        builders.recording(consent=of_a_colleague, transcript=spoken, matches_page_text=False),
    ]
    builders.offer(page, *recordings)
    assert heard(client, page, *recordings) == [(True, True)] * 2
    clock.move_to(AFTER)
    assert heard(client, page, *recordings) == [(False, False)] * 2
    assert "her words" not in client.get(page.url).content.decode()


def test_a_recording_that_says_what_the_page_says_goes_with_a_quotation_and_another_stays(client, clock, consent):
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), quoted(consent)])
    read_aloud = builders.recording(consent=builders.consent())
    other = builders.recording(transcript="<p>Other words.</p>", matches_page_text=False)
    builders.offer(page, read_aloud, other)
    assert heard(client, page, read_aloud, other) == [(True, True), (True, True)]
    clock.move_to(AFTER)
    assert heard(client, page, read_aloud, other) == [(False, False), (True, True)]


def test_a_recording_stays_where_only_a_picture_is_left_out(client, clock, consent):
    picture = builders.image(shows_people=True, consent=consent)
    block = ("image", {"image": picture})
    page = builders.standard_page(body=[("paragraph", "<p>Our own words.</p>"), block])
    recording = builders.recording()
    builders.offer(page, recording)
    clock.move_to(AFTER)
    assert heard(client, page, recording) == [(True, True)]
