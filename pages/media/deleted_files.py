"""Deleted and replaced pictures, documents and recordings: kept for 30 days, given back, and then deleted for good."""

import json
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.db.models.signals import post_delete, pre_delete
from django.utils import timezone
from wagtail.log_actions import get_active_log_context
from wagtail.models import Collection, Page, ReferenceIndex

from pages.media.deletion import refuse_without_storage
from pages.media.kept_files import KEPT_FOR
from pages.media.private_collections import document_privacy_changed
from pages.models.deleted_files import DeletedFile
from pages.models.media import SiteDocument, SiteImage
from pages.models.recordings import Recording
from pages.usage import key_of

StoredFile = SiteImage | SiteDocument | Recording
# The fields that change together with the file: it shows other people, or another voice is heard.
FILE_FIELDS: dict[type[Model], list[str]] = {
    SiteImage: ["file", "width", "height", "file_size", "file_hash", "shows_people", "consent"],
    SiteDocument: ["file", "file_size", "file_hash"],
    Recording: ["file", "file_size", "seconds", "consent"],
}


def connect() -> None:
    """Connect the receivers of signals."""
    for model in FILE_FIELDS:
        pre_delete.connect(_keep_deleted, sender=model, dispatch_uid=f"keep_{model._meta.label}")
    pre_delete.connect(_delete_newer_renditions, sender=SiteImage, dispatch_uid="delete_newer_renditions")
    pre_delete.connect(refuse_without_storage, sender=DeletedFile, dispatch_uid="storage_answers_kept_file")
    post_delete.connect(_delete_file, sender=DeletedFile, dispatch_uid="delete_kept_file")


def keep(thing: StoredFile, was_replaced: bool = False) -> DeletedFile:
    """Keep a picture, document or recording as it is stored, before it is deleted or its file is replaced."""
    [serialized] = json.loads(serializers.serialize("json", [thing]))
    fields = {name: value for name, value in serialized["fields"].items() if name != "file"}
    references = ReferenceIndex.get_references_to(thing).values_list("base_content_type", "object_id").distinct()
    return DeletedFile.objects.create(
        content_type_id=key_of(thing)[0],
        object_id=thing.pk,
        title=thing.title,
        file=thing.file.name,
        was_replaced=was_replaced,
        fields=fields,
        tags=[] if isinstance(thing, Recording) else list(thing.tags.names()),
        used_by=[list(reference) for reference in references],
        deleted_by=getattr(get_active_log_context(), "user", None),
    )


def as_it_was(kept: DeletedFile) -> StoredFile:
    """Return what was kept as an object that is not saved, without what has been deleted meanwhile.

    Fields that came with a later version have their default.
    """
    model = _model_of(kept)
    serialized = {"model": model._meta.label_lower, "pk": kept.object_id, "fields": kept.fields}
    [deserialized] = serializers.deserialize("python", [serialized], ignorenonexistent=True)
    thing: Any = deserialized.object
    thing.file = kept.file.name
    for field in model._meta.fields:
        if isinstance(field, ForeignKey) and not _exists(field.related_model, field.value_from_object(thing)):
            setattr(thing, field.attname, None)
    if not isinstance(thing, Recording) and thing.collection_id is None:
        thing.collection = Collection.get_first_root_node()
    return thing


def present_version(kept: DeletedFile) -> StoredFile | None:
    """Return the picture, document or recording that has the place of what was kept now, or None if it was deleted."""
    model: Any = _model_of(kept)
    present: StoredFile | None = model.objects.filter(pk=kept.object_id).first()
    return present


@transaction.atomic
def restore(kept: DeletedFile) -> StoredFile:
    """Give back what was deleted under its old primary key, so that pages show it again, or the file that was replaced.

    The file that it had meanwhile is kept in turn. The worker makes new renditions.
    """
    old = as_it_was(kept)
    restored = present_version(kept)
    if restored is None:
        restored = old
        restored.save(force_insert=True)
        # Django has set them to this moment.
        type(old).objects.filter(pk=old.pk).update(created_at=kept.fields["created_at"])
        if not isinstance(restored, Recording):
            restored.tags.set(kept.tags)
    else:
        keep(restored, was_replaced=True)
        delete_renditions(restored)
        for name in FILE_FIELDS[type(restored)]:
            # A consent that is needed now, and may hide the file, is not lost with the newer one.
            kept_value = getattr(restored, name) if name in {"consent", "shows_people"} else None
            setattr(restored, name, getattr(old, name) or kept_value)
        restored.save()
    kept.delete()
    for content_type, pk in kept.used_by:
        _index_again(content_type, pk)
    if isinstance(restored, SiteDocument):
        # Only now is it known again which pages show it.
        document_privacy_changed.send(SiteDocument, documents=SiteDocument.objects.filter(pk=restored.pk))
    return restored


@transaction.atomic
def delete_for_good(model: type[Model], pk: int) -> None:
    """Delete everything that is kept of a picture, document or recording."""
    for kept in DeletedFile.objects.filter(content_type=ContentType.objects.get_for_model(model), object_id=pk):
        kept.delete()


def delete_expired() -> int:
    """Delete for good what was deleted 30 days ago, and return how many files. Raises what the storage raises."""
    expired = DeletedFile.objects.filter(deleted_at__lte=timezone.now() - KEPT_FOR)
    for kept in expired:
        kept.delete()
    return len(expired)


def delete_renditions(thing: Model) -> None:
    """Delete the files in which visitors see a picture. The worker makes new ones.

    Before it gets another file: the cache of renditions knows them by the old one.
    """
    if isinstance(thing, SiteImage):
        for rendition in thing.renditions.all():
            rendition.delete()


def _index_again(content_type: int, pk: str) -> None:
    """Have the reference index look at an object that referred to something that is back."""
    model = ContentType.objects.get_for_id(content_type).model_class()
    if model and (found := model._default_manager.filter(pk=pk).first()):
        ReferenceIndex.create_or_update_for_object(found.specific if isinstance(found, Page) else found)


def _keep_deleted(instance: Any, **_options: Any) -> None:
    keep(instance)


def _delete_newer_renditions(instance: SiteImage, **_options: Any) -> None:
    """Delete what the worker made of a picture after Django had looked up what to delete with it.

    While the row is locked it can add no more; without this, the database would refuse the deletion.
    """
    SiteImage.objects.select_for_update().filter(pk=instance.pk).first()
    delete_renditions(instance)


def _delete_file(instance: DeletedFile, **_options: Any) -> None:
    """Delete the file when the transaction has ended, unless something uses it again."""
    name, storage = str(instance.file.name), instance.file.storage
    transaction.on_commit(lambda: None if _is_used(name) else storage.delete(name))


def _is_used(name: str) -> bool:
    models: list[type[Model]] = [DeletedFile, *FILE_FIELDS]
    return any(model._base_manager.filter(file=name).exists() for model in models)


def _model_of(kept: DeletedFile) -> type[Model]:
    return next(model for model in FILE_FIELDS if ContentType.objects.get_for_model(model) == kept.content_type)


def _exists(model: Any, pk: Any) -> bool:
    found: bool = model._base_manager.filter(pk=pk).exists()
    return found
