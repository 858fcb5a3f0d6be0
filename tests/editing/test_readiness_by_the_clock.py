"""A page that is not ready when its scheduled time comes stays a draft and stops no other page."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils.timezone import localdate
from wagtail.models import Page, PageLogEntry

from pages.jobs.runner import run_due_jobs
from pages.models import Consent, StandardPage
from pages.readiness.findings import NotReadyError
from pages.readiness.schedule import pages_not_published_as_scheduled
from tests import builders
from tests.editing.unready_pages import is_live, text_of, unfinished
from tests.enquiries.staff import browser_of

pytestmark = pytest.mark.django_db

NOW, LATER, AFTER = "2026-03-03 09:00Z", "2026-03-06 09:00", "2026-03-06 09:01Z"


def picture_page(**fields) -> tuple[StandardPage, Consent]:
    """Return a draft with the picture of a person, and the consent on which it relies."""
    consent = Consent.objects.create(person="Sample", scope="One picture", agreed_by="Sample")
    image = builders.image(shows_people=True, consent=consent, makes_renditions=False)
    return unfinished(body=[("image", {"image": image})], **fields), consent


def schedule(page: Page, user=None) -> None:
    page = Page.objects.get(pk=page.pk).get_latest_revision_as_object()
    page.go_live_at = datetime.fromisoformat(f"{LATER}+00:00")
    page.save_revision(user=user).publish(user=user)


@time_machine.travel(NOW, tick=False)
def test_a_page_that_is_not_ready_is_not_scheduled():
    with pytest.raises(NotReadyError):
        schedule(unfinished())


def test_a_page_whose_address_was_taken_meanwhile_stays_as_it_is_and_stops_no_other():
    with time_machine.travel(NOW, tick=False) as clock:
        moved, other = builders.standard_page(slug="before"), builders.standard_page(live=False)
        moved.slug = "events"
        moved.save_revision()
        schedule(moved)
        schedule(other)
        builders.standard_page(slug="events")
        clock.move_to(AFTER)
        run_due_jobs()
        assert is_live(other)
        assert Page.objects.get(pk=moved.pk).slug == "before"
        assert [each.pk for each in pages_not_published_as_scheduled()] == [moved.pk]
        assert "events" in PageLogEntry.objects.get(action="pages.publish.not_ready").message


def test_a_page_that_is_not_ready_when_its_time_comes_stays_a_draft_and_stops_no_other():
    with time_machine.travel(NOW, tick=False) as clock:
        planner = builders.superuser()
        planner.email = "planner@example.org"
        planner.save()
        page, consent = picture_page(title="With a picture")
        other = builders.standard_page(live=False)
        schedule(page, planner)
        schedule(other)
        Consent.objects.filter(pk=consent.pk).update(ends_on=localdate())
        clock.move_to(AFTER)
        run_due_jobs()
        assert [is_live(page), is_live(other)] == [False, True]
        # It can be edited again: Wagtail locks what is scheduled.
        assert Page.objects.get(pk=page.pk).get_lock() is None

        entry = PageLogEntry.objects.get(action="pages.publish.not_ready")
        assert "The consent for the picture" in entry.message
        history = browser_of(planner).get(reverse("wagtailadmin_pages:history", args=[page.pk]))
        assert "Not published as scheduled. Body, block 1 (Picture)" in text_of(history)
        (message,) = [each for each in mail.outbox if each.subject == "Not published as planned: With a picture"]
        assert message.to == ["planner@example.org"]
        assert "With a picture" in message.body and reverse("wagtailadmin_pages:edit", args=[page.pk]) in message.body

        assert [each.pk for each in pages_not_published_as_scheduled()] == [page.pk]
        assert "not published as planned" in text_of(browser_of(planner).get(reverse("wagtailadmin_home")))
        Consent.objects.filter(pk=consent.pk).update(ends_on=localdate() + timedelta(days=1))
        clock.shift(60)
        Page.objects.get(pk=page.pk).get_latest_revision().publish()
        assert is_live(page)
        assert not pages_not_published_as_scheduled().exists()
