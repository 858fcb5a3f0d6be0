"""The pages application: the page types and everything that serves them."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Configuration of the pages application."""

    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect the receivers of signals."""
        from pages import protected_pages
        from pages.page_cache import invalidation
        from pages.safety import exit_address

        exit_address.connect()
        invalidation.connect()
        protected_pages.connect()
