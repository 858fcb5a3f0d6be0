"""The cache keys of requests: scheme, host, path, the query parameters that pages use, and Save-Data."""

import re
from typing import Any
from urllib.parse import parse_qsl

from django.conf import settings

from pages.page_cache.generation import PAGE_KEY_PREFIX

MAX_PATH_LENGTH = 300
MAX_QUERY_LENGTH = 300

# The query parameters that pages use, in the order in which the key has them, with their valid values. A page must not
# depend on any other parameter or print it. Requests with invalid values bypass the cache: their number is unlimited.
PARAMETERS = {
    "page": re.compile(r"[1-9][0-9]{0,4}"),
    "kind": re.compile(r"[a-z]{1,20}"),
    "year": re.compile(r"[1-9][0-9]{3}"),
    "topic": re.compile(r"[-\w]{1,80}"),
}


def _excluded_prefixes() -> tuple[str, ...]:
    """Return the prefixes of paths that are never cached.

    For most of them this only saves a lookup. Recordings must be among them: a player asks for one part after another,
    and a bucket that is away says nothing about the database.
    """
    languages = ["", *(f"{code}/" for code, _name in settings.LANGUAGES)]
    unprefixed = [settings.ADMIN_PATH, "documents", "health", "media", "recordings", "static"]
    localised = ["_util", "contact/sent", "exit", "search"]
    return (
        *(f"/{path}/" for path in unprefixed),
        *(f"/{language}{path}/" for language in languages for path in localised),
    )


def saves_data(environment: dict[str, Any]) -> bool:
    """Return whether the browser asks for fewer bytes (the header `Save-Data`): pages are then sent without a font."""
    return environment.get("HTTP_SAVE_DATA", "").strip().lower() == "on"


class KeyBuilder:
    """Builds cache keys from requests."""

    def __init__(self) -> None:
        self.excluded_prefixes = _excluded_prefixes()
        self.hosts = frozenset(settings.SITE_HOSTS)
        self.prefix = f"{PAGE_KEY_PREFIX}{settings.RELEASE}:"
        self.secure_header, self.secure_value = settings.SECURE_PROXY_SSL_HEADER or ("", "")

    def key(self, environment: dict[str, Any]) -> str | None:
        """Return the cache key of a request, or `None` if the request bypasses the cache."""
        path, host = environment.get("PATH_INFO", ""), environment.get("HTTP_HOST")
        if (
            environment["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or path.startswith(self.excluded_prefixes)
            or host not in self.hosts
            or len(path) > MAX_PATH_LENGTH
            or "?" in path
            or environment.get("SCRIPT_NAME")
            # Anywhere in the header: however it is written, Django might find a session cookie in it.
            or settings.SESSION_COOKIE_NAME in environment.get("HTTP_COOKIE", "")
        ):
            return None
        query = self._query(environment["QUERY_STRING"]) if environment.get("QUERY_STRING") else ""
        if query is None:
            return None
        variant = "light:" if saves_data(environment) else ""
        return f"{self.prefix}{variant}{self._scheme(environment)}://{host}{path}{query}"

    def _scheme(self, environment: dict[str, Any]) -> str:
        """Return the scheme as Django sees it."""
        value = environment.get(self.secure_header) if self.secure_header else None
        if value is None:
            return environment["wsgi.url_scheme"]
        return "https" if value.split(",", 1)[0].strip() == self.secure_value else "http"

    @staticmethod
    def parameters(key: str) -> set[str]:
        """Return the names of the query parameters in a key."""
        return {name for name, _value in parse_qsl(key.partition("?")[2])}

    @staticmethod
    def _query(text: str) -> str | None:
        """Return the query part of the key, or `None` if a value is invalid or a parameter is repeated."""
        if len(text) > MAX_QUERY_LENGTH:
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
