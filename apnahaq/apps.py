"""The project shell: start, seed, headers, errors."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    """The project shell, as Django knows it."""

    name = "apnahaq"
    verbose_name = "The site"
