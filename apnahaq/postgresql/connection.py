"""Connections to PostgreSQL with a deadline for servers that hang."""

from typing import Any

import psycopg
from psycopg import OperationalError
from psycopg.pq import TransactionStatus

# The pool checks a connection before each request. A server that does not answer this is not asked more.
CHECK_SECONDS = 2.0


class DeadlineConnection(psycopg.Connection[Any]):
    """A connection that is closed if the server does not respond within a number of seconds.

    The server's own `statement_timeout` does not help if the server or the network hangs.
    """

    # Only processes that serve requests set a deadline, see `apnahaq.wsgi`.
    seconds: float | None = None

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for the server. Raises `OperationalError` and closes the connection at the deadline."""
        if timeout is not None or self.seconds is None:
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.seconds)
        except OperationalError:
            # The query is still running: without closing, the rollback would wait for it again.
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:
                self.pgconn.finish()
            raise

    def execute(self, *arguments: Any, **options: Any) -> Any:
        """Execute a query of the pool, which checks the connection. Django's queries go through cursors."""
        if self.seconds is None:
            return super().execute(*arguments, **options)
        self.seconds = CHECK_SECONDS
        try:
            return super().execute(*arguments, **options)
        finally:
            # What applies to all connections applies again.
            del self.seconds
