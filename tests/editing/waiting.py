"""A number of everything that the dashboard says waits for somebody."""

from datetime import date, timedelta
from itertools import count, islice

from django.utils import timezone
from wagtail.log_actions import LogContext

from tests import builders
from tests.editing.two_editors import Colleague

PAST = date(2026, 1, 5)
numbers = count()


def fill(number: int, author: Colleague) -> None:
    """Let a number of everything wait."""
    for index in map(str, islice(numbers, number)):
        page = builders.standard_page(title=f"Due {index}", review_on=PAST, responsible=builders.user("Writer"))
        builders.in_urdu(page)
        page.lead = "<p>Another introduction.</p>"
        page.save_revision().publish()
        consent = builders.consent(person=f"Ends {index}", ends_on=PAST)
        builders.image(makes_renditions=False, consent=consent)
        handed_in = builders.standard_page(title=f"Handed in {index}", live=False, names_person=True)
        handed_in.save_revision(user=author.user)
        handed_in.get_workflow().start(handed_in, author.user)
        draft = builders.standard_page(title=f"Draft {index}", live=False)
        draft.save_revision(user=author.user)
        scheduled = builders.standard_page(title=f"Later {index}", live=False)
        scheduled.go_live_at = timezone.now() + timedelta(days=2)
        scheduled.save_revision().publish()
        with LogContext(author.user):
            down = builders.standard_page(title=f"Down {index}")
            builders.in_urdu(down)
            down.unpublish()
