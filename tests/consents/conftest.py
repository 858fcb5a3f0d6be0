"""A clock that tests can move, which begins half a minute before a consent ends."""

from collections.abc import Iterator

import pytest
import time_machine

from pages.models import Consent
from tests import builders
from tests.consents.midnight import BEFORE, LAST_DAY


@pytest.fixture
def clock() -> Iterator[time_machine.Traveller]:
    """Stop the clock half a minute before midnight."""
    with time_machine.travel(BEFORE, tick=False) as traveller:
        yield traveller


@pytest.fixture
def consent() -> Consent:
    """A consent that ends at midnight."""
    return builders.consent(person="Amina Sample", ends_on=LAST_DAY)
