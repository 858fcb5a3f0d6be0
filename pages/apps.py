"""The pages application: what is on any site of this kind."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    """Configuration of the pages application."""

    name = "pages"
    verbose_name = "Pages"
