"""The servers of `make bench`, and what the operating system reports about their processes."""

import os
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import create_connection, create_server

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 60
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


class Server:
    """A gunicorn on a port of its own, with the site's own configuration."""

    def __init__(self, application: str, environment: dict[str, str], database_pid: int = 0) -> None:
        self.application = application
        self.environment = environment
        self.database_pid = database_pid
        with create_server(("127.0.0.1", 0)) as probe:
            self.port: int = probe.getsockname()[1]

    @contextmanager
    def running(self) -> Iterator["Server"]:
        """Run the server until the block ends."""
        environment = self.environment | {"PORT": str(self.port), "BENCH_APPLICATION": self.application}
        # Its errors are for the person at this machine.
        command = [sys.executable, "-m", "gunicorn", "--config", "python:tests.bench_gunicorn"]
        process = subprocess.Popen(
            command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL
        )
        self.pid = process.pid
        try:
            yield self
        finally:
            process.terminate()
            process.wait(START_SECONDS)

    def wait(self) -> None:
        """Return when the server listens. Raises `TimeoutError`."""
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            try:
                create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise TimeoutError(f"{self.application} did not start.")

    def processor_seconds(self) -> float:
        """Return what the server's processes have used until now, and those of its database server."""
        roots = [self.pid, self.database_pid] if self.database_pid else [self.pid]
        return sum(map(_processor_seconds, process_tree(roots)))

    def memory(self) -> float:
        """Return the proportional set size of the server's own processes, in megabytes."""
        return sum(map(_proportional_set_size, process_tree([self.pid]))) / 1024


def process_tree(roots: Iterable[int]) -> set[int]:
    """Return the processes and all that they started."""
    children: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and (fields := _stat(int(folder.name))):
            children.setdefault(int(fields[1]), []).append(int(folder.name))
    found: set[int] = set()
    waiting = list(roots)
    while waiting:
        pid = waiting.pop()
        found.add(pid)
        waiting += children.get(pid, [])
    return found


def _stat(pid: int) -> list[str]:
    """Return the fields of /proc/<pid>/stat from the third on, or none for a process that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    except OSError:
        return []


def _processor_seconds(pid: int) -> float:
    """Return the user and system time of a process and of those of its children that have ended."""
    if not (fields := _stat(pid)):
        return 0
    of_ended_children = (int(fields[13]) + int(fields[14])) / TICKS_A_SECOND
    try:
        # The clock of another process (clock_getcpuclockid): the stat file rounds to hundredths of a second.
        return of_ended_children + time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return of_ended_children + (int(fields[11]) + int(fields[12])) / TICKS_A_SECOND


def _proportional_set_size(pid: int) -> int:
    """Return the PSS of a process in kilobytes: memory that processes share is divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
