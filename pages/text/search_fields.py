"""The fields of the search index in which every spelling of a word is the same."""

from typing import Any

from wagtail.search import index

from pages.text.folding import folded_for_index


class FoldedSearchField(index.SearchField):
    """A search field whose value is folded, as the words are that visitors look for (`pages.text.folding`)."""

    def get_value(self, obj: Any) -> str:
        """Return the folded words of the field."""
        return folded_for_index(_joined(super().get_value(obj)))


class FoldedIndexMixin:
    """A model whose search fields are folded, whichever class lists them."""

    @classmethod
    def get_search_fields(cls) -> list[index.BaseField]:
        """Return the fields of the index. Those for the search of the admin stay as they are."""
        return [
            FoldedSearchField(field.field_name, boost=field.boost, **field.kwargs)
            if isinstance(field, index.SearchField)
            else field
            for field in super().get_search_fields()  # type: ignore[misc]  # mixed into indexed models
        ]


def _joined(value: Any) -> str:
    """Return the texts of a field in one. A line break ends a word and a compound."""
    if isinstance(value, list | tuple):
        return "\n".join(map(_joined, value))
    return "" if value is None else str(value)
