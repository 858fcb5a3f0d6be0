"""Processes of the site that share a database and a cache, as the workers on a machine do."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django.conf import settings

SCRIPT = Path(__file__).with_name("process.py")


@dataclass
class SiteProcess:
    """A process that runs `tests.page_cache.process`."""

    database: str
    folder: Path
    cache: str = "embedded"

    def __post_init__(self) -> None:
        self.log = open(self.folder / "process.log", "a")  # noqa: SIM115 (closed in stop)
        self.process = subprocess.Popen(
            [sys.executable, str(SCRIPT)],
            env=os.environ
            | {
                "CACHE_URL": self.cache,
                "DATABASE_URL": self.database,
                "ENQUIRY_KEYS": settings.ENQUIRY_KEYS[0],
                "SECRET_KEY": settings.SECRET_KEY,
                "STATIC_DIR": str(settings.STATIC_ROOT),
                "VAR_DIR": str(self.folder / "var"),
            },
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
        )

    def begin(self, **task: Any) -> None:
        """Send a task to the process without waiting for the result."""
        self.process.stdin.write(json.dumps(task) + "\n")
        self.process.stdin.flush()

    def answer(self) -> SimpleNamespace:
        """Return the result of the oldest task."""
        line = self.process.stdout.readline()
        assert line, (self.folder / "process.log").read_text()
        answer = SimpleNamespace(**json.loads(line))
        assert not hasattr(answer, "error"), answer.error
        return answer

    def get(self, path: str, **options: Any) -> SimpleNamespace:
        """Request a path."""
        self.begin(get=path, **options)
        return self.answer()

    def run(self, source: str) -> Any:
        """Run Python in the process, and return the value of its variable `result`."""
        self.begin(run=source)
        return self.answer().result

    def stop(self) -> None:
        """End the process."""
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.log.close()
