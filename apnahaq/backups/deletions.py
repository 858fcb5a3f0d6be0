"""The record of deleted messages, which is kept beside the backups so that it survives the loss of the database.

A line holds a reference and when the message was deleted. A restored database forgets deletions that came after the
backup; from this record they are made again.
"""

import os
import shutil
import tempfile
import time
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from apnahaq.backups.folder import backup_folder
from pages.enquiries.models.audit_log import DeletedEnquiry
from pages.enquiries.models.settings import EnquirySettings

NAME = "deleted-messages.txt"
# Not the prefix of partial backups, which every backup deletes when it starts.
DRAFT_PREFIX = ".deleted-messages-"
# A draft is written in a moment: an older one was left by a process that was killed.
DRAFT_SECONDS = 60 * 60


def recorded_deletions() -> dict[str, datetime]:
    """Return when each message was deleted, by reference. A line that cannot be read is left out."""
    try:
        lines = (settings.BACKUP_DIR / NAME).read_text().splitlines()
    except FileNotFoundError:
        return {}
    found = {}
    for line in lines:
        try:
            reference, moment = line.split(" ")
            found[reference] = datetime.fromisoformat(moment)
        except ValueError:
            continue
    return found


def record_deletions() -> None:
    """Bring the record up to date: what was deleted is added, and stays for as long as the database keeps it."""
    _delete_old_drafts(backup_folder())
    recorded = recorded_deletions()
    known = recorded | dict(DeletedEnquiry.objects.values_list("reference", "deleted_at"))
    oldest = timezone.now() - timedelta(days=EnquirySettings.load().audit_log_days)
    kept = {reference: moment for reference, moment in known.items() if moment > oldest}
    if kept == recorded:
        return
    text = "".join(f"{reference} {moment.isoformat()}\n" for reference, moment in sorted(kept.items()))
    with tempfile.TemporaryDirectory(dir=settings.BACKUP_DIR, prefix=DRAFT_PREFIX) as folder:
        with open(Path(folder) / NAME, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(file.name, settings.BACKUP_DIR / NAME)


def _delete_old_drafts(folder: Path) -> None:
    for draft in folder.glob(f"{DRAFT_PREFIX}*"):
        # Another process may finish its own meanwhile.
        with suppress(FileNotFoundError):
            if draft.stat().st_mtime < time.time() - DRAFT_SECONDS:
                shutil.rmtree(draft)
