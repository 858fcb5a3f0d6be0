"""A page is translated text by text; it is a draft until somebody publishes it, and public only as a whole."""

from typing import Any

import pytest
from wagtail.models import Page

from pages.models import BlogPage, Consent, HomePage, InterviewIndexPage, SiteImage, Topic
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor, translating
from tests.enquiries.staff import browser
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return browser("publisher")


def test_a_translated_page_is_public_when_it_is_published_and_not_before(publisher, client):
    page = builders.standard_page(title="Our work", lead="<p>Roses for <b>all</b>.</p>")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    assert client.get(f"/ur/{page.slug}/").status_code == 404
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert f"“{URDU_WORDS}” is published." in translating.said(screen)
    shown = parsed(client.get(f"/ur/{page.slug}/")).main.get_text(" ", strip=True)
    assert URDU_WORDS in shown and "Roses" not in shown


def test_nothing_is_published_while_a_text_is_missing_and_nothing_is_lost(publisher, client):
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft, but=["search_description"])
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert "A text is not translated into Urdu yet. The first is “What this page is about.”." in translating.said(
        screen
    )
    assert client.get(f"/ur/{page.slug}/").status_code == 404
    assert translating.newest(draft).title == URDU_WORDS


def test_a_blank_translation_is_none(publisher):
    draft = translating.begun(publisher, builders.standard_page())
    translating.translate(publisher, draft, title=" ")
    assert "not translated into Urdu yet" in translating.said(translating.post(publisher, draft, translating.PUBLISH))


def test_each_text_is_in_the_draft_when_it_is_saved_and_the_public_page_stays(publisher, client):
    page = builders.standard_page(title="Our work")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    translating.translate(publisher, draft, title="گلاب")
    assert translating.newest(draft).title == "گلاب"
    assert translating.stored(draft).title == URDU_WORDS
    assert "گلاب" not in client.get(f"/ur/{page.slug}/").content.decode()


def test_the_slug_of_the_original_stays_and_is_no_text_to_translate(publisher):
    page = builders.standard_page(title="Our work", slug="our-work")
    draft = translating.begun(publisher, page)
    assert not [text for text in translating.texts(draft) if text.string.data == "our-work"]
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).slug == "our-work"


def test_a_text_longer_than_its_field_is_refused_beside_it_and_the_others_are_kept(publisher):
    draft = translating.begun(publisher, builders.standard_page(title="Our work"))
    translating.translate(publisher, draft)
    [title] = [text for text in translating.texts(draft) if text.context.path == "title"]
    answer = translating.save_text(publisher, draft, title, "گ" * 300)
    assert "255" in answer.json()["error"]
    assert translating.newest(draft).title == "Our work"
    assert translating.newest(draft).search_description == URDU_WORDS
    assert "not translated into Urdu yet" in translating.said(translating.post(publisher, draft, translating.PUBLISH))


def test_markup_that_the_editor_of_texts_would_not_make_reaches_no_page(publisher):
    draft = translating.begun(publisher, builders.standard_page(lead="<p>Roses.</p>"))
    translating.translate(publisher, draft, lead='گلاب<script>alert(1)</script><img src="https://example.org/a.png">')
    assert "script" not in translating.newest(draft).lead and "img" not in translating.newest(draft).lead
    translating.translate(publisher, draft, lead="گلاب\x00\u202e \ufeff")
    assert translating.newest(draft).lead == "<p>گلاب </p>"


def test_every_kind_of_block_is_translated_and_keeps_what_is_not_words(publisher):
    page = builders.blog_page(body=builders.every_block(), title="All blocks")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    newest = translating.newest(draft)
    assert [block.block_type for block in newest.body] == [block.block_type for block in page.body]
    for before, after in zip(page.body, newest.body, strict=True):
        if before.block_type == "passage":
            assert after.value["text"].source == before.value["text"].source
        choices = translating.translation_of(draft).source.overridablesegment_set.all()
        assert all(isinstance(choice.data, str) for choice in choices), "no other picture, page or consent is offered"
        if before.block_type == "image":
            assert after.value["image"].pk == before.value["image"].pk


def test_pictures_dates_people_and_consents_follow_the_original(publisher):
    person = builders.person()
    page = builders.blog_page(authors=[person], original_title="A title elsewhere", date="2024-03-08")
    draft = translating.begun(publisher, page)
    page.date = "2024-03-09"
    page.authors = [builders.person()]
    page.save_revision().publish()
    publisher.post(translating.address("update_translations", translating.translation_of(draft).source_id))
    newest = translating.newest(draft)
    assert str(newest.date) == "2024-03-09"
    assert list(newest.authors.all()) == list(page.authors.all()) != [person]
    assert newest.original_title == "A title elsewhere"


def test_topics_are_those_of_the_language_where_they_are_translated(publisher):
    topic, other = builders.topic(name="Rights"), builders.topic(name="Housing")
    translated = topic.copy_for_translation(translating.urdu())
    translated.name = "حقوق"
    translated.save()
    draft = translating.begun(publisher, builders.blog_page(topics=[topic, other]))
    translating.translate(publisher, draft)
    assert {each.name for each in translating.newest(draft).topics.all()} == {"حقوق", "Housing"}


def test_a_discreet_page_stays_discreet_and_its_title_neutral(publisher, client):
    page = builders.standard_page(title="Getting help", is_sensitive=True)
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft, title="گھریلو تشدد")
    assert translating.newest(draft).is_sensitive
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert "was not published" in translating.said(screen)
    assert client.get(f"/ur/{page.slug}/").status_code == 404


def test_what_became_discreet_in_english_becomes_it_in_urdu(publisher):
    page = builders.standard_page(title="Getting help")
    draft = translating.begun(publisher, page)
    page.is_sensitive = True
    page.save_revision().publish()
    translating.translate(publisher, draft)
    assert translating.newest(draft).is_sensitive


def test_a_translation_that_nobody_has_checked_says_so(publisher, client):
    page = builders.standard_page(title="Our work")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    assert "200" in translating.said(translating.post(publisher, draft, {"action": "own", "sample_note": "گ" * 201}))
    translating.post(publisher, draft, {"action": "own", "sample_note": "غیر جانچ شدہ ترجمہ"})
    translating.post(publisher, draft, translating.PUBLISH)
    assert "غیر جانچ شدہ ترجمہ" in parsed(client.get(f"/ur/{page.slug}/")).select_one(".sample-note").get_text()


def test_a_page_that_was_translated_by_hand_keeps_the_ordinary_form(publisher):
    page = builders.standard_page(title="Our work")
    by_hand = builders.in_urdu(page)
    screen = publisher.get(editor.edit_address(by_hand))
    assert parsed(screen).select_one("#page-edit-form") and not parsed(screen).select_one(".js-translation-editor")
    assert "locales" in translating.submit(publisher, page).context["form"].errors
    assert translating.stored(by_hand).title == URDU_WORDS


def test_pages_below_a_page_are_never_translated_along(publisher):
    parent = builders.standard_page(title="Parent")
    child = builders.standard_page(parent, title="Child")
    translating.begun(publisher, parent)
    by_hand = builders.in_urdu(child)
    other = builders.standard_page(title="Another parent")
    below = builders.standard_page(other, title="Below")
    translating.submit(publisher, other, include_subtree="on")
    assert translating.stored(by_hand).title == URDU_WORDS
    assert not below.get_translations().exists()


def test_the_ordinary_form_goes_on_with_what_was_translated(publisher):
    draft = translating.begun(publisher, builders.standard_page(title="Our work"))
    translating.translate(publisher, draft)
    publisher.post(translating.address("stop_translation", translating.translation_of(draft).pk))
    form = editor.form_of(publisher.get(editor.edit_address(draft)))
    assert form["title"] == [URDU_WORDS]
    # The editor would overwrite what is written from now on.
    screen = translating.post(publisher, draft, {"localize-restart-translation": "1"})
    assert "does not offer that" in translating.said(screen)


def test_the_home_page_is_translated_too(publisher):
    Page.objects.filter(locale__language_code="ur", depth__gt=1).delete()
    draft = translating.begun(publisher, builders.seeded(HomePage))
    translating.translate(publisher, draft)
    assert translating.newest(draft).title == URDU_WORDS


def test_a_topic_is_translated_in_a_form_of_its_own_and_linked_to_its_original(publisher):
    topic = builders.topic(name="Rights", slug="rights")
    screen = publisher.get(translating.address("submit_snippet_translation", "pages", "topic", topic.pk), follow=True)
    form = parsed(screen).select_one("form#w-editor-form") or parsed(screen)
    assert form.select_one("[name=name]")["value"] == "Rights"
    target = screen.redirect_chain[-1][0]
    assert not Topic.objects.filter(locale__language_code="ur", translation_key=topic.translation_key).exists()
    publisher.post(target, {"name": "حقوق", "slug": "rights"})
    [translated] = Topic.objects.filter(locale__language_code="ur", translation_key=topic.translation_key)
    assert translated.name == "حقوق"


def test_a_list_is_drafted_where_only_its_story_is_translated(publisher, client):
    Page.objects.filter(locale__language_code="ur", depth__gt=2).delete()
    story = builders.interview_page(title="A talk", body=[("paragraph", "<p>Roses.</p>")])
    draft = translating.begun(publisher, story)
    parent = translating.stored(draft.get_parent())
    assert isinstance(parent, InterviewIndexPage) and parent.alias_of_id
    assert not parent.live
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    builders.seeded(InterviewIndexPage).save_revision().publish()
    assert not translating.stored(parent).live
    assert client.get("/ur/interviews/").status_code == 404


def test_an_alias_becomes_a_translation_of_its_own(publisher):
    Page.objects.filter(locale__language_code="ur", depth__gt=2).delete()
    draft = translating.begun(publisher, builders.blog_page())
    blog = translating.stored(draft.get_parent())
    original = translating.stored(blog.alias_of)
    assert translating.begun(publisher, original).pk == blog.pk
    translating.translate(publisher, blog)
    translating.post(publisher, blog, translating.PUBLISH)
    assert translating.stored(blog).live and not translating.stored(blog).alias_of_id
    assert BlogPage.objects.get(pk=draft.pk).live is False


@pytest.mark.parametrize("typed", ["خلاصہ R&D", "ایک < دو", "<b> گلاب", "&copy گلاب", "'گلاب' \"اور\""])
def test_no_sign_of_a_translated_text_is_lost(publisher, client, typed):
    page = builders.standard_page(title="R&D and more", lead="<p>Roses &amp; more.</p>")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft, title=typed, search_description=typed)
    assert translating.newest(draft).title == typed
    translating.translate(publisher, draft, title=typed, search_description=typed)
    assert translating.newest(draft).title == typed
    translating.post(publisher, draft, translating.PUBLISH)
    shown = parsed(client.get(f"/ur/{page.slug}/"))
    assert " ".join(shown.h1.get_text().split()) == typed
    assert shown.select_one("meta[name=description]")["content"] == typed


def test_an_ampersand_in_a_translated_text_with_links_is_not_lost(publisher, client):
    page = builders.standard_page(title="Our work", lead="<p>Roses.</p>")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft, lead="گلاب R&D <b>اور</b>")
    assert "گلاب R&amp;D <b>اور</b>" in translating.newest(draft).lead


def pictured(**fields: Any) -> Page:
    """Publish a page with a picture."""
    return builders.blog_page(body=[("image", {"image": builders.image(makes_renditions=False, **fields)})])


def test_the_editor_says_what_the_page_needs_before_it_is_published_as_the_ordinary_form_does(publisher):
    draft = translating.begun(publisher, pictured())
    SiteImage.objects.update(shows_people=True)
    begun = words(translating.above_the_texts(publisher, draft))
    assert "texts are not translated into Urdu yet" in begun
    # What lacks a translation is not also said to be in the wrong language.
    assert "not in Urdu" not in begun
    translating.translate(publisher, draft)
    above = translating.above_the_texts(publisher, draft)
    assert "Needed before it can be published" in words(above)
    assert "Body, block 1 (Picture): People can be recognised in the picture" in words(above)
    assert "Worth a look" in words(above)
    assert above.select('a[href*="#check"]') == []
    SiteImage.objects.update(shows_people=False)
    assert "Nothing is missing: the page can be published." in words(translating.above_the_texts(publisher, draft))


def test_the_editor_says_what_is_left_out_since_a_consent_has_ended(publisher):
    consent = builders.consent()
    draft = translating.begun(publisher, pictured(consent=consent))
    assert "Visitors do not see" not in words(translating.above_the_texts(publisher, draft))
    Consent.objects.update(is_withdrawn=True)
    above = words(translating.above_the_texts(publisher, draft))
    assert "Visitors do not see these parts of the page, because the consent to them has ended" in above
    assert "the consent was withdrawn" in above
