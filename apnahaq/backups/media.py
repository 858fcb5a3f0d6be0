"""The uploaded files and their renditions, through Django's storages, wherever these keep them."""

import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import IO

from django.conf import settings
from django.core.files import File
from django.core.files.storage import Storage, default_storage, storages
from django.utils import timezone

from apnahaq.backups.archive import MEDIA, Archive, ArchiveWriter, sha256_of
from apnahaq.backups.errors import BackupError

# Where Wagtail keeps renditions, which a storage of their own may have to make readable for a proxy.
RENDITIONS = "images/"
# A file that is younger may still be being written.
SETTLED_AFTER = timedelta(minutes=1)
LARGEST_IN_MEMORY = 16 * 1024 * 1024


def add_settled(archive: ArchiveWriter) -> None:
    """Add the files that nobody is writing any more."""
    before = timezone.now() - SETTLED_AFTER
    for name in _names():
        # Somebody may delete a file meanwhile.
        with suppress(FileNotFoundError):
            if default_storage.get_modified_time(name) < before:
                _add(archive, name)


def add_others(archive: ArchiveWriter) -> None:
    """Add the files that are not in it yet."""
    for name in _names():
        if MEDIA + name not in archive.files:
            with suppress(FileNotFoundError):
                _add(archive, name)


@contextmanager
def added(archive: Archive) -> Iterator[set[str]]:
    """Store the files that there are not, and yield the names of those that differ from what there is.

    If anything fails, now or in what is done with them, the new ones are deleted.
    """
    new, differing = set(), set()
    try:
        for name, file in _files(archive):
            if not default_storage.exists(name):
                new.add(name)
                _save(name, file)
            elif sha256_of(file) != _stored_sha256(name):
                differing.add(name)
        yield differing
    except BaseException:
        for name in new:
            _storage(name).delete(name)
        raise


def replace(archive: Archive, differing: set[str]) -> None:
    """Replace these files by those of the backup."""
    if not differing:
        return
    for name, file in _files(archive):
        if name in differing:
            _storage(name).delete(name)
            _save(name, file)


def others(names: Iterable[str]) -> set[str]:
    """Return the names of all files but those that have one of these names in a backup."""
    return set(_names()) - {name.removeprefix(MEDIA) for name in names if name.startswith(MEDIA)}


def delete(names: Iterable[str]) -> None:
    """Delete files."""
    for name in names:
        _storage(name).delete(name)


def _add(archive: ArchiveWriter, name: str) -> None:
    with default_storage.open(name) as file:
        archive.add(MEDIA + name, file, file.size)


def _names(folder: str = "") -> Iterator[str]:
    """Yield the names of all files below a folder."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (folder + name for name in files)
    for name in folders:
        yield from _names(f"{folder}{name}/")


def _files(archive: Archive) -> Iterator[tuple[str, IO[bytes]]]:
    for name, content in archive.files():
        if name.startswith(MEDIA):
            yield name.removeprefix(MEDIA), content


def _save(name: str, content: IO[bytes]) -> None:
    # Storages read a file from its beginning more than once, which an archive does not allow.
    with tempfile.SpooledTemporaryFile(LARGEST_IN_MEMORY) as copy:
        shutil.copyfileobj(content, copy)
        if _storage(name).save(name, File(copy, name)) != name:
            raise BackupError(f"A file cannot be stored under the name that it has in the backup: {name}")


def _storage(name: str) -> Storage:
    return storages[settings.WAGTAILIMAGES_RENDITION_STORAGE] if name.startswith(RENDITIONS) else default_storage


def _stored_sha256(name: str) -> str:
    with default_storage.open(name) as file:
        return sha256_of(file)
