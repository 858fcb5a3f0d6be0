"""Fixtures: sites of their own for backups, and a bucket on a real server that speaks S3."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.core.files.storage import default_storage
from django.db import connection
from pytest_django import Settings

from apnahaq.media_storage import media_storages
from pages.models.media import SiteRendition
from tests.databases import copy_database, drop_database, template_of_1_0
from tests.operations.backup_sites import BackupSite
from tests.operations.bucket import BucketServer, bucket_server
from tests.operations.starting import FirstStart, start_apart

# PostgreSQL has it in every cluster: nothing is in it.
EMPTY = "template0"


@pytest.fixture(scope="module")
def new_site(django_db_setup, django_db_blocker, tmp_path_factory, request) -> Iterator[Callable[..., BackupSite]]:
    """Return a function that makes a site: seeded, without any table, or of version 1.0 and without content."""
    names, sites = [], []

    def make(is_empty: bool = False, is_of_1_0: bool = False) -> BackupSite:
        folder = tmp_path_factory.mktemp("site")
        name = f"backup_{request.module.__name__.rsplit('.', 1)[-1]}_{len(names)}"
        (folder / "var").mkdir()
        if connection.vendor == "sqlite" and is_empty:
            sites.append(BackupSite(folder, f"sqlite:///{folder}/{name}.sqlite3"))
            return sites[-1]
        names.append(name)
        template = template_of_1_0(django_settings.RUN_DIR) if is_of_1_0 else django_db_setup
        if is_empty:
            template = django_db_setup.rpartition("/")[0] + f"/{EMPTY}"
        with django_db_blocker.unblock():
            sites.append(BackupSite(folder, copy_database(template, folder, name)))
        return sites[-1]

    yield make
    for site in sites:
        site.close()
    with django_db_blocker.unblock():
        for name in names:
            drop_database(name)


@pytest.fixture(scope="session")
def first_start(tmp_path_factory: pytest.TempPathFactory) -> FirstStart:
    """Start one site from nothing."""
    folder = tmp_path_factory.mktemp("first-start") / "var"
    return FirstStart(folder, start_apart(VAR_DIR=str(folder)))


@pytest.fixture(scope="module")
def storage_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[BucketServer]:
    """Run the server for the tests of a module."""
    with bucket_server(tmp_path_factory.mktemp("storage")) as server:
        yield server


@pytest.fixture
def bucket(
    storage_server: BucketServer,
    settings: Settings,
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
