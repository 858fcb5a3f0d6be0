"""Model fields that are the project's own."""

from collections.abc import Iterable, Iterator
from typing import Any

import modelcluster.fields
from django.db.models import Model
from wagtail import fields


class StreamField(fields.StreamField):
    """A StreamField that keeps the definitions of its blocks out of migrations.

    The database column is JSON whatever the blocks are, so a migration that repeats them has nothing to do. Without
    them a new block needs no migration.
    """

    def __init__(self, block_types: Any = (), **kwargs: Any) -> None:
        super().__init__(block_types, **kwargs)

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field without its blocks."""
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [], kwargs


class ParentalManyToManyField(modelcluster.fields.ParentalManyToManyField):
    """A many-to-many field whose targets count as used by the object: Wagtail's reference index leaves them out.

    The index of an object is updated when its targets have been stored, see `pages.usage`.
    """

    def extract_references(self, value: Iterable[Model]) -> Iterator[tuple[type[Model], str, str, str]]:
        """Yield the targets, as Wagtail's reference index expects them. The paths end with the field itself."""
        for target in value:
            yield type(target), str(target.pk), "", ""

    def deconstruct(self) -> tuple[str, str, list[Any], dict[str, Any]]:
        """Return the field as modelcluster's own: the database knows no difference."""
        name, _path, args, kwargs = super().deconstruct()
        return name, "modelcluster.fields.ParentalManyToManyField", args, kwargs
