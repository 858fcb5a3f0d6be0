"""Watches in place of a worker that is dead or hangs: it could not tell that itself.

The health check of the container, or of whoever watches the site from outside, comes by often enough.
"""

import threading
import time
from datetime import timedelta

from apnahaq.monitoring import alerts, overview
from apnahaq.monitoring.state import read_state

# The worker checks each minute, for the first time a minute after its start.
SILENT_AFTER = timedelta(minutes=5)
# When this process started: the worker is given time to start too.
started = time.monotonic()
_lock = threading.Lock()


def watch_if_nobody_does() -> None:
    """Run the checks in a thread, if nobody on this machine has done so for some minutes."""
    is_new = time.monotonic() - started < SILENT_AFTER.total_seconds()
    if not is_new and not 0 <= time.time() - read_state().checked_at < SILENT_AFTER.total_seconds():
        threading.Thread(target=_watch, daemon=True).start()


def _watch() -> None:
    if _lock.acquire(blocking=False):
        try:
            alerts.tell(overview.watched_findings())
        finally:
            _lock.release()
