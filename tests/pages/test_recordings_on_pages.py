"""A page offers its recordings at its head; they are heard by whoever may read it, in parts, and by nobody else."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.test.utils import override_script_prefix
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import PageViewRestriction

from apnahaq.serve_recordings import MAX_PART
from tests import builders, sounds
from tests.page_types import PAGE_TYPES, PageType
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def recording():
    return builders.recording(sounds.mp3(5 * 60), language="phr", transcript="<p>سلام</p>", transcript_language="ur")


@pytest.fixture
def page(recording):
    page = builders.standard_page(title="A page")
    builders.offer(page, recording)
    return page


def body(response) -> bytes:
    return b"".join(response.streaming_content) if response.streaming else response.content


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_every_page_type_offers_its_recordings_at_its_head(client, page_type: PageType):
    page = page_type.example()
    builders.offer(page, builders.recording())
    main = parsed(client.get(page_type.path)).main
    offer = main.select_one(".recordings summary")
    assert words(offer) == "Listen to this page: Urdu (اردو), 1 minute"
    assert offer.find_previous("h1")
    # Nothing of the body comes before it.
    assert not offer.find_previous(class_=["question-answer", "page-list", "reading-column", "timeline"])


def test_a_recording_comes_with_its_language_length_size_and_words(client, page, recording):
    offer = parsed(client.get(page.url)).select_one(".recordings > details")
    assert words(offer.summary) == "Listen to this page: Pahari (پہاڑی), 5 minutes"
    assert (offer.summary.bdi["lang"], offer.summary.bdi["dir"]) == ("phr", "rtl")
    player = offer.audio
    assert (player["preload"], player["src"]) == ("none", recording.url) and player.has_attr("controls")
    link = offer.select_one("a[download]")
    assert link["href"] == recording.url and recording.title not in link["download"]
    assert "MP3, 2.3 MB, saved on your device" in words(link.find_next_sibling()).replace("\xa0", " ")
    transcript = offer.details.div
    assert (words(transcript), transcript["lang"], transcript["dir"]) == ("سلام", "ur", "rtl")


def test_a_recording_keeps_the_prefix_below_which_the_site_is_served(recording):
    with override_script_prefix("/site/"):
        assert recording.url == f"/site/recordings/{recording.pk}/{recording.file_name}"


def test_an_urdu_page_offers_it_in_urdu(client, page, recording):
    urdu = builders.in_urdu(page)
    assert words(parsed(client.get(urdu.url)).select_one(".recordings summary")) == "یہ صفحہ سنیں: پہاڑی، 5 منٹ"


def test_a_recording_is_sent_as_what_it_is_and_never_opened_in_the_tab(client, page, recording):
    response = client.get(recording.url)
    assert body(response) == sounds.mp3(5 * 60)
    assert response["Content-Type"] == "audio/mpeg" and response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith("attachment") and response["Accept-Ranges"] == "bytes"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("asked", "start", "stop"),
    [
        ("bytes=0-", 0, MAX_PART),
        ("bytes=0-1", 0, 2),
        ("bytes=1000-1999", 1000, 2000),
        ("bytes=2300000-", 2_300_000, None),
        ("bytes=-500", -500, None),
        ("bytes=2300000-99999999", 2_300_000, None),
    ],
)
def test_a_player_gets_the_part_that_it_asks_for(client, page, recording, asked, start, stop):
    content = sounds.mp3(5 * 60)
    response = client.get(recording.url, headers={"range": asked})
    assert response.status_code == 206
    assert body(response) == content[start:stop]
    first = start % len(content)
    last = (stop or len(content)) - 1
    assert response["Content-Range"] == f"bytes {first}-{last}/{len(content)}"


def test_a_part_that_there_is_not_is_refused_and_what_is_no_range_gets_the_whole(client, page, recording):
    response = client.get(recording.url, headers={"range": "bytes=99999999-"})
    assert (response.status_code, response["Content-Range"]) == (416, f"bytes */{recording.file_size}")
    for asked in ("bytes=5-1", "bytes=0-1,5-6", "lines=1-2", "bytes=-", "bytes=x-"):
        assert len(body(client.get(recording.url, headers={"range": asked}))) == recording.file_size


def test_a_part_of_another_file_than_before_is_not_sent(client, page, recording):
    tag = client.get(recording.url, headers={"range": "bytes=0-1"})["ETag"]
    same = client.get(recording.url, headers={"range": "bytes=0-1", "if-range": tag})
    other = client.get(recording.url, headers={"range": "bytes=0-1", "if-range": '"other"'})
    assert (same.status_code, other.status_code) == (206, 200)


def test_a_recording_that_no_public_page_offers_is_heard_by_nobody_but_staff(client, page, recording):
    assert client.get(builders.recording().url).status_code == 404
    assert client.get(f"{recording.url}x").status_code == 404
    builders.lock(page)
    assert client.get(recording.url).status_code == 404
    writer = Client()
    writer.force_login(builders.user("Writer"))
    assert writer.get(recording.url).status_code == 200
    page.view_restrictions.all().delete()
    page.unpublish()
    assert client.get(recording.url).status_code == 404


def test_whoever_gives_the_password_of_a_page_listens_to_its_recording_and_nobody_else(page, recording):
    builders.lock(page, PageViewRestriction.PASSWORD)
    restriction = page.view_restrictions.get()
    reader = Client()
    address = reverse("wagtailcore_authenticate_with_password", args=[restriction.pk, page.pk])
    reader.post(address, {"password": "wrong", "return_url": page.url})
    assert reader.get(recording.url).status_code == 404
    reader.post(address, {"password": "open sesame", "return_url": page.url})
    player = parsed(reader.get(page.url)).select_one(".recordings audio")
    response = reader.get(player["src"])
    assert response.status_code == 200 and body(response) == sounds.mp3(5 * 60)
    assert response["Cache-Control"] == "no-store"
    assert Client().get(recording.url).status_code == 404
    builders.lock(page)
    assert reader.get(recording.url).status_code == 404


def test_the_recording_of_a_page_for_a_group_is_heard_by_its_members_alone(page, recording):
    group = Group.objects.create(name="Volunteers")
    builders.lock(page, PageViewRestriction.GROUPS)
    page.view_restrictions.get().groups.add(group)
    member, other = Client(), Client()
    for client, groups in ((member, [group]), (other, [])):
        user = builders.user()
        user.groups.set(groups)
        client.force_login(user)
    assert (member.get(recording.url).status_code, other.get(recording.url).status_code) == (200, 404)
    assert Client().get(recording.url).status_code == 404


def test_a_recording_is_left_out_when_the_consent_of_the_speaker_has_ended(client, page, recording):
    recording.consent = builders.consent(ends_on=localdate())
    recording.save()
    assert parsed(client.get(page.url)).select("audio")
    recording.consent.ends_on = localdate() - timedelta(days=1)
    recording.consent.save()
    assert not parsed(client.get(page.url)).select("audio, .recordings")
    assert client.get(recording.url).status_code == 404
    assert client.get(recording.url, headers={"range": "bytes=0-1"}).status_code == 404


def test_a_missing_file_is_an_ordinary_404(client, page, recording):
    recording.file.storage.delete(recording.file.name)
    assert client.get(recording.url).status_code == 404
    assert client.get(recording.url, headers={"range": "bytes=0-1"}).status_code == 404
