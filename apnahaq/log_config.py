"""Logging: of a failed request only the type of the error and where it occurred, never what a visitor sent."""

import logging
import traceback
from typing import Any


class RedactFilter(logging.Filter):
    """Remove the URL and the error's message from a record: databases repeat submitted values in their messages."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Replace the message of the record; always keep the record."""
        record.msg, record.args = "A request failed.", ()
        error_type, _error, trace = record.exc_info or (None, None, None)
        if error_type:
            frames = "".join(traceback.format_tb(trace))
            record.msg = f"A request failed: {error_type.__name__}\n{frames.rstrip()}"
            record.exc_info = record.exc_text = None
        return True


def logging_config(debug: bool) -> dict[str, Any]:
    """Return Django's LOGGING setting: everything goes to the console, failed requests redacted."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"redact": {"()": "apnahaq.log_config.RedactFilter"}},
        # As gunicorn writes its lines.
        "formatters": {
            "plain": {
                "format": "[{asctime}] [{process}] [{levelname}] {name}: {message}",
                "datefmt": "%Y-%m-%d %H:%M:%S %z",
                "style": "{",
            }
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "plain"},
            # The filter is on the handler because a logger's filter does not see the records of its children, and
            # django.security has several.
            "redacted_console": {
                "class": "logging.StreamHandler",
                "formatter": "plain",
                "filters": ["redact"],
            },
            "null": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # Django's default handler sends the whole request by email to the administrators.
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # At WARNING every URL that was not found would be logged.
            "django.request": {"handlers": ["redacted_console"], "level": "ERROR", "propagate": False},
            # Oversized forms, paths outside a folder and the like: the message repeats what was sent.
            "django.security": {"handlers": ["redacted_console"], "propagate": False},
            "django.security.csrf": {"handlers": ["null"], "propagate": False},
            # Scanners send thousands of requests for other hosts. They are refused, not logged.
            "django.security.DisallowedHost": {"handlers": ["null"], "propagate": False},
            "django.server": {"handlers": ["console"], "level": "INFO" if debug else "WARNING", "propagate": False},
            # It repeats for each connection and attempt what each failed request says in one line.
            "psycopg.pool": {"handlers": ["null"], "propagate": False},
            "apnahaq": {"level": "INFO"},
            "pages": {"level": "INFO"},
        },
    }
