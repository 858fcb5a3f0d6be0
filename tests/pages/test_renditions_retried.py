"""The worker tries a failed picture again, later each time, and never waits for a date that a wrong clock has set."""

from datetime import timedelta

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.utils import timezone

from pages.jobs.runner import run_due_jobs
from pages.media import encoding
from pages.media.renditions import make_due_renditions
from pages.models import SiteImage
from tests import builders, photographs

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

OLD_NAME = "original_images/Firstname_Surname.png"


def from_version_1_0(media_folder, content: bytes | None) -> SiteImage:
    """Return a picture as version 1.0 stored it, or whose file is missing."""
    picture = builders.image(makes_renditions=False)
    if content:
        (media_folder / OLD_NAME).write_bytes(content)
    SiteImage.objects.filter(pk=picture.pk).update(file=OLD_NAME)
    return SiteImage.objects.get(pk=picture.pk)


def count_attempts(duration: timedelta, step: timedelta) -> int:
    """Return how often the worker tries to make renditions during a time."""
    start, attempts, elapsed = timezone.now(), 0, timedelta()
    while elapsed < duration:
        with time_machine.travel(start + elapsed):
            attempts += bool(make_due_renditions())
        elapsed += step
    return attempts


def test_a_picture_that_was_uploaded_while_the_clock_was_ahead_is_shown_once_it_is_right(caplog):
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        picture = builders.image(makes_renditions=False)
    run_due_jobs()
    assert picture.renditions.count() == 9
    assert "the clock of this machine was ahead" in caplog.text
    picture.refresh_from_db()
    assert picture.renditions_due_at is None


def test_a_picture_that_was_uploaded_while_the_clock_was_an_hour_ahead_is_not_late():
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        picture = builders.image(makes_renditions=False)
    run_due_jobs()
    assert picture.renditions.count() == 9


def test_a_picture_that_failed_while_the_clock_was_ahead_is_tried_once_it_is_right(media_folder):
    picture = from_version_1_0(media_folder, None)
    with time_machine.travel(timezone.now() + timedelta(days=400)):
        assert make_due_renditions() == "1 failed"
    (media_folder / OLD_NAME).write_bytes(photographs.png())
    assert make_due_renditions() == "1 made"
    assert picture.renditions.count() == 9


@pytest.mark.parametrize("content", [None, b"no picture"], ids=["missing", "unreadable"])
def test_a_picture_of_1_0_without_a_file_that_can_be_read_is_tried_ever_more_rarely(media_folder, content):
    from_version_1_0(media_folder, content)
    first_hour = count_attempts(timedelta(hours=1), timedelta(minutes=4))
    assert 3 <= first_hour <= 5
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert count_attempts(timedelta(days=5), timedelta(hours=1)) <= 10
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        assert 4 <= count_attempts(timedelta(days=5), timedelta(hours=1)) <= 5


def test_a_picture_that_has_waited_for_long_is_tried_at_once_when_it_is_saved(media_folder):
    picture = from_version_1_0(media_folder, None)
    count_attempts(timedelta(days=3), timedelta(hours=1))
    picture.file = ContentFile(photographs.jpeg(), name="photo.jpg")
    picture.save()
    assert make_due_renditions() == "1 made"
    picture.refresh_from_db()
    assert (picture.renditions_due_at, picture.renditions_failures) == (None, 0)


@pytest.fixture
def meanwhile(monkeypatch):
    """Return a function that has something done while the worker encodes a picture."""

    def register(action) -> None:
        encode = encoding.encode_picture

        def encode_and_act(file):
            encoded = encode(file)
            action()
            return encoded

        monkeypatch.setattr(encoding, "encode_picture", encode_and_act)

    return register


def test_what_staff_save_while_a_picture_is_stored_again_is_kept(media_folder, meanwhile):
    picture = from_version_1_0(media_folder, photographs.png())
    texts = {"title": "A new title", "consent_notes": "She has withdrawn her consent."}
    meanwhile(lambda: SiteImage.objects.filter(pk=picture.pk).update(**texts))
    assert make_due_renditions() == "1 made"
    stored = SiteImage.objects.get()
    assert {name: getattr(stored, name) for name in texts} == texts
    assert stored.file.name != OLD_NAME
    assert (stored.width, stored.height) == (40, 60)
    assert stored.file_size == len((media_folder / stored.file.name).read_bytes())
    assert stored.renditions_due_at is None


def test_a_file_that_staff_replace_while_the_old_one_is_stored_again_is_kept(media_folder, meanwhile):
    picture = from_version_1_0(media_folder, photographs.png())
    other = builders.image(builders.picture_bytes(size=(500, 300)))
    new_file = {"file": other.file.name, "width": 500, "height": 300}
    meanwhile(lambda: SiteImage.objects.filter(pk=picture.pk).update(**new_file))
    make_due_renditions()
    stored = SiteImage.objects.get(pk=picture.pk)
    assert {"file": stored.file.name, "width": stored.width, "height": stored.height} == new_file
    assert stored.renditions.count() == 9
    assert len(list((media_folder / "original_images").iterdir())) == 3
