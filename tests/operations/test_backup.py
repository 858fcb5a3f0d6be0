"""A backup holds the database and the media byte for byte; no key, no session and nothing that ends within hours."""

import json
import stat
import tarfile

import pytest

from apnahaq.backups.schema import WITHOUT_ROWS

pytestmark = pytest.mark.each_database

SESSION = "digest-of-a-session"
CONTENT = f"""
from django.contrib.sessions.models import Session
from axes.models import AccessAttempt
from pages.accounts import outbox
from pages.accounts.models import EmailPurpose
from pages.enquiries.models.sender_counts import SenderCount, SenderWindow
from tests import builders
message("AH-1111", told=False)
message("AH-2222")
builders.standard_page(title="خوش آمدید \\\\N and a\\ttab")
builders.image()
builders.document()
builders.offer(builders.standard_page(), builders.recording())
Session.objects.create(pk="{SESSION}", session_data="signed", expire_date="2099-01-01T00:00Z")
AccessAttempt.objects.create(username="amina", ip_address="192.0.2.7", failures_since_start=1)
outbox.queue(EmailPurpose.NEW_PASSWORD, "amina@example.org", "192.0.2.7")
window = SenderWindow.objects.create(starts_at="2026-11-26T10:00Z", salt="salt-of-an-hour")
SenderCount.objects.create(window=window, digest="digest-of-a-sender")
"""


@pytest.fixture(scope="module")
def site(new_site):
    """A site with content, some of which is in no backup."""
    site = new_site()
    site.run(CONTENT)
    return site


@pytest.fixture(scope="module")
def backup(site):
    """Its backup."""
    return site.back_up()


@pytest.fixture(scope="module")
def restored(new_site, backup):
    """A site that was restored from it into an empty place."""
    restored = new_site(is_empty=True)
    restored.printed = restored.restore(backup)
    return restored


def test_a_backup_is_one_file_in_a_folder_that_nobody_else_reads(site, backup):
    assert backup.parent == site.backups
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(backup.parent.stat().st_mode) == 0o700
    assert {path.name for path in site.backups.iterdir()} == {backup.name, ".lock"}


def test_a_backup_says_what_made_it_and_what_is_in_it(backup):
    with tarfile.open(backup) as tar:
        names = tar.getnames()
        manifest = json.load(tar.extractfile(names[-1]))
    assert names[-1] == "manifest.json"
    assert {"site", "python", "django", "wagtail"} <= set(manifest["versions"])
    assert "enquiries.0005_bind_texts" in manifest["migrations"]
    assert set(manifest["files"]) == set(names) - {"manifest.json"}


def test_no_key_no_session_and_nothing_that_ends_within_hours_is_in_a_backup(site, backup):
    with tarfile.open(backup) as tar:
        content = b"".join(tar.extractfile(name).read() for name in tar.getnames())
    secrets = [site.environment["SECRET_KEY"], site.environment["ENQUIRY_KEYS"]]
    short_lived = [SESSION, "192.0.2.7", "amina@example.org", "salt-of-an-hour", "digest-of-a-sender"]
    for text in [*secrets, *short_lived, "He follows me home"]:
        assert text.encode() not in content, text
    assert b"AH-1111" in content


def test_what_is_restored_into_an_empty_place_is_the_same_in_every_row(site, restored):
    before, after = site.rows(), restored.rows()
    assert set(before) == set(after)
    for name in set(before) - WITHOUT_ROWS:
        # The two jobs that a restore and a backup themselves record.
        if name not in {"jobs_jobrun", "sqlite_sequence", "enquiries_staffnotice"}:
            assert after[name] == before[name], name
    assert {name for name in WITHOUT_ROWS if after[name]} == set()
    assert before["django_session"]


def test_what_is_restored_has_the_same_files_readable_to_nobody_else(site, restored):
    assert site.media()
    assert restored.media() == site.media()
    for path in (restored.folder / "var" / "media").rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_the_restored_site_starts_without_anything_to_do_and_new_rows_get_new_numbers(restored):
    started = restored.manage("prepare")
    assert started.returncode == 0, started.stderr
    assert "Database         up to date" in started.stdout
    assert restored.run('result = message("AH-3333").pk') == 3


def test_an_empty_place_has_nothing_to_back_up_first(restored):
    assert "What was here before" not in restored.printed
    assert not list(restored.backups.glob("*.tar.gz"))
