"""Documents of a private collection, or of one below it: visitors cannot open them, and pages treat them as deleted."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save
from django.dispatch import Signal
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

# Sent with `documents`, a query of those that visitors may be able to open from now on, or no longer.
document_privacy_changed = Signal()


def connect() -> None:
    """Send the signal when the privacy of a collection changes, or its place among the others.

    Wagtail sends none when a collection is moved. Called once, when the application starts.
    """
    for signal in (post_save, post_delete):
        signal.connect(_restriction_changed, sender=CollectionViewRestriction, dispatch_uid="private_collections")
    Collection.move = _followed_by_signal(Collection.move)


def _followed_by_signal(move: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(move)
    def move_and_send(collection: Collection, *args: Any, **options: Any) -> Any:
        result = move(collection, *args, **options)
        _send(collection.pk)
        return result

    return move_and_send


def _restriction_changed(instance: CollectionViewRestriction, **_options: Any) -> None:
    _send(instance.collection_id)


def _send(pk: int) -> None:
    """Send the signal for the documents of a collection and of those below it."""
    model = get_document_model()
    # Queried, because a collection in memory does not know its path after a move.
    path = Collection.objects.filter(pk=pk).values_list("path", flat=True).first()
    documents: QuerySet = model.objects.filter(collection__path__startswith=path) if path else model.objects.none()
    document_privacy_changed.send(model, documents=documents)
