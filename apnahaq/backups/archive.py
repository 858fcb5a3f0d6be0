"""The file of a backup: a compressed tar of `media/…`, `database/…` and, at its end, `manifest.json`.

It is written under another name in the same folder and renamed when it is complete, so that a name that looks like a
backup is one. Its end tells what belongs to it: a file that was cut off is noticed.
"""

import gzip
import hashlib
import io
import json
import os
import tarfile
import zlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from apnahaq.backups.encryption import encrypting
from apnahaq.backups.errors import BackupError

FORMAT = 1
MANIFEST = "manifest.json"
MEDIA, DATABASE = "media/", "database/"
PARTIAL_PREFIX = ".partial-"
# Most of a backup is pictures, which do not become smaller.
COMPRESSION = 3
CHUNK = 1024 * 1024
LARGEST_MANIFEST = 256 * CHUNK
UNREADABLE = "This file is no backup of this site, or it is damaged or not complete."


@dataclass
class Table:
    """A table of a PostgreSQL database: its columns in their order, its rows, and where its sequence stands."""

    columns: list[str]
    rows: int
    last_value: int | None


@dataclass
class Manifest:
    """What a backup says about itself."""

    made_at: str
    vendor: str
    versions: dict[str, str]
    # As "application.name".
    migrations: list[str]
    tables: dict[str, Table] = field(default_factory=dict)
    # The SHA-256 of each file in it, by name.
    files: dict[str, str] = field(default_factory=dict)
    format: int = FORMAT

    def as_json(self) -> bytes:
        """Return the manifest as it is stored."""
        return json.dumps(asdict(self), indent=1).encode()

    @classmethod
    def from_json(cls, text: bytes) -> "Manifest":
        """Return a stored manifest. Raises `BackupError` for one of another format."""
        try:
            stored = json.loads(text)
            if stored["format"] != FORMAT:
                raise BackupError("This backup was made by a newer version of the site: restore it with that version.")
            tables = {str(name): Table(**table) for name, table in stored.pop("tables").items()}
            manifest = cls(tables=tables, **stored)
            columns = [column for table in tables.values() for column in table.columns]
            is_valid = (
                datetime.fromisoformat(manifest.made_at).tzinfo is not None
                and all(isinstance(name, str) for name in (manifest.vendor, *columns, *manifest.migrations))
                and all(name.count(".") == 1 for name in manifest.migrations)
            )
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise BackupError(UNREADABLE) from error
        if not is_valid:
            raise BackupError(UNREADABLE)
        return manifest


class _HashingFile:
    """Reads a file and computes the SHA-256 of what was read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Read as any file does."""
        content = self.file.read(size)
        self.digest.update(content)
        return content


class ArchiveWriter:
    """A backup that is being written."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.files: dict[str, str] = {}

    def add(self, name: str, file: IO[bytes], size: int) -> None:
        """Add a file under a name."""
        member = tarfile.TarInfo(name)
        member.size, member.mode = size, 0o600
        hashing = _HashingFile(file)
        # `addfile` calls nothing but `read`.
        self._tar.addfile(member, hashing)
        self.files[name] = hashing.digest.hexdigest()

    def finish(self, manifest: Manifest) -> None:
        """Add the manifest, which is the last file."""
        manifest.files = self.files
        text = manifest.as_json()
        self.add(MANIFEST, io.BytesIO(text), len(text))


@contextmanager
def new_archive(path: Path, public_key: str) -> Iterator[ArchiveWriter]:
    """Write a backup, encrypted if there is a public key; it is at `path` when all of it is on the disk.

    Nothing is left of one that failed. Raises `OSError`.
    """
    partial = path.with_name(f"{PARTIAL_PREFIX}{path.name}")
    try:
        with open(partial, "xb", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
            with ExitStack() as stack:
                target = stack.enter_context(encrypting(file, public_key)) if public_key else file
                zipped = stack.enter_context(gzip.GzipFile("", "wb", COMPRESSION, target, mtime=0))
                tar = stack.enter_context(tarfile.open(fileobj=zipped, mode="w|", format=tarfile.PAX_FORMAT))
                yield ArchiveWriter(tar)
            file.flush()
            os.fsync(file.fileno())
        partial.rename(path)
    finally:
        partial.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


class Archive:
    """A backup that is read, from its beginning each time. Its file is not encrypted (any more)."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def files(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield each file and its name. Raises `BackupError` for a damaged archive, or names that lead elsewhere."""
        self._file.seek(0)
        with _damage_named(), gzip.GzipFile(fileobj=self._file) as zipped:
            with tarfile.open(fileobj=zipped, mode="r|") as tar:
                for member in tar:
                    content = tar.extractfile(member) if _is_ordinary(member) else None
                    if content is None:
                        raise BackupError(f"{UNREADABLE} It holds something else than files of a site.")
                    yield member.name, content
            # Only at the end of the file it is known whether all of it arrived.
            while zipped.read(CHUNK):
                pass

    def verify(self) -> Manifest:
        """Read everything, compare it with the manifest and return that. Raises `BackupError` if anything differs."""
        found: dict[str, str] = {}
        manifest = None
        # What is read here of a file fails here, not in the generator.
        with _damage_named():
            for name, file in self.files():
                if manifest or name in found:
                    raise BackupError(UNREADABLE)
                if name == MANIFEST:
                    manifest = Manifest.from_json(file.read(LARGEST_MANIFEST))
                else:
                    found[name] = sha256_of(file)
        if manifest is None or manifest.files != found:
            raise BackupError(UNREADABLE)
        return manifest


@contextmanager
def _damage_named() -> Iterator[None]:
    """Raise `BackupError` for what the libraries raise for a damaged archive."""
    try:
        yield
    except (tarfile.TarError, gzip.BadGzipFile, zlib.error, EOFError, UnicodeError) as error:
        raise BackupError(UNREADABLE) from error


def sha256_of(file: IO[bytes]) -> str:
    """Return the SHA-256 of what is left to read of a file, in hexadecimal."""
    # Members of a tar have what `file_digest` calls, but not all that its type asks for.
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # see above


def _is_ordinary(member: tarfile.TarInfo) -> bool:
    """Tell whether a member is a file that a backup may hold: no link, no device, no path out of its folder."""
    parts = PurePosixPath(member.name).parts
    is_named = member.name == MANIFEST or member.name.startswith((MEDIA, DATABASE))
    is_plain = "/".join(parts) == member.name and ".." not in parts and not {"\\", "\0"} & set(member.name)
    return member.isreg() and is_named and is_plain
