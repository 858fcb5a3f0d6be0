"""The WSGI application: the page cache around Django."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "apnahaq.settings")

try:
    django_application = get_wsgi_application()
except ImproperlyConfigured as error:
    sys.exit(f"The site cannot start. {error}")

# Both read the settings, which are there from here on.
from apnahaq.postgresql import DeadlineConnection  # noqa: E402
from pages.page_cache.wsgi import PageCache  # noqa: E402

# Only where somebody waits for an answer: a migration may take its time.
DeadlineConnection.seconds = 8
application = PageCache(django_application)
