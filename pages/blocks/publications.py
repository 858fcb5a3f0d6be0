"""The documents of a publication."""

from typing import Any

from django.conf import settings
from wagtail import blocks

from pages.blocks.media import DocumentValue, DownloadBlock
from pages.languages import SPOKEN_LANGUAGES, base, direction, own_name


class PublicationDocumentValue(DocumentValue):
    """A document of a publication, with the names of its language."""

    @property
    def language_name(self) -> str:
        """What readers call its language."""
        return str(dict(SPOKEN_LANGUAGES).get(self.get("language"), ""))

    @property
    def own_name_of_language(self) -> str:
        """What its language calls itself."""
        return own_name(self.get("language") or "")

    @property
    def direction(self) -> str:
        """The direction in which its language is written."""
        return direction(self.get("language") or "")


class PublicationDocumentBlock(DownloadBlock):
    """The publication as a file, in one language."""

    language = blocks.ChoiceBlock(
        SPOKEN_LANGUAGES,
        default=base(settings.LANGUAGE_CODE),
        help_text="The language it is written in. Add a document for each language that there is.",
    )
    pages = blocks.IntegerBlock(
        required=False,
        min_value=1,
        max_value=10_000,
        label="Number of pages",
        help_text="Readers decide by it whether to open the document. Leave empty if it has no pages.",
    )

    def get_preview_value(self) -> Any:
        """Show a document that is not stored, with a number of pages."""
        sample = super().get_preview_value()
        return self.normalize({**sample, "language": base(settings.LANGUAGE_CODE), "pages": 2})

    class Meta:
        icon = "doc-full"
        label = "Document"
        label_format = "{title} {language}"
        description = "The publication as a file, with its language and its number of pages."
        template = "blocks/publication_document.html"
        preview_template = "previews/publication_document.html"
        value_class = PublicationDocumentValue
