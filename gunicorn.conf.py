"""The configuration of gunicorn, for `make run` and for the container."""

import gc
import logging
import os
import sys

from django.core.exceptions import ImproperlyConfigured

try:
    from apnahaq import settings
except ImproperlyConfigured as error:
    sys.exit(f"The site cannot start. {error}")

wsgi_app = "apnahaq.wsgi"
bind = f"127.0.0.1:{settings.PORT}"
workers = settings.WORKERS
worker_class = "apnahaq.gunicorn_worker.Worker"
threads = settings.THREADS
# Workers touch a file as a heartbeat. It is in memory, so that a slow disk does not get them killed.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (holds no data)
# A worker is replaced if it dies or hangs for `timeout` seconds, and when the site restarts. Not after a number of
# requests (`max_requests`): that resets connections on which browsers are about to send, and memory does not grow.
timeout = 30
# The most that gunicorn allows, for addresses with many words of a search. The proxy refuses what is longer.
limit_request_line = 8190
graceful_timeout = 20
keepalive = 5
# The control socket is not used, and the container's file system is read-only.
control_socket_disable = True
# No access log: it would record who read what. At this level gunicorn does not log malformed requests either, which it
# would list with the client's address.
accesslog = None
loglevel = "error"


def on_starting(server) -> None:
    """Remove the requested URL, which may contain what a visitor typed, from gunicorn's error messages."""

    def remove_url(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith("Error handling request"):
            record.msg, record.args = "Error handling a request", ()
        return True

    server.log.error_log.addFilter(remove_url)


def post_worker_init(worker) -> None:
    """Exclude what is loaded at the start from garbage collection, which would examine it again and again."""
    gc.collect()
    gc.freeze()


def when_ready(server) -> None:
    """Print the address of the site, and whom a site without a proxy is for."""
    print(f"The site is at {settings.SITE_URL}/ (editors: {settings.SITE_URL}/{settings.ADMIN_PATH}/)", flush=True)
    if not settings.PRODUCTION:
        print("It is for one person at this machine: only behind a proxy can slow visitors not stop it.", flush=True)
