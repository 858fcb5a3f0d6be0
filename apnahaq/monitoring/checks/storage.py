"""The disks that hold the site's files, and whether pictures and documents can be stored and read."""

import secrets
import shutil
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.template.defaultfilters import filesizeformat

from apnahaq.media_storage import MediaStorageError
from apnahaq.monitoring.findings import Finding, Level

MB, GB = 2**20, 2**30
# Of a disk, 15 % must be free, and of a small one 2 GB: an upgrade and a backup need that much for a while. Of a large
# one 20 GB will do. Below 5 %, or 500 MB, or 5 GB, the next day may fill it.
WARNING = (0.15, 2 * GB, 20 * GB)
PROBLEM = (0.05, 500 * MB, 5 * GB)


def check_disks() -> list[Finding]:
    """Check how much is free on each disk that holds data, backups or media. A disk is named once."""
    disks: dict[int, Path] = {}
    for folder in (settings.VAR_DIR, settings.MEDIA_ROOT, settings.BACKUP_DIR):
        with suppress(OSError):
            disks.setdefault(Path(folder).stat().st_dev, Path(folder))
    return [_check_disk(folder) for folder in disks.values()]


def _check_disk(folder: Path) -> Finding:
    usage = shutil.disk_usage(folder)
    name, title = f"disk:{folder}", "Disk"
    free, total = (filesizeformat(number).replace("\xa0", " ") for number in (usage.free, usage.total))
    found = f"{free} of {total} are free where {folder} is."
    if usage.free >= _limit(usage.total, WARNING):
        return Finding(name, title, Level.OK, found)
    is_urgent = usage.free < _limit(usage.total, PROBLEM)
    return Finding(
        name,
        title,
        Level.PROBLEM if is_urgent else Level.WARNING,
        found,
        "Make room: delete what is not the site's (docker system prune, old logs), move BACKUP_DIR to another disk, or "
        "get a larger one. When it is full, nothing can be stored.",
    )


def _limit(total: int, rule: tuple[float, int, int]) -> float:
    """Return how many bytes must be free: a share of the disk, at least and at most so many."""
    share, least, most = rule
    return min(max(total * share, least), most)


def check_media() -> list[Finding]:
    """Store a small file where pictures and documents are, read it and delete it."""
    words = secrets.token_bytes(16)
    # Nothing else has this name, so that the storage takes no other.
    name = f"health-check-{secrets.token_hex(8)}"
    try:
        default_storage.save(name, ContentFile(words))
        with default_storage.open(name) as file:
            is_same = file.read() == words
    except MediaStorageError as error:
        return [_media_problem(f"A file could not be stored or read: {error}.")]
    except Exception as error:
        return [_media_problem(f"A file could not be stored or read: {type(error).__name__}.")]
    finally:
        with suppress(Exception):
            default_storage.delete(name)
    if not is_same:
        return [_media_problem("A file that was stored came back different.")]
    return [Finding("media", "Pictures and documents", Level.OK, "Files can be stored and read.")]


def _media_problem(found: str) -> Finding:
    return Finding(
        "media",
        "Pictures and documents",
        Level.PROBLEM,
        found,
        "Check that the disk is not full and that the folder belongs to the site's user, or, where files are on other "
        "storage, that it answers and that its key is valid.",
    )
