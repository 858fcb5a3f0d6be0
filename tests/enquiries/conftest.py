"""A clock that tests can move."""

from datetime import timedelta

import pytest
import time_machine

from pages.jobs.runner import run_due_jobs
from tests.enquiries.clock import NOW


@pytest.fixture
def clock():
    """Stop the clock; every job has run a moment ago."""
    with time_machine.travel(NOW, tick=False) as traveller:
        run_due_jobs()
        traveller.shift(timedelta(minutes=2))
        yield traveller
