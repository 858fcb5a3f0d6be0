"""Uploads that wait for the rest of their form: a forgotten description does not make somebody choose the file again.

Pictures and recordings are kept as Wagtail keeps those of its form for several pictures, as rows of `UploadedFile`:
without metadata, in a folder that is never served, for a day.
"""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.utils import timezone
from wagtail.models import UploadedFile

from pages.media.file_names import random_file_name

SALT = "pages.media.kept_uploads"
KEPT_FOR = timedelta(days=1)


def keep(upload: Any, user: AbstractBaseUser, model: type[Model]) -> str:
    """Keep an upload that its field has taken, and return what stands for it in the form of that user."""
    upload.seek(0)
    kept = UploadedFile.objects.create(
        for_content_type=ContentType.objects.get_for_model(model),
        file=ContentFile(upload.read(), name=random_file_name(upload.name)),
        uploaded_by_user=user,
    )
    return signing.dumps([kept.pk, user.pk], salt=SALT)


def kept_upload(token: str, user: AbstractBaseUser, model: type[Model]) -> Any:
    """Return the upload that a form stands for, or None if it is another user's or model's, too old or gone."""
    kept = _find(token, user)
    if kept is None or kept.for_content_type != ContentType.objects.get_for_model(model):
        return None
    try:
        with kept.file.open() as file:
            upload = SimpleUploadedFile(kept.file.name.rpartition("/")[2], file.read())
    except FileNotFoundError:
        return None
    return upload


def forget(token: str, user: AbstractBaseUser) -> None:
    """Delete an upload that is not needed any more."""
    if kept := _find(token, user):
        _delete(kept)


def delete_old_uploads() -> str:
    """Delete the uploads of all forms that nobody finished within a day, and return the result in words."""
    oldest = timezone.now() - KEPT_FOR
    old = [kept for kept in UploadedFile.objects.iterator() if _is_older(kept, oldest)]
    for kept in old:
        _delete(kept)
    return f"{len(old)} deleted" if old else ""


def _find(token: str, user: AbstractBaseUser) -> UploadedFile | None:
    try:
        pk, user_pk = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    return UploadedFile.objects.filter(pk=pk, uploaded_by_user=user).first() if user_pk == user.pk else None


def _is_older(kept: UploadedFile, moment: Any) -> bool:
    """Return whether a file was stored before a moment, or is missing. The row has no date."""
    try:
        return kept.file.storage.get_modified_time(kept.file.name) < moment
    except FileNotFoundError:
        return True


def _delete(kept: UploadedFile) -> None:
    """Delete the file before its row: a storage that is away would keep it for ever."""
    kept.file.storage.delete(kept.file.name)
    kept.delete()
