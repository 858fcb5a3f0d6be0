"""The jobs that there are, and how often each runs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import TypeVar

Run = TypeVar("Run", bound=Callable[[], str | None])


class JobStoppedError(Exception):
    """Raised by a job that needs somebody's decision before it goes on. Its message is shown on the dashboard."""


@dataclass(frozen=True)
class Job:
    """Something to do regularly.

    `run` returns in a few words what it did, for the dashboard: nothing personal may be in them. It returns None if it
    has started a process of its own, which then records the result.
    """

    name: str
    title: str
    every: timedelta
    late_after: timedelta
    run: Callable[[], str | None]


# In the order in which they run when several are due.
registered_jobs: dict[str, Job] = {}


def scheduled_job(name: str, title: str, *, every: timedelta, late_after: timedelta) -> Callable[[Run], Run]:
    """Register the decorated function as a job. Raises `ValueError` if another job has the name."""

    def register(run: Run) -> Run:
        if name in registered_jobs:
            raise ValueError(f"There are two jobs with the name {name}.")
        registered_jobs[name] = Job(name, title, every, late_after, run)
        return run

    return register


@dataclass(frozen=True)
class MachineJob:
    """Something that each machine does regularly by itself, whether or not the database answers."""

    name: str
    every: timedelta
    run: Callable[[], None]


machine_jobs: dict[str, MachineJob] = {}


def machine_job(name: str, *, every: timedelta) -> Callable[[Callable[[], None]], Callable[[], None]]:
    """Register the decorated function as a job of each machine."""

    def register(run: Callable[[], None]) -> Callable[[], None]:
        machine_jobs[name] = MachineJob(name, every, run)
        return run

    return register
