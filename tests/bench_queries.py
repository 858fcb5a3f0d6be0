"""Count the queries of the site's answers: called by `make bench`, in a process of its own.

    python -m tests.bench_queries

It reads a JSON list from its input, one entry for each answer that is counted: the name of a WSGI callable, and a list
of requests (method, path with query, body). The last of them is counted, the others warm up. It prints the numbers.
"""

import json
import sys
from collections.abc import Callable
from importlib import import_module
from io import BytesIO
from wsgiref.util import setup_testing_defaults

from django.db import connection


def environ_of(method: str, address: str, body: str) -> dict[str, object]:
    """Return a WSGI environment for a request."""
    path, _, query = address.partition("?")
    content = body.encode()
    environ: dict[str, object] = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "127.0.0.1",
        "HTTP_ACCEPT_ENCODING": "gzip, deflate, br",
        "CONTENT_TYPE": "application/x-www-form-urlencoded" if content else "",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.input": BytesIO(content),
    }
    setup_testing_defaults(environ)
    return environ


def named_application(name: str) -> Callable:
    """Return the WSGI callable of a name such as `package.module:application`."""
    module, _, attribute = name.partition(":")
    return getattr(import_module(module), attribute)


def answer(application: Callable, request: list[str]) -> None:
    """Answer a request and read the whole answer."""
    body = application(environ_of(*request), lambda status, headers, error=None: None)
    b"".join(body)
    if hasattr(body, "close"):
        body.close()


def main() -> None:
    """Answer each request and print how many queries it took."""
    jobs = json.load(sys.stdin)
    applications = {name: named_application(name) for name, _ in jobs}
    count = 0

    def counting(execute: Callable, *arguments: object) -> object:
        nonlocal count
        count += 1
        return execute(*arguments)

    numbers = []
    with connection.execute_wrapper(counting):
        for name, requests in jobs:
            for request in requests:
                count = 0
                answer(applications[name], request)
            numbers.append(count)
    print(json.dumps(numbers))


if __name__ == "__main__":
    main()
