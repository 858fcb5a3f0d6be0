"""The renditions of pictures on public pages: made by the worker, and only looked up when a page is rendered.

Making one takes seconds and a lot of memory, so that no visitor's request does. While one is missing, because it is not
made yet or the disk is full, the page is shown without the picture.
"""

import logging
import time
from datetime import timedelta
from pathlib import PurePath

from django.core.files import File
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage, AbstractRendition, Filter

from pages.media.encoding import rewrite_upload
from pages.media.file_names import is_random
from pages.page_cache.generation import renew_on_commit

logger = logging.getLogger(__name__)

# Every picture of a page is offered in these formats and widths.
SPECS = Filter.expand_spec("format-{avif,webp,jpeg} width-{400,800,1200}")
# After so many seconds the worker leaves the remaining pictures for its next round, so that other jobs do not wait.
SECONDS_A_ROUND = 10
FIRST_WAIT = timedelta(minutes=5)
MAX_WAIT = timedelta(days=1)
# What changes of a picture when its file does.
FILE_FIELDS = ["file", "width", "height", "file_size", "file_hash"]
# Wagtail cuts the name of a rendition to 59 characters, and ours end with at most 26 of their own.
LENGTH_OF_STEM = 30


def existing_renditions(image: AbstractImage) -> dict[str, AbstractRendition]:
    """Return the renditions of a picture by their specs; none unless all of them exist and show its present file.

    None either of a picture that is left out because the consent of those who are shown has ended.
    """
    if image.is_left_out:
        return {}
    found = image.find_existing_renditions(*(Filter(spec) for spec in SPECS))
    stem = f"images/{_stem(image)}"
    if len(found) < len(SPECS) or not all(rendition.file.name.startswith(stem) for rendition in found.values()):
        return {}
    renditions = {wanted.spec: rendition for wanted, rendition in found.items()}
    return {spec: renditions[spec] for spec in SPECS}


def make_renditions(image: AbstractImage) -> None:
    """Make the renditions of a picture that are missing, one at a time, and delete those of a file that it replaced.

    Raises what Pillow and the storage raise.
    """
    for outdated in image.renditions.exclude(file__startswith=f"images/{_stem(image)}"):
        outdated.delete()
    for spec in SPECS:
        image.get_rendition(spec)


def make_unreachable(image: AbstractImage) -> None:
    """Delete all renditions of a picture, with their files, and store the picture itself under another name.

    The names of renditions begin with that of the picture: of one that the admin makes later for staff, nobody knows
    the address who knows one of today's. Raises what the storage raises, and nothing is forgotten then.
    """
    renditions = list(image.renditions.all())
    for rendition in renditions:
        # Wagtail deletes the file when the row is gone. A storage that is away would leave it in reach.
        rendition.file.storage.delete(rendition.file.name)
        rendition.delete()
    if renditions:
        _store_under_another_name(image)


def make_due_renditions() -> str:
    """Make the renditions of new and changed pictures, and return the result in words."""
    pictures = get_image_model().objects
    if misdated := pictures.filter(renditions_due_at__gt=timezone.now() + MAX_WAIT).count():
        logger.warning("%d pictures waited for a time too far off: the clock of this machine was ahead.", misdated)
    end = time.monotonic() + SECONDS_A_ROUND
    made = failed = 0
    while time.monotonic() < end and (image := _due().first()):
        if _make_due(image):
            made += 1
        else:
            failed += 1
    return ", ".join(f"{number} {what}" for number, what in ((made, "made"), (failed, "failed")) if number)


def preview_renditions(image: AbstractImage) -> dict[str, AbstractRendition]:
    """Return the renditions of a picture for an editor, who has just uploaded it; none if they cannot be made."""
    if image.is_left_out:
        return {}
    return existing_renditions(image) or (existing_renditions(image) if _try_to_make(image) else {})


def _due() -> QuerySet[AbstractImage]:
    """Return the pictures that are due: also those that wait for longer than any does, since the clock was ahead.

    A picture that has not failed does not wait at all.
    """
    now = timezone.now()
    is_due = Q(renditions_due_at__lte=now) | Q(renditions_due_at__gt=now + MAX_WAIT) | Q(renditions_failures=0)
    return get_image_model().objects.filter(is_due, renditions_due_at__isnull=False).order_by("renditions_due_at")


def _make_due(image: AbstractImage) -> bool:
    """Make the renditions of a picture that is due, and return whether that succeeded."""
    due = type(image).objects.filter(pk=image.pk, renditions_due_at=image.renditions_due_at)
    if not _try_to_make(image):
        wait = min(FIRST_WAIT * 2 ** min(image.renditions_failures, 10), MAX_WAIT)
        due.update(renditions_due_at=timezone.now() + wait, renditions_failures=F("renditions_failures") + 1)
        return False
    # Unless it was changed meanwhile.
    due.update(renditions_due_at=None, renditions_failures=0)
    renew_on_commit()
    return True


def _try_to_make(image: AbstractImage) -> bool:
    """Make the renditions of a picture, and return whether that succeeded. A failure is logged in one line.

    Those of a picture that is left out are deleted instead.
    """
    try:
        if image.is_left_out:
            make_unreachable(image)
            return True
        if not is_random(image.file.name):
            _store_again(image)
        make_renditions(image)
    # One bad picture, or a full disk, must stop neither the other pictures nor the page.
    except Exception as error:
        logger.error("The renditions of picture %d could not be made: %s", image.pk, type(error).__name__)
        return False
    return True


def _store_again(image: AbstractImage) -> None:
    """Store a picture from before version 1.1 like a new upload: encoded again, and under a random name.

    That takes seconds. What staff save meanwhile is kept, and so is a file with which they replace this one.
    """
    storage, old_name = image.file.storage, image.file.name
    with image.open_file() as file:
        upload = SimpleUploadedFile(image.filename, file.read())
    rewrite_upload(upload)
    with transaction.atomic():
        present = type(image).objects.select_for_update().get(pk=image.pk)
        is_unchanged = present.file.name == old_name
        if is_unchanged:
            present.file = upload
            present._set_image_file_metadata()
            present.save(update_fields=FILE_FIELDS)
    if is_unchanged:
        storage.delete(old_name)
    image.refresh_from_db()


def _store_under_another_name(image: AbstractImage) -> None:
    storage, old_name = image.file.storage, image.file.name
    with image.open_file() as file:
        new_name = storage.save(image.get_upload_to(old_name), File(file))
    is_unchanged = type(image).objects.filter(pk=image.pk, file=old_name).update(file=new_name)
    storage.delete(old_name if is_unchanged else new_name)


def _stem(image: AbstractImage) -> str:
    return PurePath(image.file.name).stem[:LENGTH_OF_STEM]
