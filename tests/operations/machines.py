"""Machines that serve one site together, and a browser whose next request may reach another of them."""

import subprocess
import sys
from dataclasses import dataclass, field
from typing import Any

import requests

from tests.databases import execute
from tests.enquiries.servers import ROOT, OwnServer

ADMIN_PASSWORD = "a word for the first user"


@dataclass
class Machine(OwnServer):
    """A machine with files and processes of its own, and settings that say what it shares with others."""

    shared: dict[str, str] = field(default_factory=dict)

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this machine."""
        return super().environment | self.shared

    def begin_to_prepare(self) -> subprocess.Popen:
        """Start what `make run` does before it serves."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "prepare"],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    @property
    def worker(self) -> int:
        """The process id of the worker for scheduled jobs."""
        done = subprocess.run(["ps", "-eo", "pid=,pgid=,args="], capture_output=True, text=True, check=True)
        running = [line.split(maxsplit=2) for line in done.stdout.splitlines()]
        [worker] = [
            int(pid) for pid, group, command in running if int(group) == self.process.pid and " work" in command
        ]
        return worker

    def value(self, sql: str) -> Any:
        """Return the first value that a query of the site's database finds, or None."""
        rows = execute(self.database, sql)
        return rows[0][0] if rows else None


class Browser:
    """A browser that asks for the address of the site; the machine is chosen by what stands in front of them."""

    def __init__(self, host: str) -> None:
        self.session = requests.Session()
        self.session.trust_env = False
        self.session.headers["Host"] = host

    def get(self, machine: Machine, path: str) -> requests.Response:
        """Open a path, and follow no redirect."""
        return self.session.get(machine.url + path, allow_redirects=False, timeout=30)

    def submit(
        self, machine: Machine, path: str, data: dict[str, Any], files: dict[str, Any] | None = None
    ) -> requests.Response:
        """Send a form, with the token that an earlier page gave."""
        token = {"X-CSRFToken": self.session.cookies["csrftoken"]}
        return self.session.post(
            machine.url + path, data, files=files, headers=token, allow_redirects=False, timeout=60
        )

    def log_in(self, machine: Machine) -> None:
        """Log in as the first user."""
        self.get(machine, "/admin/login/")
        form = {"username": "admin", "password": ADMIN_PASSWORD}
        assert self.submit(machine, "/admin/login/", form).status_code == 302
