"""Staff upload recordings, which need the words that are said, and change none that a live page offers unasked."""

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from wagtail.models import ReferenceIndex
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text

from pages.media.kept_files import KEPT_FOR
from pages.media.recordings.errors import NOT_A_RECORDING
from pages.models import DeletedFile, Recording
from tests import builders, sounds
from tests.editing import editor
from tests.enquiries.staff import browser, browser_of
from tests.reading import parsed

pytestmark = pytest.mark.django_db

ADD = "/admin/snippets/pages/recording/add/"
EMPTY = rich_text("")
NO_WORDS = "Write down what is said"
KEPT = "Your recording is kept"


def upload(name: str = "amina.mp3", content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content if content is not None else sounds.tagged_mp3())


def send(client: Client, address: str = ADD, **fields: object) -> BeautifulSoup:
    """Send the form, and return what is shown then."""
    data = {
        "title": "A voice",
        "language": "phr",
        "transcript": EMPTY,
        "transcript_language": "",
        "consent": "",
        "kept_file": "",
    }
    return parsed(client.post(address, {**data, **fields}, follow=True))


def address_of(recording: Recording, view: str = "edit") -> str:
    return reverse(f"wagtailsnippets_pages_recording:{view}", args=[recording.pk])


def test_a_writer_uploads_a_recording_in_pahari():
    send(browser("writer"), file=upload(), matches_page_text="on")
    recording = Recording.objects.get()
    assert (str(recording), recording.seconds, recording.content_type) == ("A voice (Pahari)", 3, "audio/mpeg")
    assert recording.file.name.startswith("recordings/") and "amina" not in recording.file.name
    with recording.file.open() as file:
        assert file.read() == sounds.mp3()
    assert recording.file_size == len(sounds.mp3())


@pytest.mark.parametrize("content", [b"", b"<script>alert(1)</script>", b"<html>" + sounds.mp3()])
def test_a_hostile_file_is_refused_and_nothing_typed_is_lost(content):
    screen = send(browser("writer"), title="My long title", file=upload(content=content), matches_page_text="on")
    assert Recording.objects.count() == 0
    assert NOT_A_RECORDING in screen.get_text() or "Choose an MP3 or M4A file." in screen.get_text()
    assert screen.find(attrs={"name": "title"})["value"] == "My long title"
    assert screen.find(attrs={"name": "matches_page_text"}).has_attr("checked")


def test_a_file_beyond_the_size_is_refused(monkeypatch):
    monkeypatch.setattr("pages.media.recordings.form.MAX_BYTES", 1000)
    assert "larger than 60.0 MB" in send(browser("writer"), file=upload()).get_text().replace("\xa0", " ")
    assert Recording.objects.count() == 0


def test_the_words_that_are_said_are_needed_unless_they_stand_on_the_page():
    writer = browser("writer")
    screen = send(writer, file=upload())
    assert NO_WORDS in screen.get_text() and KEPT in screen.get_text()
    # The file need not be chosen again.
    token = screen.find(attrs={"name": "kept_file"})["value"]
    send(writer, kept_file=token, matches_page_text="on")
    assert Recording.objects.get().seconds == 3


def test_a_writer_changes_her_own_recordings_until_a_live_page_offers_them():
    naomi, ruth = (browser_of(builders.user("Writer", name=name)) for name in ("naomi", "ruth"))
    send(naomi, file=upload(), matches_page_text="on")
    recording = Recording.objects.get()
    send(ruth, address_of(recording), title="Mine", matches_page_text="on")
    assert Recording.objects.get().title == "A voice"
    send(naomi, address_of(recording), title="Better", matches_page_text="on")
    assert Recording.objects.get().title == "Better"
    builders.offer(builders.standard_page(title="A live page"), recording)
    screen = send(naomi, address_of(recording), title="Other", matches_page_text="on")
    assert "stays as it is: visitors" in screen.get_text() and "A live page" in screen.get_text()
    assert Recording.objects.get().title == "Better"


@pytest.mark.parametrize("has_ended", [True, False], ids=["ended", "valid"])
@pytest.mark.parametrize("is_live", [True, False], ids=["on a live page", "on a draft"])
def test_a_consent_is_not_taken_off_a_recording_while_a_live_page_offers_it(is_live, has_ended):
    recording = builders.recording(consent=builders.consent(is_withdrawn=has_ended))
    page = builders.standard_page(title="A live page")
    builders.offer(page, recording)
    if not is_live:
        page.unpublish()
    publisher = browser("publisher")
    screen = send(publisher, address_of(recording), title="A voice", matches_page_text="on")
    recording.refresh_from_db()
    if is_live:
        assert "The live page “A live page” offers this recording." in screen.get_text()
        assert recording.is_left_out is has_ended and recording.consent
    else:
        assert recording.consent is None
    agreed = builders.consent()
    send(publisher, address_of(recording), title="A voice", matches_page_text="on", consent=agreed.pk)
    recording.refresh_from_db()
    assert recording.consent == agreed


def test_the_file_that_another_one_replaces_can_be_restored():
    recording = builders.recording()
    old = recording.file.name
    publisher = browser("publisher")
    send(publisher, address_of(recording), file=upload("new.m4a", sounds.m4a(5)), matches_page_text="on")
    recording.refresh_from_db()
    assert (recording.seconds, recording.extension) == (5, ".m4a")
    [kept] = DeletedFile.objects.all()
    assert kept.file.name == old and kept.file.storage.exists(old)
    publisher.post(reverse("restore_file", args=[kept.pk]))
    recording.refresh_from_db()
    assert (recording.file.name, recording.seconds) == (old, 3)


def test_a_deleted_recording_can_be_restored_and_then_goes_for_good():
    recording = builders.recording(title="A voice")
    name, storage = recording.file.name, recording.file.storage
    publisher = browser("publisher")
    publisher.post(address_of(recording, "delete"))
    assert Recording.objects.count() == 0 and storage.exists(name)
    [kept] = DeletedFile.objects.all()
    assert KEPT_FOR.days == 30
    assert "A voice" in parsed(publisher.get(reverse("deleted_files"))).get_text()
    publisher.post(reverse("restore_file", args=[kept.pk]))
    assert Recording.objects.get().title == "A voice"


def test_a_recording_goes_at_once_and_for_good_if_a_person_asked_for_it(django_capture_on_commit_callbacks):
    recording = builders.recording()
    name, storage = recording.file.name, recording.file.storage
    publisher = browser("publisher")
    question = parsed(publisher.get(address_of(recording, "delete"))).main.get_text(" ", strip=True)
    assert "A person asked for this to be deleted" in question
    with django_capture_on_commit_callbacks(execute=True):
        publisher.post(address_of(recording, "delete"), {"asked_for": "on"})
    assert not (Recording.objects.exists() or DeletedFile.objects.exists() or storage.exists(name))


def test_the_old_file_goes_at_once_if_a_person_asked_for_it(django_capture_on_commit_callbacks):
    recording = builders.recording()
    name, storage = recording.file.name, recording.file.storage
    publisher = browser("publisher")
    with django_capture_on_commit_callbacks(execute=True):
        send(publisher, address_of(recording), file=upload("new.mp3"), matches_page_text="on", asked_for="on")
    recording.refresh_from_db()
    assert recording.file.name != name and storage.exists(recording.file.name)
    assert not (DeletedFile.objects.exists() or storage.exists(name))


def test_the_list_counts_the_pages_that_offer_a_recording():
    recording = builders.recording()
    builders.offer(builders.standard_page(), recording)
    assert ReferenceIndex.get_references_to(recording).count() == 1
    screen = parsed(browser("publisher").get("/admin/snippets/pages/recording/"))
    assert "Used 1 time" in " ".join(screen.select_one("main tbody").get_text().split())


def test_a_page_gets_a_recording_in_its_form_and_offers_it_once_it_is_published():
    recording = builders.recording()
    page = builders.standard_page(title="To listen to")
    publisher = browser("publisher")
    chosen = inline_formset([{"recording": recording.pk}])
    data = {**editor.opened(publisher, page), **nested_form_data({"page_recordings": chosen})}
    publisher.post(editor.edit_address(page), data)
    assert not parsed(Client().get(page.url)).select("audio")
    publisher.post(editor.edit_address(page), {**data, **editor.PUBLISH})
    assert parsed(Client().get(page.url)).select_one("audio")["src"] == recording.url
