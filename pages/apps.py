"""The pages application: the page types and everything that serves them."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Configuration of the pages application."""

    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect the receivers of signals, and have what is typed into forms cleaned."""
        from pages import checks, emptied_pages, protected_pages, usage
        from pages.admin import permissions, time_zone
        from pages.consents import in_use
        from pages.media import deleted_files, deletion, private_collections
        from pages.models import Recording
        from pages.page_cache import invalidation
        from pages.safety import exit_address
        from pages.search import reindexing
        from pages.staff import page_emails
        from pages.text.exports import clean_exported_text
        from pages.text.fields import clean_all_fields
        from pages.translations import cleaning

        clean_all_fields()
        clean_exported_text()
        checks.connect()
        cleaning.connect()
        deletion.connect(Recording)
        deleted_files.connect()
        emptied_pages.connect()
        exit_address.connect()
        in_use.connect()
        invalidation.connect()
        page_emails.connect()
        permissions.connect()
        private_collections.connect()
        protected_pages.connect()
        reindexing.connect()
        time_zone.connect()
        usage.connect()
