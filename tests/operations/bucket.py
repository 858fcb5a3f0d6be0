"""A real server that speaks S3, with one bucket, which a test can freeze, kill and start again."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.browsers import REQUIRE_ALL
from tests.enquiries.servers import accepts_connections, free_port

# With characters that must be encoded in an address.
KEY, SECRET = "SITEKEY", "word/with+all@of:them%"
RCLONE = Path(sys.executable).with_name("rclone")


class BucketServer:
    """`rclone serve s3` on a folder, in which each bucket is a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.port = folder, free_port()
        self.bucket = folder / "media-of-the-site"
        self.bucket.mkdir()
        self.start()

    @property
    def url(self) -> str:
        """What MEDIA_STORAGE_URL says of the bucket."""
        return f"s3://{KEY}:{quote(SECRET, safe='')}@127.0.0.1:{self.port}/{self.bucket.name}?region=eu-west-2&tls=0"

    @property
    def files(self) -> list[str]:
        """The names of what is in the bucket."""
        return sorted(str(path.relative_to(self.bucket)) for path in self.bucket.rglob("*") if path.is_file())

    def start(self) -> None:
        """Start the server, and wait until it accepts connections."""
        options = ["--addr", f"127.0.0.1:{self.port}", "--auth-key", f"{KEY},{SECRET}", "--config", "/dev/null"]
        self.process = subprocess.Popen(
            [RCLONE, "serve", "s3", *options, str(self.folder)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        assert accepts_connections(self.port), "rclone did not start."

    def freeze(self) -> None:
        """Stop the server so that it accepts connections and answers none."""
        self.process.send_signal(signal.SIGSTOP)

    def kill(self) -> None:
        """Kill the server."""
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait()

    def recover(self) -> None:
        """Have it run and answer again, whatever was done to it."""
        self.process.send_signal(signal.SIGCONT)
        if self.process.poll() is not None:
            self.start()


@contextmanager
def bucket_server(folder: Path) -> Iterator[BucketServer]:
    """Run a server that speaks S3; skip the test, or fail it, where there is none to run."""
    if not RCLONE.exists():
        (pytest.fail if REQUIRE_ALL else pytest.skip)("this machine lacks rclone")
    server = BucketServer(folder)
    try:
        yield server
    finally:
        server.kill()
