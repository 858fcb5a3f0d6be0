"""What may the log say? Of a request that failed: where in the code, and the kind of error; not a word of hers."""

import logging
import traceback
from typing import Any


class WithoutWords(logging.Filter):
    """Take the address and the error's own words out of a record: a database repeats in them what it was given."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Leave of the record what happened and where; keep the record."""
        record.msg, record.args = "A request failed.", ()
        if record.exc_info:
            kind, _error, trail = record.exc_info
            frames = "".join(traceback.format_tb(trail))
            record.msg = f"A request failed: {kind.__name__}\n{frames.rstrip()}"
            record.exc_info = record.exc_text = None
        return True


def configuration(debug: bool) -> dict[str, Any]:
    """Return where records go: to the console, those of failed requests without their words."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"without_words": {"()": "apnahaq.logs.WithoutWords"}},
        "formatters": {"plain": {"format": "{levelname} {name}: {message}", "style": "{"}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "plain"},
            # A logger's own filter would not see what its children record: django.security has one for each kind.
            "console_without_words": {
                "class": "logging.StreamHandler",
                "formatter": "plain",
                "filters": ["without_words"],
            },
            "nowhere": {"class": "logging.NullHandler"},
        },
        "root": {"handlers": ["console"], "level": "WARNING"},
        "loggers": {
            # Django would mail the whole request, with what was typed, to the administrators.
            "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
            # At WARNING it would write down every wrong address that somebody typed.
            "django.request": {"handlers": ["console_without_words"], "level": "ERROR", "propagate": False},
            # Oversized forms, paths that lead out of a folder, and the like: what was sent stands in the error.
            "django.security": {"handlers": ["console_without_words"], "propagate": False},
            "django.security.csrf": {"handlers": ["nowhere"], "propagate": False},
            # Requests for other hosts are refused, not reported: they come by the thousand, from scanners.
            "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
            "django.server": {"handlers": ["console"], "level": "INFO" if debug else "WARNING", "propagate": False},
            "apnahaq": {"level": "INFO"},
            "pages": {"level": "INFO"},
        },
    }
