"""Which requests may the page cache answer, and what tells one stored page from another?"""

import re
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from pages.page_cache.generation import PAGES

LONGEST_PATH = 300
LONGEST_QUERY = 300

# The query parameters that pages understand, in the order of the key, each with the values that there can be. A page
# must neither depend on any other nor print it. An odd value of these goes past the cache: there could be any number.
PARAMETERS = {
    "p": re.compile(r"[1-9][0-9]{0,4}"),
    "page": re.compile(r"[1-9][0-9]{0,4}"),
    "topic": re.compile(r"[-\w]{1,80}"),
}


def _past_prefixes() -> tuple[str, ...]:
    """Return what the paths begin with that are never stored: this saves a lookup, nothing depends on it."""
    languages = ["", *(f"{code}/" for code, _name in settings.LANGUAGES)]
    everywhere = [settings.ADMIN_PATH, "documents", "health", "media", "static"]
    in_each_language = ["_util", "contact/sent", "exit", "search"]
    return (
        *(f"/{path}/" for path in everywhere),
        *(f"/{language}{path}/" for language in languages for path in in_each_language),
    )


class Addresses:
    """Makes the keys of stored pages from requests."""

    def __init__(self) -> None:
        self.past = _past_prefixes()
        self.session = re.compile(rf"(?:^|;)\s*{re.escape(settings.SESSION_COOKIE_NAME)}\s*=")
        self.prefix = f"{PAGES}{settings.RELEASE}:"
        self.secure_header, self.secure_value = settings.SECURE_PROXY_SSL_HEADER or ("", "")

    def key(self, environ: dict[str, Any]) -> str | None:
        """Return the key of what a request asks for; `None` if the cache has nothing to do with it."""
        path = environ.get("PATH_INFO", "")
        if (
            environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or path.startswith(self.past)
            or len(path) > LONGEST_PATH
            or environ.get("SCRIPT_NAME")
            or ("HTTP_COOKIE" in environ and self.session.search(environ["HTTP_COOKIE"]))
        ):
            return None
        query = self._query(environ["QUERY_STRING"]) if environ.get("QUERY_STRING") else ""
        if query is None:
            return None
        return f"{self.prefix}{self._scheme(environ)}://{environ.get('HTTP_HOST', '')}{path}{query}"

    def _scheme(self, environ: dict[str, Any]) -> str:
        """Return the scheme as Django sees it."""
        value = environ.get(self.secure_header) if self.secure_header else None
        if value is None:
            return environ["wsgi.url_scheme"]
        return "https" if value.split(",", 1)[0].strip() == self.secure_value else "http"

    @staticmethod
    def _query(text: str) -> str | None:
        """Return the part of the key for the parameters; `None` where a value is odd or one comes twice."""
        if len(text) > LONGEST_QUERY:
            return None
        found: dict[str, str] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            pattern = PARAMETERS.get(name)
            if pattern is None:
                continue
            if name in found or not pattern.fullmatch(value):
                return None
            found[name] = value
        return "?" + "&".join(f"{name}={found[name]}" for name in PARAMETERS if name in found) if found else ""
