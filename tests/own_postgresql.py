"""A PostgreSQL server of a test's own, which it can kill, freeze and restart."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import unquote, urlsplit

from tests.databases import execute
from tests.postgresql import find_server_programs, start_again, temporary_server


class OwnPostgreSQL:
    """A temporary server, and the address of its database."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.folder = Path(unquote(urlsplit(address).netloc.rpartition("@")[2]))

    @property
    def processes(self) -> list[int]:
        """The ids of the server's processes, the first one first."""
        first = int((self.folder / "data" / "postmaster.pid").read_text().split()[0])
        children = subprocess.run(["ps", "-o", "pid=", "--ppid", str(first)], capture_output=True, text=True).stdout
        return [first, *map(int, children.split())]

    def remove(self) -> None:
        """Kill the server."""
        self._send(signal.SIGKILL)

    def freeze(self) -> None:
        """Suspend the server."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """Resume the server."""
        self._send(signal.SIGCONT)

    def start(self) -> None:
        """Start the server after it was killed, once the last of its processes has ended."""
        until = time.monotonic() + 20
        while True:
            try:
                return start_again(find_server_programs(), self.folder)
            except RuntimeError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.5)

    def _send(self, number: int) -> None:
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.kill(process, number)


@contextmanager
def own_postgresql(seeded: str) -> Iterator[OwnPostgreSQL]:
    """Run a server with a copy of a seeded database that is on another one."""
    programs = find_server_programs()
    # Stopping a server that the test has killed fails.
    with suppress(RuntimeError), temporary_server(programs) as address:
        dump = subprocess.run(
            [programs / "pg_dump", "--no-owner", seeded.replace("postgres:", "postgresql:")],
            capture_output=True,
            check=True,
        )
        subprocess.run(
            [programs / "psql", "-q", address.replace("postgres:", "postgresql:")],
            input=dump.stdout,
            check=True,
            stdout=subprocess.DEVNULL,
        )
        # As in production: a killed server has what it has confirmed.
        execute(address, "ALTER DATABASE postgres SET synchronous_commit = on")
        yield OwnPostgreSQL(address)
