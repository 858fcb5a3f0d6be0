"""`manage.py work`: run the scheduled jobs."""

import logging
import os
import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import Error as DatabaseError
from django.db import close_old_connections

from pages.jobs.machine import MachineJobsThread, run_machine_jobs
from pages.jobs.runner import run_due_jobs

logger = logging.getLogger(__name__)

PAUSE_SECONDS = 5


class Command(BaseCommand):
    """Run the jobs that are due, once or for as long as the command runs.

    `apnahaq.supervisor` and Docker start it beside the web server. From cron, a line for every
    minute does the same: `* * * * * …/python manage.py work --once`
    """

    help = "Notifies staff of new messages, publishes scheduled pages, deletes messages whose time has passed."
    # They are about the code and the settings: `prepare` runs them at each start, in half a second.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Add --once for cron, and --parent-pid, which ends the command together with its parent process."""
        parser.add_argument("--once", action="store_true", help="Run what is due now, then stop.")
        parser.add_argument("--parent-pid", type=int, help="Stop when this process is no longer the parent.")

    def handle(self, *args: Any, once: bool = False, parent_pid: int | None = None, **options: Any) -> None:
        """Work until the process is told to stop; a round that has begun is finished first."""
        if once:
            try:
                run_due_jobs()
            finally:
                run_machine_jobs()
            return
        stopped = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: stopped.set())
        MachineJobsThread(stopped).start()
        while not stopped.is_set() and parent_pid in {None, os.getppid()}:
            self.work_once()
            stopped.wait(PAUSE_SECONDS)

    def work_once(self) -> None:
        """Run what is due. If the database does not answer, the next round tries again."""
        close_old_connections()
        try:
            run_due_jobs()
        except DatabaseError as error:
            logger.error("The database does not answer: %s", type(error).__name__)
