"""A process of the site that reads tasks from standard input, each of them one line of JSON.

`{"get": "/about/", "method": "GET", "headers": {…}}` requests a path from the WSGI application, and `{"run": "…"}` runs
Python. The response is one line of JSON. Run by `tests.page_cache.processes`.
"""

import io
import json
import os
import sys
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "apnahaq.settings"

from apnahaq import wsgi  # noqa: E402 (the environment is set above)

rendered: list[str] = []


def counted(environ: dict[str, Any], start_response: Any) -> Any:
    """Record the requests that reach Django."""
    rendered.append(environ["PATH_INFO"])
    return django_application(environ, start_response)


django_application = wsgi.application.application
wsgi.application.application = counted


def get(path: str, method: str = "GET", body: str = "", headers: dict[str, str] | None = None) -> dict[str, Any]:
    """Request a path from the application as a web server does."""
    path, _, query = path.partition("?")
    started: list[Any] = []
    environ = {
        "REQUEST_METHOD": method,
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": "127.0.0.1:8000",
        "CONTENT_TYPE": "application/x-www-form-urlencoded",
        "CONTENT_LENGTH": str(len(body)),
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(body.encode()),
        "wsgi.errors": sys.stderr,
        **(headers or {}),
    }
    before, began = len(rendered), time.monotonic()
    response = wsgi.application(environ, lambda *values: started.extend(values[:2]))
    content = b"".join(response)
    if hasattr(response, "close"):
        response.close()
    return {
        "status": int(started[0][:3]),
        "headers": dict(started[1]),
        "body": content.decode(),
        "is_rendered": len(rendered) > before,
        "seconds": time.monotonic() - began,
    }


def main() -> None:
    """Run the tasks in order until standard input ends."""
    names: dict[str, Any] = {}
    for line in sys.stdin:
        task = json.loads(line)
        try:
            if "run" in task:
                exec(task["run"], names)
                answer = {"result": names.pop("result", None)}
            else:
                answer = get(task.pop("get"), **task)
        except Exception as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        sys.__stdout__.write(json.dumps(answer) + "\n")
        sys.__stdout__.flush()


if __name__ == "__main__":
    main()
