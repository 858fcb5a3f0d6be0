"""The configuration of gunicorn, for `make run` and for the container."""

import gc
import logging
import os
import subprocess
import sys
import threading

from django.core.exceptions import ImproperlyConfigured

try:
    from apnahaq import settings
except ImproperlyConfigured as error:
    sys.exit(f"The site cannot start. {error}")

wsgi_app = "apnahaq.wsgi"
bind = f"127.0.0.1:{settings.PORT}"
workers = settings.WORKERS
worker_class = "gthread"
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
# The pause before the worker for scheduled jobs is started again.
RESTART_PAUSE_SECONDS = 5
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


def keep_worker_running(server) -> None:
    """Run the worker for scheduled jobs, and restart it if it ends."""
    command = [sys.executable, "manage.py", "work", "--parent-pid", str(os.getpid())]
    while not server.is_stopping.is_set():
        server.job_worker = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603 (a command of ours)
        server.job_worker.wait()
        server.is_stopping.wait(RESTART_PAUSE_SECONDS)


def post_worker_init(worker) -> None:
    """Exclude what is loaded at the start from garbage collection, which would examine it again and again."""
    gc.collect()
    gc.freeze()


def when_ready(server) -> None:
    """Start the worker for scheduled jobs, and print the address of the site."""
    server.is_stopping = threading.Event()
    threading.Thread(target=keep_worker_running, args=[server], daemon=True).start()
    print(f"The site is at {settings.SITE_URL}/ (editors: {settings.SITE_URL}/{settings.ADMIN_PATH}/)", flush=True)


def on_exit(server) -> None:
    """Stop the worker for scheduled jobs after the job that it is running."""
    if job_worker := getattr(server, "job_worker", None):
        server.is_stopping.set()
        job_worker.terminate()
        try:
            job_worker.wait(graceful_timeout)
        except subprocess.TimeoutExpired:
            job_worker.kill()
