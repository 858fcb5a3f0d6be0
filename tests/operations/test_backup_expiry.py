"""Backups are kept for as many days as the privacy page says, and not for longer."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.utils import translation

from apnahaq.backups.deletions import DRAFT_PREFIX, record_deletions, recorded_deletions
from apnahaq.backups.folder import delete_expired, new_path, newest, only_one
from apnahaq.machine_jobs import expire
from pages.enquiries.models.audit_log import DeletedEnquiry
from pages.enquiries.models.settings import EnquirySettings
from pages.enquiries.retention import retention_table
from pages.jobs.registry import machine_jobs

pytestmark = pytest.mark.each_database

NOW = datetime.now(UTC)


@pytest.fixture(autouse=True)
def nine_days(settings) -> None:
    """Keep backups for nine days."""
    settings.BACKUP_DAYS = 9


def backup(folder: Path, age: timedelta, file_age: timedelta | None = None) -> Path:
    """Make the file of a backup that is so old, by its name and by its date."""
    path = new_path(folder, NOW - age)
    path.write_text("A backup")
    moment = (NOW - (age if file_age is None else file_age)).timestamp()
    os.utime(path, (moment, moment))
    return path


def gone_when_looked_at(path: Path) -> None:
    """Make a file that a folder lists, and that is not there: a link to nothing."""
    path.symlink_to(path.with_name("nothing"))


def names(folder: Path) -> set[str]:
    """Return the names of the files that are left."""
    return {path.name for path in folder.iterdir()}


@pytest.mark.django_db
def test_a_backup_that_begins_leaves_alone_what_is_just_being_recorded(settings, tmp_path, monkeypatch):
    settings.BACKUP_DIR = tmp_path
    DeletedEnquiry.objects.create(reference="AH-ERASED", topic="support", received_on=NOW, reason="erased")
    replace = os.replace

    def replace_after_a_backup_began(source: str, target: Path) -> None:
        with only_one():
            replace(source, target)

    monkeypatch.setattr(os, "replace", replace_after_a_backup_began)
    record_deletions()
    assert list(recorded_deletions()) == ["AH-ERASED"]


@pytest.mark.django_db
def test_a_draft_of_the_record_that_goes_meanwhile_stops_nothing(settings, tmp_path):
    settings.BACKUP_DIR = tmp_path
    DeletedEnquiry.objects.create(reference="AH-ERASED", topic="support", received_on=NOW, reason="erased")
    gone_when_looked_at(tmp_path / f"{DRAFT_PREFIX}a1b2")
    record_deletions()
    assert list(recorded_deletions()) == ["AH-ERASED"]


def test_a_backup_that_another_process_deletes_meanwhile_stops_nothing(tmp_path):
    gone_when_looked_at(new_path(tmp_path, NOW - timedelta(days=30)))
    backup(tmp_path, timedelta(days=20))
    backup(tmp_path, timedelta(days=1))
    assert delete_expired(tmp_path) == 1
    assert NOW - newest(tmp_path) == timedelta(days=1, microseconds=NOW.microsecond)


def test_backups_are_deleted_when_their_days_have_passed(tmp_path):
    _old = backup(tmp_path, timedelta(days=9, minutes=1))
    young = backup(tmp_path, timedelta(days=8, hours=23))
    assert delete_expired(tmp_path) == 1
    assert names(tmp_path) == {young.name}


def test_the_newest_is_no_exception_since_the_privacy_page_names_the_days(tmp_path):
    backup(tmp_path, timedelta(days=20))
    assert delete_expired(tmp_path) == 1


def test_a_copy_is_as_old_as_its_name_says(tmp_path):
    backup(tmp_path, timedelta(days=20), file_age=timedelta(0))
    assert delete_expired(tmp_path) == 1


def test_a_backup_from_the_future_is_kept_for_its_days_from_now(tmp_path):
    path = backup(tmp_path, timedelta(days=-400))
    assert delete_expired(tmp_path) == 0
    assert abs(path.stat().st_mtime - datetime.now(UTC).timestamp()) < 60
    os.utime(path, times=((NOW - timedelta(days=10)).timestamp(),) * 2)
    assert delete_expired(tmp_path) == 1


def test_encrypted_backups_expire_too_and_files_of_others_stay(tmp_path, settings):
    settings.BACKUP_PUBLIC_KEY = "age1"
    backup(tmp_path, timedelta(days=20))
    (tmp_path / "letter.tar.gz").write_text("Dear Amina")
    os.utime(tmp_path / "letter.tar.gz", (0, 0))
    assert delete_expired(tmp_path) == 1
    assert names(tmp_path) == {"letter.tar.gz"}


def test_each_machine_deletes_its_own_also_where_another_makes_them_and_without_the_database(tmp_path, settings):
    settings.BACKUP_DIR = tmp_path / "backups"
    expire()
    assert not settings.BACKUP_DIR.exists()
    settings.BACKUP_DIR.mkdir()
    backup(settings.BACKUP_DIR, timedelta(days=20))
    young = backup(settings.BACKUP_DIR, timedelta(days=1))
    expire()
    assert names(settings.BACKUP_DIR) == {young.name}
    assert machine_jobs["expiry"].run is expire


def test_where_no_backups_are_scheduled_none_is_deleted(tmp_path, settings):
    settings.BACKUP_DAYS = 0
    backup(tmp_path, timedelta(days=1000))
    assert delete_expired(tmp_path) == 0


def test_two_backups_of_one_second_have_names_of_their_own(tmp_path):
    assert backup(tmp_path, timedelta(0)) != backup(tmp_path, timedelta(0))


@pytest.mark.django_db
def test_the_privacy_page_says_for_how_long_backups_are_kept(client):
    page = client.get("/privacy/").content.decode()
    assert "(backups)" in page
    assert "9 days. Until then a message that we deleted is still in them" in page


@pytest.mark.django_db
def test_the_privacy_page_says_it_in_urdu_and_says_nothing_where_there_are_none(settings):
    with translation.override("ur"):
        last = retention_table(EnquirySettings.load())[-1]
    assert "بیک اپ" in last.what and "Until" not in last.how_long
    settings.BACKUP_DAYS = 0
    assert not any("backup" in row.what for row in retention_table(EnquirySettings.load()))
