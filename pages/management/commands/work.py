"""`manage.py work`: run what must happen without anyone asking."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseProblem
from django.db import close_old_connections

from pages.enquiries import jobs

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5


class Command(BaseCommand):
    """Run the jobs that are due, now or for as long as the command runs.

    gunicorn starts it beside the web server, where it runs as long as that does. From cron, a line for every
    minute does the same: `* * * * * …/python manage.py work --once`
    """

    help = "Tells staff of new messages, publishes scheduled pages, deletes messages on their day."

    def add_arguments(self, parser: CommandParser) -> None:
        """Offer a single round, for cron, and an end together with the web server, however that ends."""
        parser.add_argument("--once", action="store_true", help="Run what is due now, then stop.")
        parser.add_argument("--beside", type=int, help="The process that starts this one, to end when it is gone.")

    def handle(self, *args: Any, once: bool = False, beside: int | None = None, **options: Any) -> None:
        """Work until asked to stop; a round that is under way is finished first."""
        if once:
            jobs.run_due()
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        while not stopped.is_set() and beside in {None, os.getppid()}:
            self.work_once()
            stopped.wait(PAUSE_SECONDS)

    def work_once(self) -> None:
        """Run what is due. A database that does not answer is asked again in the next round."""
        close_old_connections()
        try:
            jobs.run_due()
        except DatabaseProblem as error:
            logger.error("The database does not answer: %s", type(error).__name__)
