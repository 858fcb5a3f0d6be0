"""The baselines of `make bench`: what gunicorn alone and Django alone need to send a page that is ready.

Both send the headers and bytes in the file that BENCH_ANSWER names, which the site itself has sent before.
"""

import json
import os
from base64 import b64decode
from collections.abc import Callable, Iterable
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

_ANSWER = json.loads(Path(os.environ["BENCH_ANSWER"]).read_text())
HEADERS: dict[str, str] = _ANSWER["headers"]
BODY = b64decode(_ANSWER["body"])
HEADER_LIST = list(HEADERS.items())


def bare_gunicorn(environ: dict[str, object], start_response: Callable) -> Iterable[bytes]:
    """Answer without any framework."""
    start_response("200 OK", HEADER_LIST)
    return [BODY]


def view(request: HttpRequest) -> HttpResponse:
    """Answer with the page that is ready."""
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [path("<path:path>", lambda request, path: view(request)), path("", view)]


def bare_django() -> Callable:
    """Return a Django without middleware or database, with one view."""
    settings.configure(ROOT_URLCONF=__name__, MIDDLEWARE=[], ALLOWED_HOSTS=["127.0.0.1"], SECRET_KEY="bench")
    return get_wsgi_application()
