"""The time at which tests of clocks that go wrong begin."""

from datetime import UTC, datetime

NOW = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)
