"""Blocks with pictures and documents."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock

from pages.media.alt_text import is_file_name


class PictureBlock(ImageBlock):
    """Wagtail's block for a picture, which names its first field after the class of the picture."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.child_blocks["image"].label = "Picture"


class FigureBlock(blocks.StructBlock):
    """A picture in the text."""

    fields_with_notes = ("caption",)

    image = PictureBlock(label="Picture and what it shows")
    caption = blocks.CharBlock(max_length=250, required=False)

    def clean(self, value: Any) -> Any:
        """Refuse the name of a file as alternative text."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (problems := self.problems(cleaned)):
            errors = {name: ValidationError(sentence) for name, sentence in problems.items()}
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def problems(self, value: Any) -> dict[str, str]:
        """Return what is wrong with the alternative text, by field."""
        image = value.get("image")
        if image and is_file_name(image.contextual_alt_text or ""):
            return {"image": "The alt text is the name of a file. Say what the picture shows."}
        return {}

    class Meta:
        icon = "image"
        label_format = "{caption}"
        description = "A picture, with its caption and credit."
        template = "blocks/figure.html"
        preview_template = "previews/figure.html"


class DocumentValue(blocks.StructValue):
    """What a block shows of a document."""

    @property
    def shown_document(self) -> Any:
        """The document; None if it was deleted, or if its collection is private."""
        document = self.get("document")
        return document if document and not document.is_left_out else None

    @property
    def shown_title(self) -> str:
        """The title that an editor gave the document here, or else its own."""
        return self.get("title") or self["document"].title


class DownloadBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock()
    title = blocks.CharBlock(max_length=200, required=False, help_text="If the document’s own title is not clear.")

    def get_preview_value(self) -> Any:
        """Show a document that is not stored."""
        sample = get_document_model()(pk=0, file="sample.pdf", file_name="sample.pdf", file_size=250_000)
        return self.normalize({"document": sample, "title": "A sample document"})

    class Meta:
        icon = "doc-full"
        label_format = "{title}"
        description = "A file to download, with its type, size and language beside it."
        template = "blocks/download.html"
        value_class = DocumentValue


def prefetch_renditions(body: Iterable[blocks.StreamValue.StreamChild]) -> None:
    """Fetch the renditions of all pictures among blocks with one query, and with another the consents of the pictures.

    The blocks may be of several bodies.
    """
    images = [child.value.get("image") for child in body if child.block_type == "image"]
    prefetch_related_objects([image for image in images if image], "renditions", "consent")
