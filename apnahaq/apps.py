"""The project itself as an application, for its templates and management commands."""

from django.apps import AppConfig


class ApnaHaqConfig(AppConfig):
    """Configuration of the project."""

    name = "apnahaq"
    verbose_name = "Apna Haq"
