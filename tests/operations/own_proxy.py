"""The real Caddyfile, run by Caddy in front of a server of a test."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace

from tests.enquiries.servers import accepts_connections, free_port

CADDYFILE = Path(__file__).resolve().parents[2] / "Caddyfile"
CADDY = Path(sys.executable).with_name("caddy")


@dataclass
class Proxy:
    """A running Caddy. `site` is the host and port of the site behind it."""

    site: str
    port: int
    folder: Path
    process: subprocess.Popen

    def get(self, path: str, method: str = "GET", body: str | None = None, **headers: str) -> SimpleNamespace:
        """Send one request on a connection of its own, and return the answer with the seconds that it took."""
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, {"Host": self.site, **headers})
            answer = connection.getresponse()
            content = answer.read()
        finally:
            connection.close()
        seconds = time.monotonic() - began
        return SimpleNamespace(status=answer.status, headers=answer.headers, content=content, seconds=seconds)


@contextmanager
def run_proxy(site: str, folder: Path, patience: str = "20s", exit_patience: str = "1s") -> Iterator[Proxy]:
    """Run Caddy with the Caddyfile, its addresses and folders changed to those of this machine.

    `patience` is for how long requests wait for a site that restarts, which can take minutes on a busy machine, and
    `exit_patience` for how long the exit waits for the site.
    """
    port = free_port()
    text = CADDYFILE.read_text()
    for written, here in (
        ("site:8000", site),
        ("127.0.0.1:8081", f"127.0.0.1:{free_port()}"),
        ("lb_try_duration 20s", f"lb_try_duration {patience}"),
        ("response_header_timeout 1s", f"response_header_timeout {exit_patience}"),
        ("/srv/media", folder / "media"),
        ("/srv/static", folder / "static"),
    ):
        assert written in text
        text = text.replace(written, str(here))
    (folder / "Caddyfile").write_text(text)
    environment = os.environ | {"SITE_URL": f"http://:{port}", "HOME": str(folder), "XDG_DATA_HOME": str(folder)}
    command = [str(CADDY), "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")]
    with (
        open(folder / "caddy.log", "w") as log,
        subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log) as process,
    ):
        try:
            assert accepts_connections(port), (folder / "caddy.log").read_text()
            yield Proxy(site, port, folder, process)
        finally:
            process.kill()
