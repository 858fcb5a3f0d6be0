"""A backup replaces what is there: only while the site is stopped, and so that one can go back."""

from pathlib import Path

import pytest

pytestmark = pytest.mark.each_database

ANOTHER = """
from tests import builders
message("AH-9999")
builders.standard_page(title="Written since")
"""
# What a newer version has added.
NEWER = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_applied("pages", "0099_newer")
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE pages_newer (page_id integer REFERENCES wagtailcore_page (id))")
    cursor.execute("INSERT INTO pages_newer VALUES (1)")
"""
# The disk is full when the new database is nearly ready.
FAILING = """
from pathlib import Path
from apnahaq.backups import restoring
from apnahaq.backups.errors import BackupError
def fail(history):
    raise OSError(28, "No space left on device")
restoring.repeat = fail
try:
    restoring.restore(Path({backup!r}), None, print)
except BackupError as error:
    result = str(error)
"""
# The database goes away when it has been replaced.
FAILING_AFTERWARDS = """
from pathlib import Path
from django.db import OperationalError
from apnahaq.backups import restoring
from apnahaq.backups.errors import BackupError
def fail():
    raise OperationalError("the connection failed:\\n\\tThe server closed it\\n")
restoring.record_deletions = fail
try:
    restoring.restore(Path({backup!r}), None, print)
except BackupError as error:
    result = str(error)
"""
NEVER_THE_SAME = {"django_session", "jobs_jobrun", "sqlite_sequence"}


@pytest.fixture(scope="module")
def site(new_site):
    """A site with a message, a page and files."""
    site = new_site()
    site.run('message("AH-1111")')
    site.add_file("documents/report.pdf", "A report")
    site.add_file("documents/leaflet.pdf", "A leaflet")
    return site


@pytest.fixture(scope="module")
def backup(site):
    """Its backup."""
    return site.back_up()


def same_rows(before: dict[str, list[str]], after: dict[str, list[str]]) -> None:
    """Assert that two sites have the same content."""
    assert set(before) == set(after)
    for name in set(before) - NEVER_THE_SAME:
        assert after[name] == before[name], name


def test_a_backup_replaces_what_is_there_and_one_can_go_back(new_site, site, backup):
    wanted, files = site.rows(), site.media()
    other = new_site()
    other.run(ANOTHER)
    other.add_file("documents/report.pdf", "Another report")
    other.add_file("documents/since.pdf", "Uploaded since")
    replaced, replaced_files = other.rows(), other.media()

    printed = other.restore(backup)
    same_rows(wanted, other.rows())
    assert other.media() == files
    assert "Came after the backup, and only in what was here before: AH-9999" in printed

    [previous] = other.backups.glob("*.tar.gz")
    assert f"What was here before: {previous}" in printed
    other.restore(previous)
    same_rows(replaced, other.rows())
    assert other.media() == replaced_files


def test_files_are_deleted_only_where_they_are_in_the_backup_of_what_was_there(new_site, backup):
    over, empty = new_site(), new_site(is_empty=True)
    for target in (over, empty):
        target.add_file("documents/since.pdf", "Uploaded since the backup, or by a site that shares the bucket")
    assert "Files that are not in the backup: 1, deleted" in over.restore(backup)
    assert "documents/since.pdf" not in over.media()
    [before] = over.backups.glob("*.tar.gz")
    over.restore(before)
    assert "documents/since.pdf" in over.media()
    assert "Files that are not in the backup: 1, left where they are" in empty.restore(backup)
    assert "documents/since.pdf" in empty.media()


def test_a_running_site_is_not_restored_and_the_sentence_says_what_to_stop(site, backup):
    rows, files = site.rows(), site.media()
    site.add_file("documents/since.pdf", "Uploaded since")
    link = site.connect()
    try:
        sentence = site.refusal(backup)
    finally:
        link.close()
        (site.folder / "var" / "media" / "documents" / "since.pdf").unlink()
    assert sentence.startswith("The site is still running")
    assert "docker compose stop site" in sentence and "end make run" in sentence
    same_rows(rows, site.rows())
    assert site.media() == files


def test_after_an_upgrade_the_older_code_goes_back_to_its_own_backup(site, backup):
    wanted = site.rows()
    site.run(NEWER)
    refused = site.manage("prepare")
    assert "a database of another version (it has the migration pages.0099_newer)" in refused.stderr
    site.restore(backup)
    same_rows(wanted, site.rows())
    assert site.manage("prepare").returncode == 0


def test_a_restore_that_fails_leaves_the_site_as_it_was(new_site, backup):
    other = new_site()
    other.run(ANOTHER)
    rows = other.rows()
    # A file where the backup has a folder: nothing can be stored in it.
    (other.folder / "var" / "media").mkdir()
    (other.folder / "var" / "media" / "documents").write_text("In the way")
    assert "the site is as it was" in other.refusal(backup)
    same_rows(rows, other.rows())
    assert set(other.media()) == {"documents"}


def test_a_restore_that_fails_late_leaves_a_site_that_takes_new_messages(new_site, backup):
    other = new_site()
    other.run("for number in range(5): message(f'AH-300{number}')")
    rows = other.rows()
    assert "the site is as it was. No space left" in other.run(FAILING.format(backup=str(backup)))
    same_rows(rows, other.rows())
    other.run("message('AH-4000')")


def test_what_a_killed_restore_left_is_deleted_by_the_next_start(new_site):
    other = new_site()
    if not other.database.startswith("sqlite"):
        pytest.skip("Only with SQLite is there a copy of the database.")
    draft = Path(other.database.removeprefix("sqlite:///")).parent / ".restore-a1b2"
    draft.mkdir()
    (draft / "db.sqlite3").write_text("A whole database")
    assert other.manage("prepare").returncode == 0
    assert not draft.exists()


def test_a_restore_that_was_killed_is_named_at_each_start_until_it_is_run_again(site, backup):
    with site.start("restore", str(backup)) as restore:
        while not (site.folder / "var" / "restore-interrupted").exists():
            assert restore.poll() is None
        restore.kill()
    assert "was interrupted" in site.manage("prepare").stdout
    assert "was interrupted" in site.manage("prepare").stdout
    site.restore(backup)
    assert "was interrupted" not in site.manage("prepare").stdout


def test_a_restore_that_fails_is_not_named_as_interrupted(site, backup):
    assert "the site is as it was" in site.run(FAILING.format(backup=str(backup)))
    assert "was interrupted" not in site.manage("prepare").stdout


def test_one_that_fails_after_one_that_was_killed_does_not_hide_that(site, backup):
    mark = site.folder / "var" / "restore-interrupted"
    mark.touch()
    assert "the site is as it was" in site.run(FAILING.format(backup=str(backup)))
    assert "was interrupted" in site.manage("prepare").stdout
    mark.unlink()


def test_one_that_fails_after_the_database_was_replaced_says_so(site, backup):
    assert site.run(FAILING_AFTERWARDS.format(backup=str(backup))) == (
        "The database is restored, but the restore did not finish. The connection failed: The server closed it. "
        "Run this again before the site starts."
    )
    site.restore(backup)
