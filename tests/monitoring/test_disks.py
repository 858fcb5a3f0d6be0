"""Whether a full disk is noticed, with real disks."""

import os
import time

from django.core.mail import EmailMessage

from apnahaq.monitoring import alerts
from apnahaq.monitoring.checks import storage
from apnahaq.monitoring.findings import Finding, Level
from apnahaq.monitoring.server_errors import record, recorded_since
from tests.disks import fill

MB = 2**20
# Without the database, nothing but the disk could remember the email.
TROUBLES = [
    Finding("disk:/", "Disk", Level.PROBLEM, "It is full.", "Make room."),
    Finding("database", "Database", Level.PROBLEM, "It is gone.", "Start it."),
]


def level_of(disk, settings) -> Level:
    """Return how urgent the state of the disk is that holds all data."""
    settings.VAR_DIR = settings.MEDIA_ROOT = settings.BACKUP_DIR = disk
    (finding,) = storage.check_disks()
    assert str(disk) in finding.found
    return finding.level


def test_a_disk_that_fills_is_a_warning_and_then_a_problem(new_disk, settings):
    # The memory of the machine is the disk: two of different sizes need less of it.
    disk, smaller = new_disk(2060), new_disk(510)
    assert level_of(disk, settings) == Level.OK
    fill(disk, free=2040 * MB)
    assert level_of(disk, settings) == level_of(smaller, settings) == Level.WARNING
    fill(smaller, free=490 * MB)
    assert level_of(smaller, settings) == Level.PROBLEM


def test_five_per_cent_of_a_large_disk_are_enough_if_they_are_many():
    terabyte = 2**40
    assert storage._limit(4 * terabyte, storage.PROBLEM) == 5 * 2**30
    assert storage._limit(4 * terabyte, storage.WARNING) == 20 * 2**30
    assert storage._limit(2**30, storage.PROBLEM) == 500 * MB


def test_two_folders_on_one_disk_are_named_once_and_another_disk_by_itself(new_disk, settings, var_dir):
    settings.MEDIA_ROOT = var_dir / "media"
    settings.MEDIA_ROOT.mkdir()
    settings.BACKUP_DIR = new_disk(8)
    folders = [finding.found.rpartition(" where ")[2] for finding in storage.check_disks()]
    assert folders == [f"{var_dir} is.", f"{settings.BACKUP_DIR} is."]


def test_a_folder_that_is_not_there_yet_is_no_error(settings, var_dir):
    settings.MEDIA_ROOT = settings.BACKUP_DIR = var_dir / "not" / "there"
    assert len(storage.check_disks()) == 1


def test_media_that_cannot_be_stored_are_noticed_and_no_half_file_stays(new_disk, settings):
    settings.MEDIA_ROOT = new_disk(1)
    assert [finding.level for finding in storage.check_media()] == [Level.OK]
    fill(settings.MEDIA_ROOT, free=0)
    (finding,) = storage.check_media()
    assert (finding.level, finding.found) == (Level.PROBLEM, "A file could not be stored or read: ENOSPC.")
    (settings.MEDIA_ROOT / "large").unlink()
    assert list(settings.MEDIA_ROOT.iterdir()) == []


def test_on_a_full_disk_the_email_goes_once_and_no_request_fails(new_disk, settings, db, mailoutbox):
    settings.TECHNICAL_EMAIL = ["technical@apnahaq.test"]
    settings.VAR_DIR = new_disk(1)
    fill(settings.VAR_DIR, free=0)
    record(500)
    for _ in range(3):
        alerts.tell(TROUBLES)
    assert [type(message) for message in mailoutbox] == [EmailMessage]
    assert os.statvfs(settings.VAR_DIR).f_bavail == 0
    (settings.VAR_DIR / "large").unlink()
    record(500)
    alerts.tell(TROUBLES)
    assert recorded_since(time.time() - 60).count == 1
    assert len(mailoutbox) == 1
