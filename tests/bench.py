"""Measure how fast the site answers, and print one table: what `make bench` calls. It judges nothing.

The site is served as production would, on SQLite in a folder of its own, and asked over a kept connection on this
machine. Milliseconds depend on the machine; the ratios are taken in one run, each answer in turn with the cheapest
answer that the server can give (`/health/live`), so they can be compared between machines and between commits.
"""

import gzip
import http.client
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_server
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
BASELINE = "/health/live"
PATHS = [
    "/",
    "/ur/",
    "/anti-racism/",
    "/anti-racism/national/",
    "/anti-racism/european/",
    "/interviews/get-over-the-shock/",
    "/blog/",
    "/contact/",
    "/glossary/",
    "/privacy/",
    "/search/?q=racism",
    "/blog/feed/",
    "/sitemap.xml",
    "/no-such-page/",
    "/exit/",
]
WARM_UP, ROUNDS = 5, 40


@contextmanager
def served(folder: Path) -> Iterator[int]:
    """Serve the seeded site on a free port, with one worker, and yield the port."""
    with create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    environment = os.environ | {"VAR_DIR": str(folder), "PORT": str(port), "DATABASE_URL": "", "WORKERS": "1"}
    run = {"cwd": ROOT, "env": environment, "stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    subprocess.run([sys.executable, "manage.py", "prepare"], check=True, **run)
    server = subprocess.Popen([sys.executable, "-m", "gunicorn"], **run)
    try:
        for _ in range(300):
            try:
                ask(http.client.HTTPConnection("127.0.0.1", port, timeout=5), BASELINE)
                break
            except OSError:
                time.sleep(0.1)
        yield port
    finally:
        server.terminate()
        server.wait(60)


def ask(connection: http.client.HTTPConnection, path: str) -> tuple[float, int, bytes]:
    """Ask for a path; return the milliseconds until all of the answer was there, its status and its content."""
    started = time.perf_counter()
    connection.request("GET", path)
    answer = connection.getresponse()
    content = answer.read()
    return (time.perf_counter() - started) * 1000, answer.status, content


def measured(connection: http.client.HTTPConnection, path: str) -> str:
    """Return the row of a path: its times and those of the cheapest answer are taken in turn."""
    for _ in range(WARM_UP):
        ask(connection, path)
    times, ratios = [], []
    for _ in range(ROUNDS):
        cheapest, _, _ = ask(connection, BASELINE)
        milliseconds, status, content = ask(connection, path)
        times.append(milliseconds)
        ratios.append(milliseconds / cheapest)
    sizes = f"{len(content):>8,} {len(gzip.compress(content)):>8,}"
    return f"{path:<34} {status} {sizes} {median(times):>8.1f} {max(times):>8.1f} {median(ratios):>7.1f}"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="apnahaq-bench-") as folder, served(Path(folder)) as port:
        print(f"{ROUNDS} answers each, one after the other; median and longest in ms; ratio to {BASELINE}\n")
        print(f"{'path':<34} is  {'bytes':>8} {'gzipped':>8} {'median':>8} {'longest':>8} {'ratio':>7}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for path in PATHS:
            print(measured(connection, path), flush=True)


if __name__ == "__main__":
    main()
