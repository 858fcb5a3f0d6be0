"""A backup can be encrypted so that whoever finds it reads nothing, and the owner of the private key restores it."""

import io
import threading
import tracemalloc
from pathlib import Path

import pyrage
import pytest

from apnahaq.backups.archive import Archive, new_archive
from apnahaq.backups.encryption import decrypted, encrypting
from apnahaq.backups.errors import BackupError

pytestmark = pytest.mark.each_database

SECRET = b"He follows me home"


@pytest.fixture
def key() -> pyrage.x25519.Identity:
    """A key pair."""
    return pyrage.x25519.Identity.generate()


@pytest.fixture
def identity(tmp_path, key) -> Path:
    """The file with the private key, as age-keygen writes it."""
    path = tmp_path / "key.txt"
    path.write_text(f"# created: 2026-11-26T10:00:00Z\n# public key: {key.to_public()}\n{key}\n")
    return path


@pytest.fixture
def encrypted(tmp_path, key) -> Path:
    """An encrypted file."""
    path = tmp_path / "backup.age"
    with open(path, "wb") as target, encrypting(target, str(key.to_public())) as plain:
        plain.write(SECRET * 100_000)
    return path


def read(path: Path, identity: Path | None) -> bytes:
    """Return what is in an encrypted file."""
    with open(path, "rb") as file, decrypted(file, identity, path.parent) as plain:
        return plain.read()


def test_what_is_encrypted_shows_nothing_and_opens_with_the_private_key(encrypted, identity):
    assert SECRET not in encrypted.read_bytes()
    assert read(encrypted, identity) == SECRET * 100_000


def test_without_the_private_key_the_sentence_says_how_to_name_it(encrypted):
    with pytest.raises(BackupError, match="encrypted.*--identity FILE"):
        read(encrypted, None)


def test_another_private_key_is_refused(encrypted, tmp_path):
    (tmp_path / "other.txt").write_text(f"{pyrage.x25519.Identity.generate()}\n")
    with pytest.raises(BackupError, match="for another key"):
        read(encrypted, tmp_path / "other.txt")


@pytest.mark.parametrize("content", ["", "age1notprivate", "AGE-SECRET-KEY-1BROKEN"])
def test_a_file_without_a_private_key_is_named_and_not_repeated(encrypted, tmp_path, content):
    (tmp_path / "letter.txt").write_text(content)
    with pytest.raises(BackupError, match="holds no private key.*letter.txt") as refused:
        read(encrypted, tmp_path / "letter.txt")
    assert not content or content not in str(refused.value)


def test_an_encrypted_file_that_was_cut_off_or_changed_is_refused(encrypted, identity):
    whole = encrypted.read_bytes()
    for damaged in (whole[: len(whole) // 2], whole[:-20] + bytes(20), whole[:500]):
        encrypted.write_bytes(damaged)
        with pytest.raises(BackupError, match="damaged"):
            read(encrypted, identity)


def test_a_large_backup_is_encrypted_without_being_in_memory(tmp_path, key):
    block = bytes(1024 * 1024)
    tracemalloc.start()
    with open(tmp_path / "large.age", "wb") as target, encrypting(target, str(key.to_public())) as plain:
        for _ in range(64):
            plain.write(block)
    assert tracemalloc.get_traced_memory()[1] < 16 * 1024 * 1024
    tracemalloc.stop()
    assert (tmp_path / "large.age").stat().st_size > 64 * 1024 * 1024


class _FullDisk(io.BytesIO):
    def write(self, content: bytes) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_stops_the_encryption_and_leaves_no_thread(key):
    with pytest.raises(OSError, match="No space left"), encrypting(_FullDisk(), str(key.to_public())) as plain:
        for _ in range(64):
            plain.write(bytes(1024 * 1024))
    assert not any(thread.name.endswith("(encrypt)") for thread in threading.enumerate())


def test_an_error_while_a_backup_is_written_is_not_hidden_by_the_encryption(tmp_path, key):
    with pytest.raises(ZeroDivisionError), new_archive(tmp_path / "backup.age", str(key.to_public())) as archive:
        archive.add("media/a", io.BytesIO(b"abc"), 3)
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


def test_a_site_with_a_public_key_writes_encrypted_backups_and_is_restored_from_them(new_site, tmp_path, key, identity):
    site = new_site()
    site.add_file("documents/report.txt", SECRET.decode())
    backup = site.back_up(BACKUP_PUBLIC_KEY=str(key.to_public()))
    assert backup.name.endswith(".tar.gz.age")
    assert backup.read_bytes().startswith(b"age-encryption.org/v1")
    assert "--identity FILE" in site.refusal(backup)
    (site.folder / "var" / "media" / "documents" / "report.txt").unlink()
    site.restore(backup, "--identity", str(identity), BACKUP_PUBLIC_KEY=str(key.to_public()))
    assert site.media()
    plain_names = {path.name for path in site.backups.iterdir() if not path.name.endswith(".age")}
    assert plain_names == {".lock"}
    with open(backup, "rb") as file, decrypted(file, identity, tmp_path) as plain:
        assert Archive(plain).verify().versions
