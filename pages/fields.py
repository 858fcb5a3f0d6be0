"""Model fields that are the project's own."""

from typing import Any

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
