"""The folder of the backups: their names, their number, and that one backup or restore happens at a time."""

import fcntl
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apnahaq.backups.archive import PARTIAL_PREFIX
from apnahaq.backups.errors import AtWorkError, BackupError

NAME = re.compile(r"apnahaq-(\d{8}T\d{6})Z\.tar\.gz(\.age)?")
TIME_FORMAT = "%Y%m%dT%H%M%S"
# By how much a clock may differ from the one of another machine or of yesterday.
CLOCK_TOLERANCE = timedelta(minutes=10)


def backup_folder() -> Path:
    """Return the folder, which is made if it is missing. Raises `BackupError` if it cannot be."""
    folder: Path = settings.BACKUP_DIR
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise BackupError(f"BACKUP_DIR cannot be made: {folder} ({error.strerror})") from error
    return folder


@contextmanager
def only_one() -> Iterator[Path]:
    """Yield the folder, locked against other backups and restores. Raises `AtWorkError` while one is at work."""
    folder = backup_folder()
    try:
        lock = open(folder / ".lock", "w")  # noqa: SIM115 (closed by `with` below)
    except OSError as error:
        raise BackupError(f"BACKUP_DIR cannot be written: {folder} ({error.strerror})") from error
    with lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise AtWorkError("Another backup or restore is at work. Wait until it is done.") from error
        _delete_partial(folder)
        yield folder


def new_path(folder: Path, moment: datetime) -> Path:
    """Return where a backup of this moment goes. No other one has the name."""
    while True:
        suffix = ".age" if settings.BACKUP_PUBLIC_KEY else ""
        path = folder / f"apnahaq-{moment.astimezone(UTC):{TIME_FORMAT}}Z.tar.gz{suffix}"
        if not path.exists():
            return path
        moment += timedelta(seconds=1)


def delete_expired(folder: Path) -> int:
    """Delete the backups that are older than BACKUP_DAYS, and return how many. With 0 none expires.

    The newest is no exception: the privacy page names the number of days. A backup from the future was made while the
    clock was ahead, and its days count from now.
    """
    if not settings.BACKUP_DAYS:
        return 0
    now = timezone.now()
    oldest = now - timedelta(days=settings.BACKUP_DAYS)
    expired = [path for path, made_at in _backups(folder, now).items() if made_at < oldest]
    for path in expired:
        path.unlink(missing_ok=True)
    return len(expired)


def newest(folder: Path) -> datetime | None:
    """Return when the newest backup in a folder was made, None if there is none."""
    return max(_backups(folder, timezone.now()).values(), default=None) if folder.is_dir() else None


def _backups(folder: Path, now: datetime) -> dict[Path, datetime]:
    """Return the backups of a folder, and when each was made."""
    found = {}
    for path in folder.iterdir():
        # Another process may delete one meanwhile.
        with suppress(FileNotFoundError):
            if NAME.fullmatch(path.name):
                found[path] = _made_at(path, now)
    return found


def _made_at(path: Path, now: datetime) -> datetime:
    """Return when a backup was made: the earlier of its name and its file, which copying can make younger."""
    match = NAME.fullmatch(path.name)
    moments = [datetime.fromtimestamp(path.stat().st_mtime, UTC)]
    with suppress(ValueError):
        moments.append(datetime.strptime(match[1] if match else "", TIME_FORMAT).replace(tzinfo=UTC))
    past = [moment for moment in moments if moment <= now + CLOCK_TOLERANCE]
    if not past:
        os.utime(path)
        return now
    return min(past)


def _delete_partial(folder: Path) -> None:
    """Delete what an interrupted backup has left."""
    for path in folder.glob(f"{PARTIAL_PREFIX}*"):
        if path.is_dir():
            for part in path.iterdir():
                part.unlink()
            path.rmdir()
        else:
            path.unlink()
