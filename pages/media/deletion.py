"""When the files of pictures and documents are deleted: not with them, see `pages.media.deleted_files`."""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_delete, pre_delete
from wagtail.documents import get_document_model
from wagtail.documents import signal_handlers as document_signals
from wagtail.images import get_image_model
from wagtail.images import signal_handlers as image_signals


def connect(*others: type[Model]) -> None:
    """Connect the receiver for pictures and documents, and for other models with files."""
    for model in (get_image_model(), get_document_model(), *others):
        pre_delete.connect(refuse_without_storage, sender=model, dispatch_uid=f"storage_answers_{model._meta.label}")


def keep_files_of_pictures() -> None:
    """Disconnect the receiver with which Wagtail deletes the file of a picture that is deleted."""
    post_delete.disconnect(image_signals.post_delete_file_cleanup, sender=get_image_model())


def keep_files_of_documents() -> None:
    """Disconnect the receiver with which Wagtail deletes the file of a document that is deleted."""
    post_delete.disconnect(document_signals.post_delete_file_cleanup, sender=get_document_model())


def refuse_without_storage(instance: Any, **_options: Any) -> None:
    """Ask the storage for the file, and raise what that raises.

    The renditions are deleted when the transaction has ended, and so are files that are deleted for good. A storage on
    another machine can be away then, and the files would stay there, in reach of whoever knows the address of a
    rendition, with nothing left to delete them.
    """
    instance.file.storage.exists(instance.file.name)
