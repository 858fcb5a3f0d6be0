"""gunicorn's worker with threads, with a stop that waits for requests and not for idle connections."""

from gunicorn.workers import gthread  # type: ignore[import-untyped]  # gunicorn has no types

# For how many seconds a new connection without a request occupies a thread; after that it waits outside of them.
# Threads that wait for gunicorn's five seconds would delay each stop.
gthread.DEFAULT_WORKER_DATA_TIMEOUT = 1.0


class Worker(gthread.ThreadWorker):
    """Stops as soon as the requests that have arrived are answered.

    At a stop, gunicorn 25.3 waits for idle connections until `graceful_timeout`: its loop sleeps that long before it
    looks at them. Meanwhile its socket still listens, so the kernel takes connections that are reset in the end.
    """

    alive: bool

    def set_accept_enabled(self, enabled: bool) -> None:
        """Accept connections or not. At a stop, which begins with this, do what keeps it short."""
        super().set_accept_enabled(enabled)
        if not enabled and not (self.alive and self.is_parent_alive()):
            self.alive = False
            self._close_idle_connections()
            self._refuse_connections()

    def _close_idle_connections(self) -> None:
        """Close the connections on which no request has begun."""
        for connection in (*self.keepalived_conns, *self.pending_conns):
            connection.timeout = 0.0
        self.murder_keepalived()
        self.murder_pending()

    def _refuse_connections(self) -> None:
        """Accept the connections that the kernel has taken already, then close the sockets.

        A proxy can safely send a request again whose connection was refused, but not one whose connection was reset.
        """
        for listener in self.sockets:
            accepted = -1
            while accepted < self.nr_conns:
                accepted = self.nr_conns
                self.accept(listener)
            listener.close()
