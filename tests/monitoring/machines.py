"""A machine of the site whose checks a test runs, in processes of their own."""

import os
import subprocess
import sys

from tests.databases import execute
from tests.enquiries.servers import ROOT, OwnServer

ADDRESS = "technical@apnahaq.test"
WATCH = ["shell", "-v", "0", "-c", "from apnahaq.machine_jobs import watch; watch()"]


class Machine(OwnServer):
    """A machine that tells problems to an address. The scheduled jobs do not run, until a test runs them."""

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the machine."""
        return super().environment | {"TECHNICAL_EMAIL": ADDRESS}

    def begin(self, *words: str) -> subprocess.Popen:
        """Start a management command, whose output is in the log."""
        (self.folder / "var").mkdir(parents=True, exist_ok=True)
        with open(self.log, "a") as log:
            return subprocess.Popen(
                [sys.executable, "manage.py", *words],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def watch(self) -> None:
        """Run the checks once, as the worker does each minute."""
        assert self.begin(*WATCH).wait(60) == 0, self.log.read_text()

    def let_an_hour_pass(self) -> None:
        """Let the last email be as old as it must be for the next."""
        path = self.folder / "var" / "health-state.json"
        words = path.read_text()
        path.write_text(words.replace('"next_email_at": ', '"next_email_at": -'))
        assert len(path.read_text()) == len(words) + 1, os.fspath(path)
        execute(self.database, "UPDATE jobs_jobrun SET next_run_at = '2020-01-01 00:00:00' WHERE name LIKE 'tech%'")
