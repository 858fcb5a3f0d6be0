"""What may the log say of a request that failed? Where in the code, and the kind of error; not a word of hers."""

import logging
import traceback


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
