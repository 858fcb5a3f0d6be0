"""What happens to pictures while the disk that stores them is full, and after there is space again."""

import logging
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from pages.jobs.runner import run_due_jobs
from pages.models import SiteImage
from tests import builders, photographs
from tests.disks import fill, small_disk

pytestmark = pytest.mark.django_db


@pytest.fixture
def disk(settings, tmp_path: Path) -> Iterator[Path]:
    """Store uploads on a disk of four megabytes."""
    with small_disk(tmp_path / "disk", 4) as folder:
        settings.MEDIA_ROOT = folder
        yield folder


def upload(client, content: bytes):
    """Upload a picture through the form of the admin."""
    client.raise_request_exception = False
    return client.post(
        reverse("wagtailimages:add"),
        {
            "title": "A sample picture",
            "description": "What it shows",
            "file": SimpleUploadedFile("sample.jpg", content),
            "collection": "1",
        },
    )


def stored(disk: Path) -> set[str]:
    return {path.name for path in disk.rglob("*") if path.is_file()}


def test_an_upload_for_which_there_is_no_space_leaves_nothing_and_is_taken_once_there_is(client, disk, caplog):
    client.force_login(builders.superuser())
    content = photographs.large("JPEG", (900, 600))
    large = fill(disk, free=8192)
    with caplog.at_level(logging.ERROR):
        refused = upload(client, content)
    assert refused.status_code == 503
    assert refused["Retry-After"]
    assert not SiteImage.objects.exists()
    assert stored(disk) == {large.name}
    assert [record.getMessage() for record in caplog.records] == ["The media storage cannot be used: ENOSPC"]
    large.unlink()
    assert upload(client, content).status_code == 302
    assert SiteImage.objects.get().title == "A sample picture"


def test_sizes_for_which_there_is_no_space_are_made_once_there_is(disk, caplog):
    picture = builders.image(photographs.large("JPEG", (900, 600)), name="sample.jpg", makes_renditions=False)
    large = fill(disk, free=8192)
    run_due_jobs()
    assert f"The renditions of picture {picture.pk} could not be made: MediaStorageError" in caplog.text
    large.unlink()
    with time_machine.travel(timezone.now() + timedelta(minutes=10)):
        run_due_jobs()
    assert picture.renditions.count() == 9
    assert all(rendition.file.size for rendition in picture.renditions.all())
