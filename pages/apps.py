"""The kernel of the site: what is on any site of this kind."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """The kernel of the site, as Django knows it."""

    name = "pages"
    verbose_name = "Pages"

    def ready(self) -> None:
        """Connect what must notice a change of content."""
        from pages import caching, exit_address
        from pages.page_cache import invalidation

        caching.connect()
        exit_address.connect()
        invalidation.connect()
