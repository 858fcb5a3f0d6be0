"""A real Redis server that a test starts and kills."""

import subprocess
from pathlib import Path

from tests.browsers import find_program_or_skip
from tests.enquiries.servers import accepts_connections, free_port


class RedisServer:
    """A temporary Redis server."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.start()

    @property
    def url(self) -> str:
        """The URL of the server."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> None:
        """Start the server without data, and wait until it accepts connections."""
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        self.process = subprocess.Popen([find_program_or_skip("redis-server"), *options], stdout=subprocess.DEVNULL)
        assert accepts_connections(self.port), "Redis did not start."

    def kill(self) -> None:
        """Kill the server."""
        self.process.kill()
        self.process.wait()
