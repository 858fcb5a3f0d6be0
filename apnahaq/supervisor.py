"""Runs the web server and the worker for scheduled jobs side by side: `python -m apnahaq.supervisor`.

For `make run` and for a container that is run by itself; in `compose.yaml` each of the two is a service. This process
does nothing else and does not load the site, so that it can hardly fail. Its arguments are passed to gunicorn.
"""

import ctypes
import os
import select
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
# The pause before a process that has ended is started again.
PAUSE_SECONDS = 2.0
# A web server that ends by itself this soon after the first start does so because of a setting or a port in use.
FIRST_SECONDS = 30.0
# Longer than gunicorn takes to finish its requests (`graceful_timeout`).
STOP_SECONDS = 25.0
STOP_SIGNALS = {signal.SIGTERM, signal.SIGINT}


class Child:
    """A process that is started again when it has ended."""

    def __init__(self, name: str, *command: str) -> None:
        self.name = name
        self.command = [sys.executable, *command]
        self.starts_at = 0.0
        self.process: subprocess.Popen[bytes] | None = None

    def start_when_due(self) -> None:
        """Start the process if it does not run and its pause is over."""
        if not self.process and time.monotonic() >= self.starts_at:
            self.process = subprocess.Popen(self.command, cwd=ROOT, preexec_fn=_end_with_parent)  # noqa: S603 (ours)

    def notice_end(self) -> int | None:
        """Return the exit code if the process has ended since the last call, negative for the signal that killed it."""
        code = self.process.poll() if self.process else None
        if code is not None:
            self.process, self.starts_at = None, time.monotonic() + PAUSE_SECONDS
        return code


def main() -> int:
    """Run both until a signal asks for the end, and return the exit code."""
    signals = _received_signals()
    # The first of the two decides whether the site can start.
    server = Child("web server", "-m", "gunicorn", *sys.argv[1:])
    children = [server, Child("worker", "manage.py", "work", "--parent-pid", str(os.getpid()))]
    first = time.monotonic() + FIRST_SECONDS
    while True:
        for child in children:
            child.start_when_due()
        if number := _wait(signals, PAUSE_SECONDS):
            return _stop(children, signals, number)
        for child in children:
            code = child.notice_end()
            if code is None:
                continue
            if child is server and code >= 0 and time.monotonic() < first:
                _stop(children, signals, signal.SIGTERM)
                return code
            reason = f"was killed by {signal.Signals(-code).name}" if code < 0 else f"ended with exit code {code}"
            _log(f"The {child.name} {reason}. It is started again.")


def _stop(children: list[Child], signals: socket.socket, number: int) -> int:
    """Pass a signal on, and wait until both have ended. Kills what has not ended by the limit."""
    running = [child.process for child in children if child.process]
    for process in running:
        process.send_signal(number)
    until = time.monotonic() + STOP_SECONDS
    while any(process.poll() is None for process in running) and time.monotonic() < until:
        if again := _wait(signals, until - time.monotonic()):
            for process in running:
                process.send_signal(again)
    for process in running:
        if process.poll() is None:
            process.kill()
            process.wait()
    return 0


def _received_signals() -> socket.socket:
    """Return a socket from which the numbers of the signals to this process are read."""
    reader, writer = socket.socketpair()
    reader.setblocking(False)
    writer.setblocking(False)
    signal.set_wakeup_fd(writer.detach())
    for number in {*STOP_SIGNALS, signal.SIGCHLD}:
        signal.signal(number, lambda *_: None)
    return reader


def _wait(signals: socket.socket, seconds: float) -> int:
    """Wait for a signal; return its number if it asks for the end, otherwise 0: also if a process has ended."""
    if select.select([signals], [], [], max(0.0, seconds))[0]:
        return next((number for number in signals.recv(64) if number in STOP_SIGNALS), 0)
    return 0


def _end_with_parent() -> None:
    """Have the kernel end this process if the supervisor is killed, so that no web server is left with the port."""
    if sys.platform == "linux":
        set_parent_death_signal = 1
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGTERM)


def _log(text: str) -> None:
    # As gunicorn and the site write it.
    sys.stderr.write(f"[{time.strftime('%Y-%m-%d %H:%M:%S %z')}] [{os.getpid()}] [ERROR] {text}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
