"""Workers of machines, whose checks a test runs in processes of their own."""

import signal
from dataclasses import dataclass
from pathlib import Path

from tests.page_cache.processes import SiteProcess

# How full the disk of the machine is on which the tests run is no part of them.
CHECK_NO_DISK = """
from apnahaq.monitoring import overview
overview.CHECKS = [check for check in overview.CHECKS if check.name != "disk"]
"""
# As the worker does each minute.
WATCH = "from apnahaq.machine_jobs import watch; watch()"


@dataclass
class Machine:
    """A machine with its own `VAR_DIR`. Its workers take their other settings from the environment."""

    database: str
    folder: Path

    def __post_init__(self) -> None:
        self.folder.joinpath("var").mkdir(parents=True)

    def start(self) -> SiteProcess:
        """Start a worker that runs nothing by itself."""
        worker = SiteProcess(self.database, self.folder)
        worker.run(CHECK_NO_DISK)
        return worker

    @property
    def log(self) -> str:
        """What the workers of the machine logged."""
        return self.folder.joinpath("process.log").read_text()

    @property
    def state(self) -> Path:
        """The file in which the machine remembers its emails."""
        return self.folder / "var" / "health-state.json"


def kill(process: SiteProcess) -> None:
    """End a worker at once, with kill -9."""
    process.process.send_signal(signal.SIGKILL)
    process.process.wait()
    process.log.close()
