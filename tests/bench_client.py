"""The load of `make bench`: a client that keeps its connections and sends the next request after each answer.

It runs in a process of its own, so that its work is not counted as the server's.
"""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

ANSWER_SECONDS = 60
NEWLINE = b"\r\n"
END_OF_HEAD = b"\r\n\r\n"


@dataclass
class Load:
    """What is to be sent where: the requests in turn, from the first again after the last."""

    port: int
    requests: list[bytes]
    count: int
    connections: int


@dataclass
class Outcome:
    """What came of a load. Times are in seconds, `byte_count` is what was received, heads and bodies."""

    times: list[float] = field(default_factory=list)
    errors: int = 0
    seconds: float = 0
    byte_count: int = 0

    def add(self, other: "Outcome") -> None:
        """Add the outcome of another round."""
        self.times += other.times
        self.errors += other.errors
        self.seconds += other.seconds
        self.byte_count += other.byte_count


def get(path: str, headers: dict[str, str] | None = None) -> bytes:
    """Return a GET request as browsers send it."""
    return _request("GET", path, {"Accept-Encoding": "gzip, deflate, br", "Accept": "text/html", **(headers or {})})


def post(path: str, body: str) -> bytes:
    """Return a POST request with an urlencoded form."""
    content = body.encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Content-Length": str(len(content))}
    return _request("POST", path, headers) + content


def _request(method: str, path: str, headers: dict[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", *(f"{name}: {value}" for name, value in headers.items())]
    return NEWLINE.join(line.encode() for line in lines) + END_OF_HEAD


def run(load: Load) -> Outcome:
    """Send a load and return what came of it. A process pool calls this."""
    return asyncio.run(_run(load))


async def _run(load: Load) -> Outcome:
    outcome = Outcome()
    numbers = iter(range(load.count))
    started = time.perf_counter()
    await asyncio.gather(*(_one_connection(load, numbers, outcome) for _ in range(load.connections)))
    outcome.seconds = time.perf_counter() - started
    return outcome


async def _one_connection(load: Load, numbers: Iterator[int], outcome: Outcome) -> None:
    """Send requests over one connection until none is left; an error costs the connection, and a new one is made."""
    writer = None
    for number in numbers:
        request = load.requests[number % len(load.requests)]
        started = time.perf_counter()
        try:
            if writer is None:
                reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
            writer.write(request)
            async with asyncio.timeout(ANSWER_SECONDS):
                status, byte_count, is_kept = await _read_answer(reader)
            outcome.byte_count += byte_count
            outcome.times.append(time.perf_counter() - started)
            outcome.errors += status >= 400
        except (OSError, EOFError, TimeoutError, ValueError):
            outcome.errors += 1
            is_kept = False
        if not is_kept and writer is not None:
            writer.close()
            writer = None
    if writer is not None:
        writer.close()


async def _read_answer(reader: asyncio.StreamReader) -> tuple[int, int, bool]:
    """Read one answer; return its status, its bytes, and whether the connection stays open."""
    head = await reader.readuntil(END_OF_HEAD)
    lines = head.lower().split(NEWLINE)
    status = int(lines[0].split()[1])
    byte_count = len(head)
    length = next((int(line.split(b":")[1]) for line in lines if line.startswith(b"content-length:")), 0)
    if b"transfer-encoding: chunked" in lines:
        size = -1
        while size:
            line = await reader.readuntil(NEWLINE)
            size = int(line.split(b";")[0], 16)
            byte_count += len(line) + len(await reader.readexactly(size + len(NEWLINE)))
    elif status not in {204, 304}:
        byte_count += len(await reader.readexactly(length))
    return status, byte_count, b"connection: close" not in lines
