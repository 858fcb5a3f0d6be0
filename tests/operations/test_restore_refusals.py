"""A file that is damaged, incomplete, foreign or too new is refused with a sentence before anything is touched."""

import gzip
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from apnahaq.backups.archive import Archive, Manifest, Table, new_archive
from apnahaq.backups.errors import BackupError

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]
NO_BACKUP = "This file is no backup of this site, or it is damaged or not complete"

SOMETHING_ELSE = "It holds something else than files of a site"


@pytest.fixture(autouse=True)
def backup_folder(settings, tmp_path) -> None:
    """Back up into a folder of the test."""
    settings.BACKUP_DIR = tmp_path / "backups"


@pytest.fixture
def make(tmp_path) -> Callable[..., Path]:
    """Return a function that makes a backup of two files, with a manifest in which some things are different."""

    def make(**different: object) -> Path:
        path = tmp_path / "backup.tar.gz"
        manifest = Manifest("2026-11-26T10:00:00+00:00", connection.vendor, {}, ["pages.0001_user"])
        for name, value in different.items():
            setattr(manifest, name, value)
        with new_archive(path, "") as archive:
            archive.add("media/documents/report.txt", io.BytesIO(b"A report" * 1000), 8000)
            archive.add("database/other.copy", io.BytesIO(b"1\n"), 2)
            archive.finish(manifest)
        return path

    return make


def refusal(path: Path) -> str:
    """Return the sentence with which a file is refused."""
    with pytest.raises(CommandError) as refused:
        call_command("restore", str(path))
    return str(refused.value)


def tar_of(path: Path, *members: tarfile.TarInfo) -> Path:
    """Write an archive of these members, with as many bytes as each says."""
    with tarfile.open(path, "w:gz") as tar:
        for member in members:
            tar.addfile(member, io.BytesIO(b"x" * member.size))
    return path


def test_a_file_that_was_cut_off_is_refused_wherever_that_is(make):
    path = make()
    whole = path.read_bytes()
    for length in range(0, len(whole), 7):
        path.write_bytes(whole[:length])
        assert NO_BACKUP in refusal(path), length


def test_a_file_that_lost_its_end_between_two_members_is_refused(make):
    path = make()
    content = gzip.decompress(path.read_bytes())
    # The first member has a header and 16 blocks.
    path.write_bytes(gzip.compress(content[: 512 * 17] + bytes(1024)))
    assert NO_BACKUP in refusal(path)


def test_a_file_in_which_a_byte_has_changed_is_refused(make):
    path = make()
    content = bytearray(gzip.decompress(path.read_bytes()))
    content[content.index(b"A report")] ^= 1
    path.write_bytes(gzip.compress(bytes(content)))
    assert NO_BACKUP in refusal(path)
    damaged = bytearray(make().read_bytes())
    damaged[len(damaged) // 2] ^= 255
    path.write_bytes(bytes(damaged))
    assert NO_BACKUP in refusal(path)


@pytest.mark.parametrize(
    "content",
    [b"", b"Dear Amina", b"\x1f\x8b", gzip.compress(b"Dear Amina")],
    ids=["empty", "text", "cut off", "compressed text"],
)
def test_something_else_than_a_backup_is_refused(tmp_path, content):
    (tmp_path / "letter").write_bytes(content)
    assert NO_BACKUP in refusal(tmp_path / "letter")


def test_a_file_that_is_not_there_is_named(tmp_path):
    assert str(tmp_path / "nowhere.tar.gz") in refusal(tmp_path / "nowhere.tar.gz")


@pytest.mark.parametrize(
    "name", ["media/../../escaped", "/media/escaped", "escaped", "media//escaped", "media/./escaped", "media/a\\b"]
)
def test_a_name_that_leads_out_of_the_folder_is_refused(tmp_path, name):
    member = tarfile.TarInfo(name)
    member.size = 4
    assert SOMETHING_ELSE in refusal(tar_of(tmp_path / "hostile.tar.gz", member))


@pytest.mark.parametrize("kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.DIRTYPE, tarfile.FIFOTYPE])
def test_a_link_or_device_is_refused(tmp_path, kind):
    member = tarfile.TarInfo("media/documents/report.txt")
    member.type, member.linkname = kind, "/etc/passwd"
    assert SOMETHING_ELSE in refusal(tar_of(tmp_path / "hostile.tar.gz", member))


def test_a_member_that_comes_twice_or_after_the_manifest_is_refused(tmp_path, make):
    path = make()
    with tarfile.open(path) as tar:
        members = [(member, tar.extractfile(member).read()) for member in tar]
    for order in ([0, 0, 1, 2], [0, 1, 2, 0]):
        with tarfile.open(path, "w:gz") as tar:
            for number in order:
                tar.addfile(members[number][0], io.BytesIO(members[number][1]))
        assert NO_BACKUP in refusal(path)


def test_a_backup_of_a_newer_version_is_refused_and_named(make):
    said = refusal(make(migrations=["pages.0001_user", "pages.0099_of_next_year"]))
    assert "made by a newer version of the site (it has the migration pages.0099_of_next_year)" in said


@pytest.mark.parametrize(
    "different",
    [
        {"made_at": "2026-11-26T10:00:00"},
        {"vendor": ["sqlite"]},
        {"migrations": [1]},
        {"tables": {"pages_user": Table(columns=None, rows=0, last_value=None)}},
        {"tables": {"pages_user": Table(columns=["id", 1], rows=0, last_value=None)}},
    ],
    ids=str,
)
def test_a_manifest_of_another_form_is_refused(make, different):
    assert NO_BACKUP in refusal(make(**different))


def test_a_backup_of_a_newer_format_is_refused(make):
    assert "made by a newer version of the site" in refusal(make(format=2))


def test_a_backup_of_the_other_kind_of_database_is_refused(make):
    other, name = {"sqlite": ("postgresql", "PostgreSQL"), "postgresql": ("sqlite", "SQLite")}[connection.vendor]
    assert f"This backup is of a site on {name}" in refusal(make(vendor=other))
    assert "another database" in refusal(make(vendor="oracle"))


def test_a_backup_without_its_database_is_refused(make):
    assert "it lacks the database or a part of it" in refusal(make())


@pytest.mark.parametrize(
    "manifest",
    ["", "[]", "{}", '{"format": 1}', '{"format": 1, "tables": {"a": {}}}', json.dumps({"format": 1} | {"x": 1})],
)
def test_a_manifest_that_says_something_else_is_refused(manifest):
    with pytest.raises(BackupError):
        Manifest.from_json(manifest.encode())


def test_what_a_backup_holds_is_read_as_it_was_written(make):
    with open(make(), "rb") as file:
        archive = Archive(file)
        manifest = archive.verify()
        assert {name: content.read()[:8] for name, content in archive.files() if name in manifest.files} == {
            "media/documents/report.txt": b"A report",
            "database/other.copy": b"1\n",
        }
