#!/usr/bin/env python
"""Run a management command of the site."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apnahaq.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        # One plain sentence for the person who starts the site; a traceback would hide it.
        sys.exit(f"The site cannot start. {error}")
