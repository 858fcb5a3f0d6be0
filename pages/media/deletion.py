"""Deleting pictures and documents together with their files."""

from typing import Any

from django.db.models.signals import pre_delete
from wagtail.documents import get_document_model
from wagtail.images import get_image_model


def connect() -> None:
    """Connect the receiver for pictures and documents."""
    for model in (get_image_model(), get_document_model()):
        pre_delete.connect(_refuse_without_storage, sender=model, dispatch_uid=f"storage_answers_{model._meta.label}")


def _refuse_without_storage(instance: Any, **_options: Any) -> None:
    """Ask the storage for the file, and raise what that raises.

    Wagtail deletes the files when the transaction has ended. A storage on another machine can be away then, and the
    files would stay there, in reach of whoever knows the address of a rendition, with nothing left to delete them.
    """
    instance.file.storage.exists(instance.file.name)
