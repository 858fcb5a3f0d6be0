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

# Both read the settings, which are loaded above.
from django.conf import settings

from apnahaq.postgresql.connection import DeadlineConnection
from pages.page_cache.wsgi import PageCache

# Only for requests: migrations and other commands may take longer.
DeadlineConnection.seconds = 8
# Templates can be edited while `make dev` runs.
application = django_application if settings.DEBUG else PageCache(django_application)
