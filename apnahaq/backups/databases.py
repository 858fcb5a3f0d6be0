"""Which module stores and replaces the database that the site uses."""

from types import ModuleType

from django.db import connection

from apnahaq.backups import postgresql, sqlite

VENDORS = {"postgresql": postgresql, "sqlite": sqlite}


def database() -> ModuleType:
    """Return the module for the database of DATABASE_URL: both have the same functions."""
    return VENDORS[connection.vendor]
