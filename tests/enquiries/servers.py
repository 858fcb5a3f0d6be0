"""Real servers that a test starts and stops: the site as in production, and mail servers that work or hang."""

import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPRedirectHandler, Request, build_opener

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as MessageHandler
from django.conf import settings

from tests.enquiries.senders import PATH, WORDS, aged_token

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    """Return a port of this machine that is free."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class _NoRedirect(HTTPRedirectHandler):
    def redirect_request(self, *args: Any) -> None:
        """Follow no redirect: the redirect itself is tested."""


@dataclass
class Answer:
    """The server's answer, and how long it took."""

    status: int
    location: str
    body: str
    seconds: float


@dataclass
class OwnServer:
    """The site as `make run` serves it, with a database of its own."""

    database: str
    folder: Path
    mail: str = "console:"
    largest_file: int | None = None
    workers: int = 2
    port: int = field(default_factory=free_port)
    process: subprocess.Popen | None = None

    @property
    def url(self) -> str:
        """The address of the site."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        """The settings of this server, with the keys of the tests."""
        return os.environ | {
            "DATABASE_URL": self.database,
            "DJANGO_SETTINGS_MODULE": "apnahaq.settings",
            "EMAIL_URL": self.mail,
            "ENQUIRY_KEYS": settings.ENQUIRY_KEYS[0],
            "PORT": str(self.port),
            "SECRET_KEY": settings.SECRET_KEY,
            "STATIC_DIR": str(settings.STATIC_ROOT),
            "VAR_DIR": str(self.folder / "var"),
            "WORKERS": str(self.workers),
        }

    @property
    def log(self) -> Path:
        """The file that holds everything that the server logged."""
        return self.folder / "server.log"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        with open(self.log, "a") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "apnahaq.supervisor"],
                cwd=ROOT,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=self._limit_files if self.largest_file else None,
            )
        until = time.monotonic() + 120
        while time.monotonic() < until and self.process.poll() is None:
            try:
                if self.open("/health/ready").status == 200:
                    return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"The server did not start (exit code {self.process.poll()}):\n{self.log.read_text()}")

    def _limit_files(self) -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.largest_file, self.largest_file))

    def crash(self) -> None:
        """End the supervisor, the web server and the worker at once, with kill -9."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        """End the server in order, and for certain."""
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                # Longer than the supervisor allows the processes that it has started.
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.crash()

    def manage(self, *words: str) -> str:
        """Run a management command with the settings of this server, and return what it printed."""
        command = [sys.executable, "manage.py", *words]
        done = subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, timeout=120, stdout=subprocess.PIPE, text=True
        )
        return done.stdout

    def open(self, path: str, data: dict[str, Any] | None = None) -> Answer:
        """Request a path, or send a form to it, as a new browser would."""
        started = time.monotonic()
        body = urlencode(data, doseq=True).encode() if data is not None else None
        try:
            response = build_opener(_NoRedirect).open(Request(self.url + path, body), timeout=60)
        except HTTPError as error:
            response = error
        with response:
            text = response.read().decode()
        location = response.headers.get("Location", "")
        return Answer(response.status, location, text, time.monotonic() - started)

    def send(self, words: dict[str, Any] | None = None, token: str = "") -> Answer:
        """Send a message as somebody would who opened the page a while ago."""
        return self.open(PATH, {"token": token or aged_token(), **(WORDS if words is None else words)})


class Postbox(MessageHandler):
    """Keeps the emails that arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.messages: list[Message] = []

    def handle_message(self, message: Message) -> None:
        """Keep an email."""
        self.messages.append(message)


@contextmanager
def mail_server(port: int) -> Iterator[Postbox]:
    """Run a real mail server on a port of this machine."""
    postbox = Postbox()
    controller = Controller(postbox, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield postbox
    finally:
        controller.stop()


@contextmanager
def hanging_mail_server(port: int) -> Iterator[threading.Event]:
    """Run a mail server that accepts connections and never answers; the event is set by the first connection."""
    called = threading.Event()
    listener = socket.create_server(("127.0.0.1", port))
    connections: list[socket.socket] = []

    def listen() -> None:
        try:
            while True:
                connections.append(listener.accept()[0])
                called.set()
        except OSError:
            return

    threading.Thread(target=listen, daemon=True).start()
    try:
        yield called
    finally:
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        for connection in connections:
            connection.close()


def comes_true(condition: Callable[[], object], seconds: float = 30) -> bool:
    """Wait until a condition holds; False if it takes too long."""
    until = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > until:
            return False
        time.sleep(0.1)
    return True


def accepts_connections(port: int) -> bool:
    """Wait until something on this machine accepts connections at a port; False if it takes too long."""

    def can_connect() -> bool:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            return False
        return True

    return comes_true(can_connect)
