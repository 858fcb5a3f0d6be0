"""Connections to PostgreSQL that do not wait for ever for a server that hangs."""

from typing import Any

import psycopg
from psycopg import OperationalError
from psycopg.pq import TransactionStatus


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection that is given up when the server has not answered for some seconds.

    The server's own `statement_timeout` does not help where the server or the way to it is what hangs.
    """

    # No deadline but in a process that answers requests, see `apnahaq.wsgi`.
    seconds: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server. Raises `OperationalError` past the deadline, and closes the connection."""
        if timeout is not None or self.seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.seconds)
        except OperationalError:
            # Still waiting for its answer, and not merely refused: it would be waited for once more at the rollback.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise
