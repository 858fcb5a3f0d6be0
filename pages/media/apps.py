"""Wagtail's applications for pictures and documents, which keep the files of what is deleted."""

from wagtail.documents.apps import WagtailDocsAppConfig
from wagtail.images.apps import WagtailImagesAppConfig


class ImagesConfig(WagtailImagesAppConfig):
    """Wagtail's application for pictures."""

    def ready(self) -> None:
        """Connect Wagtail's receivers but the one that deletes files. The files of renditions are deleted as ever."""
        super().ready()
        from pages.media import deletion

        deletion.keep_files_of_pictures()


class DocumentsConfig(WagtailDocsAppConfig):
    """Wagtail's application for documents."""

    def ready(self) -> None:
        """Connect Wagtail's receivers but the one that deletes files."""
        super().ready()
        from pages.media import deletion

        deletion.keep_files_of_documents()
