"""Fixtures: a bucket on a real server that speaks S3, and a site of this process that keeps its files there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.storage import default_storage

from apnahaq.media_storage import media_storages
from pages.models.media import SiteRendition
from tests.operations.bucket import BucketServer, bucket_server


@pytest.fixture(scope="module")
def storage_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    """Run the server for the tests of a module."""
    with bucket_server(tmp_path_factory.mktemp("storage")) as server:
        yield server


@pytest.fixture
def bucket(
    storage_server: BucketServer,
    settings: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
    media_folder: Path,
) -> Iterator[BucketServer]:
    """Have this process keep its files in the bucket, as MEDIA_STORAGE_URL does."""
    settings.MEDIA_STORAGE_URL = storage_server.url
    settings.STORAGES = settings.STORAGES | media_storages(storage_server.url, renditions_mode=0o600)
    settings.WAGTAILIMAGES_RENDITION_STORAGE = "default"
    # Wagtail asks for it once, when the model is defined.
    monkeypatch.setattr(SiteRendition._meta.get_field("file"), "storage", default_storage)
    yield storage_server
    storage_server.recover()
