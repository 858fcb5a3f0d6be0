"""A real Redis server that a test starts and kills."""

import socket
import subprocess
import time
from pathlib import Path

from tests.browsers import find_program_or_skip
from tests.enquiries.servers import free_port


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
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", self.port)).close()
                return
            except OSError:
                time.sleep(0.05)
        raise AssertionError("Redis did not start.")

    def kill(self) -> None:
        """Kill the server."""
        self.process.kill()
        self.process.wait()
