"""A backup that cannot be made says so in one sentence, leaves nothing of itself, and spares the earlier ones."""

import fcntl
import os
import time

import pytest

from tests.disks import small_disk

pytestmark = pytest.mark.each_database


@pytest.fixture(scope="module")
def site(new_site):
    """A site with more media than fits on a small disk."""
    site = new_site()
    media = site.folder / "var" / "media" / "documents"
    media.mkdir(parents=True)
    (media / "large.pdf").write_bytes(os.urandom(3_000_000))
    # Uploaded a while ago.
    os.utime(media / "large.pdf", (0, 0))
    return site


@pytest.fixture
def full_disk(tmp_path):
    """A disk that is too small for a backup."""
    with small_disk(tmp_path / "disk", 1) as disk:
        yield disk


@pytest.mark.parametrize("key", ["", "age1vlznq86pnfw9wgerrv0pnldaxrnrg8c2sksazcuhnyz4qf3jmvus0s2py8"])
def test_a_full_disk_stops_a_backup_with_a_sentence_and_keeps_the_earlier_ones(site, full_disk, key):
    earlier = full_disk / "apnahaq-20990101T000000Z.tar.gz"
    earlier.write_text("An earlier backup")
    done = site.manage("backup", BACKUP_DIR=str(full_disk), BACKUP_PUBLIC_KEY=key)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "The backup could not be made" in done.stderr
    assert "No space left on device" in done.stderr or "disk is full" in done.stderr
    assert done.stderr.count("\n") == 1
    assert {path.name for path in full_disk.iterdir()} == {".lock", earlier.name}
    assert earlier.read_text() == "An earlier backup"


def test_where_there_is_no_space_for_the_backup_of_what_is_there_nothing_is_restored(site, full_disk):
    backup = site.back_up()
    rows = site.rows()
    assert "The backup could not be made" in site.refusal(backup, BACKUP_DIR=str(full_disk))
    assert site.rows() == rows
    assert "documents/large.pdf" in site.media()


def test_two_backups_are_never_made_at_once(site):
    site.backups.mkdir(exist_ok=True)
    with open(site.backups / ".lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = site.manage("backup")
    assert done.returncode == 1
    assert "Another backup or restore is at work" in done.stderr


def test_an_empty_database_is_no_site_to_back_up(new_site):
    done = new_site(is_empty=True).manage("backup")
    assert done.returncode == 1
    assert "There is nothing to back up" in done.stderr


def test_what_a_killed_backup_left_is_deleted_by_the_next_one(site):
    site.backups.mkdir(exist_ok=True)
    (site.backups / ".partial-apnahaq-20261126T100000Z.tar.gz").write_text("Half a backup")
    (site.backups / ".partial-a1b2").mkdir()
    (site.backups / ".partial-a1b2" / "db.sqlite3").write_text("Half a database")
    draft = site.backups / ".deleted-messages-a1b2"
    draft.mkdir()
    (draft / "deleted-messages.txt").write_text("AH-1111 2026-11-26T10:00:00+00:00")
    os.utime(draft, (0, 0))
    site.back_up()
    assert not list(site.backups.glob(".partial-*"))
    assert not draft.exists()


def test_the_worker_makes_the_daily_backup_in_a_process_of_its_own_and_records_it(site):
    with site.connect() as link:
        link.execute("DELETE FROM jobs_jobrun WHERE name = 'backup'")
    before = set(site.backups.glob("*.tar.gz"))
    worked = site.manage("work", "--once", BACKUP_DAYS="14")
    assert worked.returncode == 0, worked.stderr
    until = time.monotonic() + 120
    status = ""
    while time.monotonic() < until and not status:
        time.sleep(1)
        with site.connect() as link:
            [(status,)] = link.execute("SELECT detail FROM jobs_jobrun WHERE name = 'backup'").fetchall()
    assert status.endswith(" MB")
    assert len(set(site.backups.glob("*.tar.gz")) - before) == 1


def test_a_daily_backup_that_fails_is_recorded_and_tried_again_after_an_hour(site, full_disk):
    done = site.manage("backup", "--scheduled", BACKUP_DIR=str(full_disk), BACKUP_DAYS="14")
    assert done.returncode == 1
    source = """
from pages.jobs.models import JobRun
run = JobRun.objects.get(name="backup")
result = [run.detail, (run.next_run_at - run.finished_at).total_seconds()]
"""
    assert site.run(source) == ["failed: see the log", 3600]
