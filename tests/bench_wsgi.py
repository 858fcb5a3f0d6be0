"""The two ways into the site that `make bench` compares: as it is served, and without the page cache."""

from apnahaq import wsgi

application = wsgi.application
uncached_application = wsgi.django_application
