"""Measure how fast the site answers, and print one table: what `make bench` calls. It fails for no result.

    python -m tests.bench [--quick] [--requests N] [--only TEXT] [--posts N]

Every server runs as the site's own does. The answers of all rows are taken in turn, some in each round, so that
whatever else this machine does falls on all of them; the ratio to the bare Django view can be compared between
machines. The processor's time is that of all processes, the database server's included, from the operating system.
Most messages of the form's row end in quarantine, since they come from one address.
"""

import argparse
import http.client
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import unquote, urlencode, urlsplit

import psycopg

from tests import bench_client
from tests.bench_server import ROOT, Server
from tests.postgresql import find_server_programs, temporary_server

TEXT_PAGE = "/anti-racism/local/"
CACHED, UNCACHED = "tests.bench_wsgi:application", "tests.bench_wsgi:uncached_application"
HOP_BY_HOP = {"connection", "date", "keep-alive", "server", "transfer-encoding"}
# Answers that are cheap are asked for so many times as often, so that the processor's time can be told from nothing.
CHEAP = 10
_message_numbers = count(1)


@dataclass
class Row:
    """One line of the table."""

    name: str
    server: Server
    requests: Callable[[int], list[bytes]]
    times_as_many: int = 1
    outcome: bench_client.Outcome = field(default_factory=bench_client.Outcome)
    processor_seconds: float = 0
    queries: int | None = None
    # What `bench_queries` answers to count them.
    counted: list[list[str]] = field(default_factory=list)

    @property
    def cost(self) -> float:
        """The processor's milliseconds for each request."""
        return self.processor_seconds * 1000 / max(1, len(self.outcome.times) + self.outcome.errors)

    def measure(self, pool: ProcessPoolExecutor, number: int, connections: int) -> None:
        """Send requests and add what came of them."""
        load = bench_client.Load(self.server.port, self.requests(number), number, connections)
        before = self.server.processor_seconds()
        outcome = pool.submit(bench_client.run, load).result()
        self.processor_seconds += self.server.processor_seconds() - before
        self.outcome.add(outcome)

    def cells(self, baseline: float) -> list[str]:
        """Return the cells of the table."""
        times = sorted(self.outcome.times) or [0]
        p50, p99 = (times[min(len(times) - 1, len(times) * part // 100)] * 1000 for part in (50, 99))
        return [
            self.name,
            f"{len(self.outcome.times) / (self.outcome.seconds or 1):,.0f}",
            f"{p50:.1f}",
            f"{p99:.1f}",
            str(self.outcome.errors),
            f"{self.cost:.2f}",
            f"{self.cost / baseline:.1f}" if baseline else "",
            "" if self.queries is None else str(self.queries),
            f"{self.outcome.byte_count / len(times):,.0f}",
            f"{self.server.memory():.0f}",
        ]


HEADINGS = ["", "requests/s", "p50 ms", "p99 ms", "errors", "CPU ms", "× bare view", "queries", "bytes", "PSS MB"]


def own_rows(database: str, cached: Server, uncached: Server) -> list[Row]:
    """Return the rows of the site on one database of one size."""

    def row(name: str, path: str, server: Server = uncached, times_as_many: int = 1) -> Row:
        request = bench_client.get(path)
        counted = [["GET", path, ""]] * 3
        return Row(f"{name}, {database}", server, lambda number: [request], times_as_many, counted=counted)

    form_post = Row(
        f"form post, {database}",
        cached,
        lambda number: [bench_client.post("/contact/", message(cached)) for _ in range(number)],
    )
    form_post.counted = [["POST", "/contact/", ""]]
    return [
        row("cached page", TEXT_PAGE, cached, CHEAP),
        row("uncached page", TEXT_PAGE),
        row("uncached list", "/blog/"),
        row("contact page", "/contact/", cached),
        form_post,
        row("search", "/search/?q=women", cached),
        row("/exit/", "/exit/", cached, CHEAP),
        row("feed, uncached", "/blog/feed/"),
    ]


def fetched(server: Server, path: str) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of a page as it is sent to a browser."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    connection.request("GET", path, headers={"Host": "127.0.0.1", "Accept-Encoding": "gzip, deflate, br"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise SystemExit(f"{path} answered {answer.status}.")
    headers = {name: value for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP}
    return headers, body


_tokens: dict[int, str] = {}


def message(server: Server) -> str:
    """Return the fields of a message that nobody has sent before, with the token of a form that was shown once."""
    if server.port not in _tokens:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
        connection.request("GET", "/contact/", headers={"Host": "127.0.0.1"})
        page = connection.getresponse().read().decode()
        connection.close()
        field_of_token = re.search(r'<input[^>]*name="token"[^>]*>', page)
        value = re.search(r'value="([^"]*)"', field_of_token[0]) if field_of_token else None
        if not value:
            raise SystemExit("The contact page shows no form with a token.")
        _tokens[server.port] = value[1]
    words = f"Sample words, number {next(_message_numbers)}, about a workshop."
    fields = {"token": _tokens[server.port], "topic": "workshop", "message": words, "reply_by": "none"}
    return urlencode({**fields, "language": "en"})


def count_queries(rows: list[Row], environment: dict[str, str]) -> None:
    """Count the queries of rows that share a database, in a process of their own."""
    jobs = []
    for row in rows:
        requests = [
            [method, path, message(row.server) if method == "POST" else body] for method, path, body in row.counted
        ]
        jobs.append((row.server.application, requests))
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench_queries"],
        cwd=ROOT,
        env=environment | {"DJANGO_SETTINGS_MODULE": "apnahaq.settings"},
        input=json.dumps(jobs),
        capture_output=True,
        text=True,
    )
    if done.returncode:
        print(done.stderr[-2000:], file=sys.stderr)
        return
    for row, number in zip(rows, json.loads(done.stdout.splitlines()[-1]), strict=True):
        row.queries = number


def databases(stack: ExitStack, folder: Path, posts: int) -> Iterator[tuple[str, dict[str, str], int]]:
    """Make each database, seeded, and yield what to call it, its environment and the number of its server process."""
    kinds = {"SQLite": ("", 0)}
    if programs := find_server_programs():
        address = stack.enter_context(temporary_server(programs))
        data = Path(unquote(urlsplit(address).hostname or "")) / "data"
        kinds["PostgreSQL"] = (address, int((data / "postmaster.pid").read_text().splitlines()[0]))
    else:
        print("There is no PostgreSQL server on this machine: it is left out.")
    for kind, (address, pid) in kinds.items():
        for size in ("starter", f"{posts:,} posts"):
            name = f"bench_{size.split()[0].replace(',', '')}"
            environment = os.environ | {
                "CACHE_URL": "",
                "DATABASE_URL": "",
                "SITE_URL": "http://127.0.0.1",
                "STATIC_DIR": str(folder / "static"),
                "VAR_DIR": str(folder / kind / name),
            }
            if address:
                with psycopg.connect(address, autocommit=True) as connection:
                    connection.execute(f"CREATE DATABASE {name}")
                environment["DATABASE_URL"] = address.removesuffix("/postgres") + f"/{name}"
            _manage(environment, "prepare")
            if size != "starter":
                _manage(environment, "generate_sample_site", "--posts", str(posts))
            if address:
                with psycopg.connect(environment["DATABASE_URL"], autocommit=True) as connection:
                    connection.execute("VACUUM ANALYZE")
            yield f"{kind}, {size}", environment, pid


def _manage(environment: dict[str, str], *command: str) -> None:
    """Run a management command."""
    run = [sys.executable, "manage.py", *command]
    subprocess.run(run, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)


def baselines(stack: ExitStack, folder: Path, answer_of: Server, environment: dict[str, str]) -> list[Row]:
    """Return the rows of gunicorn alone and of Django alone, which send what the site sends."""
    headers, body = fetched(answer_of, TEXT_PAGE)
    file = folder / "answer.json"
    file.write_text(json.dumps({"headers": headers, "body": b64encode(body).decode()}))
    rows = []
    for name, application in (("bare gunicorn application", "bare_gunicorn"), ("bare Django view", "bare_django()")):
        server = Server(f"tests.bench_applications:{application}", environment | {"BENCH_ANSWER": str(file)})
        stack.enter_context(server.running()).wait()
        rows.append(Row(name, server, lambda number: [bench_client.get(TEXT_PAGE)], CHEAP))
    return rows


def all_rows(stack: ExitStack, folder: Path, posts: int) -> list[Row]:
    """Start every server and return the rows of the table, those of the baselines first."""
    rows: list[Row] = []
    for database, environment, pid in databases(stack, folder, posts):
        cached, uncached = (
            stack.enter_context(Server(name, environment, pid).running()) for name in (CACHED, UNCACHED)
        )
        cached.wait()
        uncached.wait()
        if not rows:
            rows = baselines(stack, folder, cached, environment)
        own = own_rows(database, cached, uncached)
        count_queries(own, environment)
        rows += own
    return rows


def print_table(rows: list[Row], baseline: float) -> None:
    """Print the table, its columns as wide as what is in them."""
    lines = [HEADINGS, *(row.cells(baseline) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADINGS))]
    for line in lines:
        print(line[0].ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True)))


def main() -> None:
    """Measure everything and print the table."""
    parser = argparse.ArgumentParser(description="Measure how fast the site answers.")
    parser.add_argument("--quick", action="store_true", help="one round, with few requests")
    parser.add_argument("--requests", type=int, help="of each row, in all rounds together")
    parser.add_argument("--only", default="", help="measure only rows whose name holds this, beside the baselines")
    parser.add_argument("--posts", type=int, default=5000, help="of the large site")
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--connections", type=int, default=4)
    options = parser.parse_args()
    # A plain end takes the servers along, as Ctrl-C does.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    rounds = 1 if options.quick else options.rounds
    with tempfile.TemporaryDirectory(prefix="apnahaq-bench-") as name, ExitStack() as stack:
        rows = all_rows(stack, Path(name), options.posts)
        rows = rows[:2] + [row for row in rows[2:] if options.only in row.name]
        pool = stack.enter_context(ProcessPoolExecutor(1, multiprocessing.get_context("spawn")))
        each_round = options.requests // rounds if options.requests else 0
        for row in rows:
            row.measure(pool, 8 * options.connections, options.connections)
            row.outcome, row.processor_seconds = bench_client.Outcome(), 0
        for _ in range(rounds):
            for row in rows:
                number = each_round or (20 if options.quick else 50) * row.times_as_many
                row.measure(pool, number, options.connections)
        sent = options.requests or f"{(20 if options.quick else 50) * rounds} to {50 * CHEAP * rounds}"
        print(f"{sent} requests each, in {rounds} rounds, over {options.connections} connections\n")
        print_table(rows, rows[1].cost)


if __name__ == "__main__":
    main()
