"""The end of a consent: its last day is a day of summer, when midnight in London is 23:00 in UTC."""

from datetime import UTC, date, datetime

LAST_DAY = date(2027, 6, 30)
BEFORE = datetime(2027, 6, 30, 22, 59, 30, tzinfo=UTC)
AFTER = datetime(2027, 6, 30, 23, 0, 1, tzinfo=UTC)
NEXT_WEEK = datetime(2027, 7, 7, 9, 0, tzinfo=UTC)
