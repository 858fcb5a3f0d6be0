"""The consent that words or a picture in a body rely on."""

from typing import Any

from wagtail.snippets.blocks import SnippetChooserBlock


class ConsentChooserBlock(SnippetChooserBlock):
    """A consent. One that was deleted counts as withdrawn: without it, the words would be shown again."""

    def __init__(self, target_model: str = "pages.Consent", **kwargs: Any) -> None:
        super().__init__(target_model, **kwargs)

    def to_python(self, value: int | None) -> Any:
        """Return the consent with a primary key."""
        return self.bulk_to_python([value])[0]

    def bulk_to_python(self, values: list[int | None]) -> list[Any]:
        """Return the consents with these primary keys, in this order."""
        consents = super().bulk_to_python(values)
        return [self._deleted(pk) if pk and not found else found for pk, found in zip(values, consents, strict=True)]

    def _deleted(self, pk: int) -> Any:
        return self.model_class(pk=pk, person="A consent that was deleted", is_withdrawn=True)


def consent_for(block_type: str, value: Any) -> Any:
    """Return the consent that a block of a body relies on by itself, or None."""
    if block_type == "quotation":
        return value.get("consent")
    image = value.get("image") if block_type == "image" else None
    return image.consent if image else None
