"""What the browser tests share: finding the browsers, a neutral site, and reading screenshots."""

import http.server
import io
import os
import shutil
import threading
import time

import pytest
from PIL import Image

REQUIRE_ALL = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}
# A test browser connects to this machine only, and resolves no names.
CHROMIUM_OPTIONS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE localhost , EXCLUDE 127.0.0.1",
]


def find_program_or_skip(*programs: str) -> str:
    """Return the path of the first of the programs that is installed; otherwise skip the test, or fail it."""
    path = next(filter(None, map(shutil.which, programs)), None)
    if path is None:
        (pytest.fail if REQUIRE_ALL else pytest.skip)(f"this machine lacks {programs[0]}")
    return path


def is_blank(png: bytes) -> bool:
    """Return whether a screenshot holds one colour only: no letter, no edge, no shape."""
    return len(Image.open(io.BytesIO(png)).convert("RGB").getcolors(maxcolors=1 << 24)) == 1


class NeutralSite:
    """A server for the exit to lead to: every page of it is one flat colour, and it can be made to hang."""

    PAGE = b"<!doctype html><html lang=en style='background:#00b894'><title>Weather</title></html>"

    def __init__(self) -> None:
        neutral = self
        self._until = 0.0
        self.requests: list[tuple[str, str | None]] = []

        class Answer(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                neutral.requests.append((self.path, self.headers.get("Referer")))
                time.sleep(max(0, neutral._until - time.monotonic()))
                try:
                    self.send_response(200)
                    self.send_header("Content-Type", "text/html")
                    self.send_header("Cache-Control", "no-store")
                    self.end_headers()
                    self.wfile.write(neutral.PAGE)
                except OSError:
                    pass  # the browser had already closed the connection

            def log_message(self, *_: object) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        # Another host than the site's, so that browsers treat it as another site.
        self.url = f"http://localhost:{self._server.server_port}/"

    def stall(self, seconds: float) -> None:
        """Delay every answer until so many seconds from now."""
        self._until = time.monotonic() + seconds

    def recover(self) -> None:
        """Answer at once again, and forget the requests."""
        self._until = 0.0
        self.requests.clear()

    def close(self) -> None:
        """Stop the server."""
        self._server.shutdown()
        self._server.server_close()
