"""Renditions are made by the worker: a visitor's request never makes one, and a missing one leaves out the picture."""

from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models.deletion import Collector
from django.utils import timezone
from wagtail.test.utils.form_data import streamfield

from pages.jobs.runner import run_due_jobs
from pages.media.renditions import SPECS
from pages.models import SiteImage, SiteRendition
from tests import builders, photographs
from tests.editing import editor
from tests.reading import main_words, parsed

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def page(client):
    """A page that shows a picture whose renditions are not made yet."""
    picture = builders.image(builders.picture_bytes(size=(1300, 900)), makes_renditions=False)
    return builders.standard_page(
        body=[
            ("paragraph", "<p>The text of the page.</p>"),
            ("image", {"image": picture, "caption": "In spring"}),
        ]
    )


def pictures_of(client, page) -> list[str]:
    """Return the addresses of all renditions on a page."""
    main = parsed(client.get(page.url)).main
    sets = [tag.get("srcset", "") for tag in main.select("picture source, picture img")]
    return sorted({part.split()[0] for each in sets for part in each.split(", ") if part})


def test_a_visitor_never_makes_a_rendition(client, page):
    response = client.get(page.url)
    assert response.status_code == 200
    assert "The text of the page." in main_words(response)
    assert not parsed(response).main.select("figure, picture")
    assert "In spring" not in main_words(response)
    assert not SiteRendition.objects.exists()


def test_the_worker_makes_the_renditions_of_a_new_picture(client, page):
    run_due_jobs()
    assert len(pictures_of(client, page)) == len(SPECS) == 9
    for address in pictures_of(client, page):
        assert client.get(address).status_code == 200


def test_one_that_is_missing_leaves_out_the_picture_and_not_the_page(client, page):
    run_due_jobs()
    SiteRendition.objects.get(filter_spec=SPECS[4]).delete()
    response = client.get(page.url)
    assert response.status_code == 200
    assert not parsed(response).main.select("picture")


def test_a_full_disk_is_logged_in_one_line_and_the_worker_tries_again(client, page, media_folder, caplog):
    # No file can be written below what is not a folder.
    (media_folder / "images").write_text("")
    run_due_jobs()
    assert client.get(page.url).status_code == 200
    [line] = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
    assert line.startswith(f"The renditions of picture {SiteImage.objects.get().pk} could not be made: ")
    assert "\n" not in line
    (media_folder / "images").unlink()
    with time_machine.travel(timezone.now() + timedelta(minutes=6)):
        run_due_jobs()
    assert len(pictures_of(client, page)) == 9


def test_one_bad_picture_does_not_stop_the_others(client, page):
    bad = builders.image(makes_renditions=False)
    bad.file.storage.delete(bad.file.name)
    SiteImage.objects.filter(pk=bad.pk).update(renditions_due_at=timezone.now() - timedelta(hours=1))
    run_due_jobs()
    assert len(pictures_of(client, page)) == 9


def test_a_replaced_file_gets_renditions_of_its_own_and_the_old_ones_go(client, page, media_folder):
    run_due_jobs()
    before = pictures_of(client, page)
    picture = SiteImage.objects.get()
    picture.file = ContentFile(photographs.jpeg(), name="other.jpg")
    picture.save()
    assert pictures_of(client, page) == []
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        run_due_jobs()
    after = pictures_of(client, page)
    assert len(after) == 9
    assert not set(before) & set(after)
    assert SiteRendition.objects.count() == 9


def test_a_picture_is_deleted_though_the_worker_makes_its_renditions_at_that_moment():
    picture = builders.image(makes_renditions=False)
    deletion = Collector("default")
    deletion.collect([picture])
    run_due_jobs()
    assert SiteRendition.objects.exists()
    deletion.delete()
    assert not SiteImage.objects.exists()
    assert not SiteRendition.objects.exists()


def test_an_editor_sees_a_new_picture_in_the_preview_at_once(client, page):
    client.force_login(builders.superuser())
    picture = {"image": SiteImage.objects.get().pk, "decorative": "on", "alt_text": ""}
    body = streamfield([("image", {"image": picture, "caption": "In spring"})])
    preview = editor.edit_address(page, "preview_on_edit")
    assert client.post(preview, editor.opened(client, page, body=body)).json()["is_valid"]
    assert parsed(client.get(preview)).main.select("picture")


def test_no_template_of_the_site_makes_renditions():
    for path in (ROOT / "templates").rglob("*.html"):
        assert "wagtailimages_tags" not in path.read_text(), path


def test_a_picture_from_before_random_names_is_stored_again(client, page, media_folder):
    picture = SiteImage.objects.get()
    old = "original_images/Firstname_Surname_refuge.png"
    (media_folder / old).write_bytes(photographs.png())
    SiteImage.objects.filter(pk=picture.pk).update(file=old)
    run_due_jobs()
    assert len(pictures_of(client, page)) == 9
    assert not (media_folder / old).exists()
    assert not any("Surname" in address for address in pictures_of(client, page))
    stored = (media_folder / SiteImage.objects.get().file.name).read_bytes()
    assert [trace for trace in photographs.TRACES if trace in stored] == []


def test_an_upload_is_due_at_once(client):
    client.force_login(builders.user("Writer"))
    client.post(
        "/admin/images/add/",
        {
            "title": "A picture",
            "file": SimpleUploadedFile("photo.jpg", photographs.jpeg()),
            "description": "A sample picture",
            "collection": "1",
        },
    )
    picture = SiteImage.objects.get()
    assert picture.renditions_due_at <= timezone.now()
    run_due_jobs()
    picture.refresh_from_db()
    assert picture.renditions_due_at is None
    assert picture.renditions.filter(filter_spec__in=SPECS).count() == 9
