"""How gunicorn serves the site: `make run` and the container both read this file, and nothing else."""

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
# Workers show that they live by touching a file: in memory, so that a slow disk kills none.
worker_tmp_dir = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None  # noqa: S108 (holds no data)
# Workers are replaced when one dies, when one hangs for `timeout` seconds, and with each start of the site. Not after
# a number of requests: that closes connections on which browsers are about to send, and nothing here grows with them.
timeout = 30
graceful_timeout = 20
keepalive = 5
# Before a runner that ended is started again.
RUNNER_PAUSE_SECONDS = 5
# Nobody controls the server through a socket, and a container's file system has no room for one.
control_socket_disable = True
# No access log: it would record who read what. At this level gunicorn also keeps quiet about broken
# requests, which it would list with the visitor's address.
accesslog = None
loglevel = "error"


def on_starting(server) -> None:
    """Take the address that was asked for, with what a visitor may have typed, out of gunicorn's errors."""

    def without_address(record: logging.LogRecord) -> bool:
        if str(record.msg).startswith("Error handling request"):
            record.msg, record.args = "Error handling a request", ()
        return True

    server.log.error_log.addFilter(without_address)


def keep_runner(server) -> None:
    """Run what works beside the web server, and start it again should it end before its time."""
    command = [sys.executable, "manage.py", "work", "--beside", str(os.getpid())]
    while not server.is_ending.is_set():
        server.runner = subprocess.Popen(command, cwd=settings.BASE_DIR)  # noqa: S603 (a command of ours)
        server.runner.wait()
        server.is_ending.wait(RUNNER_PAUSE_SECONDS)


def post_worker_init(worker) -> None:
    """Leave out of garbage collection what was loaded at the start and stays: most objects of a worker."""
    gc.collect()
    gc.freeze()


def when_ready(server) -> None:
    """Start what works beside the web server, and say where the site is, now that it can be opened."""
    server.is_ending = threading.Event()
    threading.Thread(target=keep_runner, args=[server], daemon=True).start()
    print(f"The site is at {settings.SITE_URL}/ (editors: {settings.SITE_URL}/{settings.ADMIN_PATH}/)", flush=True)


def on_exit(server) -> None:
    """Let the runner finish what it is at, and end."""
    if runner := getattr(server, "runner", None):
        server.is_ending.set()
        runner.terminate()
        try:
            runner.wait(graceful_timeout)
        except subprocess.TimeoutExpired:
            runner.kill()
