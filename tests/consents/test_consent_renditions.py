"""The files that visitors were shown are deleted right after the consent ends, and made again when it is prolonged."""

from datetime import timedelta
from pathlib import PurePath

import pytest
from django.core.files.base import ContentFile

from pages.jobs.runner import run_due_jobs
from pages.media.renditions import SPECS
from pages.models import SiteImage, SiteRendition
from tests import builders, photographs
from tests.consents.midnight import AFTER, NEXT_WEEK
from tests.reading import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def picture(clock, consent) -> SiteImage:
    """A picture of people on a page, with what the admin shows of it."""
    picture = builders.image(builders.picture_bytes(size=(1300, 900)), shows_people=True, consent=consent)
    picture.get_rendition("max-165x165")
    builders.standard_page(slug="album", body=[("image", {"image": picture})])
    run_due_jobs()
    return picture


def addresses(client) -> list[str]:
    """Return the addresses of all renditions on the page."""
    sets = [tag.get("srcset", "") for tag in parsed(client.get("/album/")).main.select("picture source, picture img")]
    return sorted({part.split()[0] for each in sets for part in each.split(", ") if part})


def test_the_renditions_are_deleted_in_the_first_seconds_after_the_end(client, clock, picture, media_folder):
    shown = [*addresses(client), SiteRendition.objects.get(filter_spec="max-165x165").url]
    assert len(shown) == len(SPECS) + 1
    assert {client.get(address).status_code for address in shown} == {200}
    clock.move_to(AFTER)
    clock.shift(timedelta(seconds=10))
    run_due_jobs()
    assert {client.get(address).status_code for address in shown} == {404}
    assert not list((media_folder / "images").iterdir())
    assert client.get("/album/").status_code == 200


def test_whoever_knows_an_old_address_cannot_guess_that_of_a_thumbnail_for_staff(client, clock, picture):
    old_stem = PurePath(picture.file.name).stem
    clock.move_to(AFTER)
    run_due_jobs()
    picture.refresh_from_db()
    thumbnail = picture.get_rendition("max-165x165")
    assert old_stem not in thumbnail.url
    assert client.get(thumbnail.url.replace(PurePath(picture.file.name).stem, old_stem)).status_code == 404


def test_the_original_stays_until_somebody_deletes_it(clock, picture, media_folder):
    clock.move_to(AFTER)
    run_due_jobs()
    picture.refresh_from_db()
    originals = [path.name for path in (media_folder / "original_images").iterdir()]
    assert originals == [PurePath(picture.file.name).name]
    assert picture.width == 1300


def test_a_prolonged_consent_brings_the_picture_back_at_new_addresses(client, clock, picture, consent):
    shown = addresses(client)
    clock.move_to(AFTER)
    run_due_jobs()
    clock.move_to(NEXT_WEEK)
    consent.refresh_from_db()
    consent.ends_on += timedelta(days=30)
    consent.save()
    run_due_jobs()
    again = addresses(client)
    assert len(again) == len(SPECS)
    assert not set(shown) & set(again)
    assert {client.get(address).status_code for address in again} == {200}


def test_a_withdrawal_deletes_the_renditions_too(client, clock, picture, consent):
    consent.is_withdrawn = True
    consent.save()
    clock.shift(timedelta(seconds=10))
    run_due_jobs()
    assert not SiteRendition.objects.exists()


def test_a_picture_that_gets_a_consent_which_has_ended_loses_its_renditions(clock, consent):
    clock.move_to(AFTER)
    run_due_jobs()
    picture = builders.image()
    picture.consent = consent
    picture.save()
    clock.shift(timedelta(seconds=10))
    run_due_jobs()
    assert not SiteRendition.objects.exists()


def test_replacing_the_file_of_a_picture_that_is_left_out_shows_nothing(client, clock, picture):
    clock.move_to(AFTER)
    run_due_jobs()
    picture.refresh_from_db()
    picture.file = ContentFile(photographs.jpeg(), name="other.jpg")
    picture.save()
    clock.shift(timedelta(seconds=10))
    run_due_jobs()
    assert not SiteRendition.objects.exists()
    assert not addresses(client)
