"""The project shell: start, seed, headers, errors."""

from django.apps import AppConfig


class ShellConfig(AppConfig):
    name = "apnahaq"
    verbose_name = "The site"
