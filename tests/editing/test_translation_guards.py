"""No way of wagtail-localize leads round the rules of the editor's form, the second reader, or a lock."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import Locale, Page
from wagtail_localize.models import LocaleSynchronization, StringTranslation

from pages.readiness.findings import NotReadyError
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor, translating
from tests.editing.two_editors import Colleague
from tests.enquiries.staff import browser, browser_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def publisher():
    return browser("publisher")


def published(client, **fields):
    """Return a public page and its public translation, which is written in the translation editor."""
    page = builders.standard_page(**{"title": "Our work", "lead": "<p>Roses.</p>", **fields})
    draft = translating.begun(client, page)
    translating.translate(client, draft)
    translating.post(client, draft, translating.PUBLISH)
    assert translating.stored(draft).live
    return page, draft


def changed(page, **fields):
    """Publish a page with other texts."""
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_no_public_alias_comes_of_copying_a_whole_tree():
    urdu, english = translating.urdu(), Locale.get_default()
    before = set(Page.objects.filter(locale=urdu, live=True).values_list("pk", flat=True))
    LocaleSynchronization.objects.create(locale=urdu, sync_from=english)
    assert Page.objects.filter(locale=urdu, alias_of__isnull=False).exists()
    assert set(Page.objects.filter(locale=urdu, live=True).values_list("pk", flat=True)) == before


@pytest.mark.parametrize("way", ["GET", "POST", "form"])
def test_a_translation_is_not_turned_into_an_alias(publisher, way):
    _page, draft = published(publisher)
    address = translating.address("convert_to_alias", draft.pk)
    if way == "form":
        answer = translating.post(publisher, draft, {"localize-convert-to-alias": "1"})
        assert "does not offer that" in translating.said(answer)
    else:
        assert publisher.generic(way, address).status_code == 404
    assert translating.stored(draft).title == URDU_WORDS and not translating.stored(draft).alias_of_id


def test_bringing_changes_to_a_public_translation_changes_its_draft_alone(publisher, client):
    page, draft = published(publisher)
    changed(page, lead="<p>Tulips grow here.</p>")
    source = translating.translation_of(draft).source_id
    publisher.post(translating.address("update_translations", source), {"publish_translations": "on"})
    assert "Tulips" in translating.newest(draft).lead
    assert URDU_WORDS in translating.stored(draft).lead
    assert "Tulips" not in client.get(f"/ur/{page.slug}/").content.decode()
    screen = translating.post(publisher, draft, translating.PUBLISH)
    assert "A text is not translated into Urdu yet. The first is “Tulips grow here.”." in translating.said(screen)
    translating.translate(publisher, draft)
    translating.post(publisher, draft, translating.PUBLISH)
    assert not translating.stored(draft).has_unpublished_changes


@pytest.mark.parametrize("way", ["script", "list", "workflow"])
def test_no_other_way_publishes_a_page_with_a_text_missing(publisher, way):
    page = builders.standard_page(title="Our Work", lead="<p>Roses.</p>")
    draft = translating.begun(publisher, page)
    # A name in capital letters, which no rule about languages finds.
    translating.translate(publisher, draft, but=["title"])
    if way == "script":
        with pytest.raises(NotReadyError):
            translating.stored(draft).get_latest_revision().publish()
    elif way == "list":
        bulk = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
        publisher.post(f"{bulk}?id={draft.pk}&next=/admin/")
    else:
        page = translating.stored(draft)
        superuser = builders.superuser()
        page.get_workflow().start(page, superuser)
        state = page.current_workflow_task_state
        name = "wagtailadmin_pages:workflow_action"
        publisher.post(reverse(name, args=[page.pk, "approve", state.pk]), {"comment": ""})
    assert not translating.stored(draft).live


def test_a_draft_of_the_original_is_never_published_in_its_translation(publisher):
    page = builders.standard_page(title="Our work", live=False)
    draft = translating.begun(publisher, page)
    assert not translating.stored(draft).live and not translating.stored(page).live


def test_who_translated_a_page_about_a_person_hands_it_in_and_a_colleague_publishes_it():
    author, reader = Colleague(), Colleague()
    page = builders.standard_page(title="Rosa", names_person=True)
    if not page.live:
        page.get_latest_revision().publish()
    draft = translating.begun(author.browser, page)
    translating.translate(author.browser, draft)
    assert translating.newest(draft).names_person
    screen = translating.post(author.browser, draft, translating.PUBLISH)
    assert "a colleague reads it first" in translating.said(screen)
    assert not translating.stored(draft).live
    translating.post(reader.browser, draft, translating.PUBLISH)
    assert translating.stored(draft).live


def test_a_writer_hands_in_and_does_not_publish():
    writer = Colleague("Writer")
    page = builders.standard_page(title="Our work")
    draft = translating.begun(writer.browser, page)
    assert "was not published" in translating.said(translating.post(writer.browser, draft, translating.HAND_IN))
    translating.translate(writer.browser, draft)
    writer.browser.post(editor.edit_address(draft), translating.PUBLISH)
    assert not translating.stored(draft).live
    assert "is handed in" in translating.said(translating.post(writer.browser, draft, translating.HAND_IN))
    publisher = browser("publisher")
    assert (
        f"For you to read and approve {URDU_WORDS}"
        in " ".join(publisher.get(reverse("wagtailadmin_home")).content.decode().split()).replace("</h3>", "")
        or URDU_WORDS in publisher.get(reverse("wagtailadmin_home")).content.decode()
    )
    # While it is read, nobody changes it under the reader's eyes.
    [title] = [text for text in translating.texts(draft) if text.context.path == "title"]
    assert translating.save_text(writer.browser, draft, title, "گلاب").status_code == 302
    assert translating.newest(draft).title == URDU_WORDS
    translating.post(publisher, draft, translating.PUBLISH)
    assert translating.stored(draft).live and not translating.stored(draft).workflow_in_progress


def test_what_a_colleague_has_locked_stays_as_it_is(publisher):
    page, draft = published(publisher)
    Page.objects.filter(pk=draft.pk).update(locked=True, locked_by=builders.superuser())
    other = browser_of(builders.user("Publisher"))
    [title] = [text for text in translating.texts(draft) if text.context.path == "title"]
    assert translating.save_text(other, draft, title, "گلاب").status_code == 302
    assert not StringTranslation.objects.filter(data="گلاب").exists()
    assert "is locked" in translating.said(translating.post(other, draft, translating.PUBLISH))
    changed(page, lead="<p>Tulips.</p>")
    update = translating.address("update_translations", translating.translation_of(draft).source_id)
    assert "is locked" in translating.said(other.post(update, follow=True))


def test_the_address_of_a_link_is_changed_for_one_language_and_is_an_address(publisher):
    page = builders.standard_page(lead='<p>See <a href="https://example.org/en/">the report</a> there.</p>')
    draft = translating.begun(publisher, page)
    translation = translating.translation_of(draft)
    [text] = [each for each in translating.texts(draft) if each.context.path == "lead"]
    translating.save_text(publisher, draft, text, f'{URDU_WORDS} <a id="a1">رپورٹ</a>')
    [link] = translation.source.overridablesegment_set.all()
    address = translating.address("edit_override", translation.pk, link.pk)
    assert translating.put(publisher, address, "javascript:alert(1)").status_code == 400
    assert 'href="https://example.org/en/"' in translating.newest(draft).lead
    assert translating.put(publisher, address, "https://example.org/ur/?utm_source=mail").status_code == 201
    assert 'href="https://example.org/ur/"' in translating.newest(draft).lead


def test_a_translation_with_a_date_of_publishing_is_said_to_be_scheduled(publisher, client):
    page = builders.standard_page(title="Our work")
    draft = translating.begun(publisher, page)
    translating.translate(publisher, draft)
    newest = translating.newest(draft)
    newest.go_live_at = datetime(2035, 7, 2, 8, tzinfo=UTC)
    newest.save_revision()
    said = translating.said(translating.post(publisher, draft, translating.PUBLISH))
    assert f"“{URDU_WORDS}” is published." not in said
    assert f"“{URDU_WORDS}” is scheduled. It will be published on 2 July 2035 at 09:00 UK time." in said
    assert client.get(f"/ur/{page.slug}/").status_code == 404
