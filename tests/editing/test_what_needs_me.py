"""The dashboard says what needs somebody today, in a fixed number of queries, and where it is done."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from pages.jobs.models import JobRun
from pages.jobs.registry import Job, registered_jobs
from pages.models import BlogPage, Consent
from tests import builders
from tests.builders import URDU_WORDS
from tests.editing import editor
from tests.editing.two_editors import Colleague, act
from tests.editing.waiting import PAST, fill
from tests.enquiries.staff import GROUPS, browser, browser_of, enquiry, member
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NOTHING: dict[str, str] = {}


def panel(client: Client) -> str:
    """Return the words of the panel."""
    found = parsed(client.get(reverse("wagtailadmin_home"))).select_one("#needs-me-section")
    return " ".join(found.get_text(" ", strip=True).split()).replace(" :", ":") if found else ""


def links(client: Client) -> dict[str, str]:
    """Return where each line of the panel leads."""
    found = parsed(client.get(reverse("wagtailadmin_home"))).select("#needs-me-section li a")
    return {link.get_text(strip=True): link["href"] for link in found}


def test_whoever_has_nothing_to_do_reads_that():
    for role in ("Writer", "Publisher", "Site manager", "Administrator"):
        assert "No page needs you today." in panel(browser_of(builders.user(role))), role


def test_a_reader_sees_what_was_handed_in_and_its_author_that_it_waits():
    writer, reader = Colleague("Writer"), Colleague()
    page = writer.create("Rosa", editor.SUBMIT)
    today = f"{timezone.localdate():%-d %B %Y}"
    assert f"For you to read and approve Rosa: {writer.user.username} handed it in on {today}" in panel(reader.browser)
    assert links(reader.browser) == {"Rosa": editor.edit_address(page)}
    assert "Yours, and not public yet Rosa: handed in: a colleague reads it" in panel(writer.browser)
    act(reader.browser, page, "reject")
    assert "Rosa: a colleague asks for changes" in panel(writer.browser)
    assert "Rosa" not in panel(reader.browser)


def test_a_reader_who_corrected_a_page_about_a_person_is_not_asked_to_approve_it():
    writer, reader, third = Colleague("Writer"), Colleague(), Colleague()
    page = writer.create("Rosa", editor.SUBMIT)
    reader.change(page, NOTHING, title="Rosa, corrected")
    act(third.browser, page, "reject")
    writer.change(page, editor.SUBMIT, title="Rosa, finished")
    assert "Rosa, finished" in panel(third.browser)
    assert "Rosa, finished" not in panel(reader.browser)


def test_the_only_one_who_can_approve_a_page_about_a_person_is_asked_to_although_she_corrected_it():
    writer = Colleague("Writer")
    page = writer.create("Rosa", editor.SUBMIT)
    owner = browser("superuser")
    owner.post(editor.edit_address(page), editor.opened(owner, page) | {"title": "Rosa Sample"})
    assert "For you to read and approve Rosa" in panel(owner)


def test_a_draft_is_shown_to_whoever_wrote_it_last():
    author, other = Colleague("Writer"), Colleague("Writer")
    page = author.create("A draft", NOTHING)
    assert links(author.browser) == {"A draft": editor.edit_address(page)}
    assert "A draft" not in panel(other.browser)


def test_a_due_page_is_shown_to_whoever_looks_after_it_and_to_publishers():
    amina = builders.user("Writer", first_name="Amina", last_name="Sample")
    builders.standard_page(title="Due", review_on=PAST, responsible=amina)
    builders.standard_page(title="Lonely", review_on=PAST)
    builders.standard_page(title="Not yet", review_on=timezone.localdate() + timedelta(days=1), responsible=amina)
    builders.standard_page(title="Gone", review_on=PAST, responsible=amina, live=False)
    assert panel(browser_of(amina)).endswith("Pages to look at again Due: by 5 January 2026, you look after it")
    seen = panel(browser("publisher"))
    assert "Due: by 5 January 2026, Amina Sample looks after it" in seen
    assert "Lonely: by 5 January 2026, nobody looks after it" in seen
    assert "Due" not in panel(browser("writer"))


def test_a_translation_is_out_of_date_when_its_original_has_changed():
    original = builders.standard_page(title="Changed")
    translation = builders.in_urdu(original)
    writer = browser("writer")
    assert URDU_WORDS not in panel(writer)
    original.lead = "<p>Another introduction.</p>"
    original.save_revision().publish()
    outdated = f"Translations that are out of date {URDU_WORDS}: Urdu: the original changed on"
    assert outdated in panel(writer)
    assert links(writer)[URDU_WORDS] == editor.edit_address(translation)
    translation.refresh_from_db()
    translation.save_revision().publish()
    assert URDU_WORDS not in panel(writer)


def test_a_translation_whose_original_went_at_its_time_is_shown_until_it_goes_too():
    original, draft = builders.standard_page(), builders.standard_page(live=False)
    translation = builders.in_urdu(original)
    of_draft = builders.in_urdu(draft)
    writer = browser("writer")
    assert "no longer on the website" not in panel(writer)
    type(original).objects.filter(pk=original.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    call_command("publish_scheduled")
    seen = panel(writer)
    assert f"Still public in another language {URDU_WORDS}: Urdu: the original is no longer on the website" in seen
    assert seen.count("no longer on the website") == 1
    assert of_draft.live
    assert links(writer)[URDU_WORDS] == editor.edit_address(translation)
    translation.unpublish()
    assert "no longer on the website" not in panel(writer)


def test_consents_that_end_are_shown_to_those_who_can_change_them():
    for days, name in {-3: "Ended", 10: "Soon", 200: "Later"}.items():
        end = timezone.localdate() + timedelta(days)
        consent = Consent.objects.create(person=name, scope="A photograph", agreed_by=name, ends_on=end)
        builders.image(makes_renditions=False, consent=consent)
    Consent.objects.create(person="Unused", scope="A photograph", agreed_by="Unused", ends_on=timezone.localdate())
    for role, is_shown in {"writer": False, "publisher": True, "site manager": True, "enquiry team": False}.items():
        seen = panel(browser(role))
        assert ("Soon: ends on" in seen) is ("Ended: ended on" in seen) is is_shown, role
        assert "Later" not in seen and "Unused" not in seen
    assert links(browser("publisher"))["Soon"].startswith("/admin/snippets/pages/consent/edit/")


def test_a_scheduled_page_is_shown_with_its_time():
    publisher = Colleague()
    page = builders.standard_page(title="Later", lead="<p>Roses.</p>", live=False)
    moment = timezone.localtime() + timedelta(days=3)
    publisher.change(page, editor.PUBLISH, go_live_at=moment.strftime("%Y-%m-%d %H:%M"))
    assert f"Scheduled Later: will be published on {moment:%-d %B %Y, %H:%M}" in panel(publisher.browser)
    assert links(publisher.browser) == {"Later": editor.edit_address(page)}


def test_an_emergency_is_shown_to_publishers_until_the_page_is_back():
    writer, publisher = Colleague("Writer"), Colleague()
    page = builders.seeded(BlogPage)
    writer.browser.post(editor.edit_address(page, "unpublish"))
    assert f"{page.title}: unpublished by {writer.user.username} on" in panel(publisher.browser)
    assert "unpublished by" not in panel(writer.browser)
    page.refresh_from_db()
    page.save_revision().publish()
    assert "unpublished by" not in panel(publisher.browser)


def test_wagtails_own_panels_do_not_say_it_again():
    writer, reader = Colleague("Writer"), Colleague()
    writer.create("Rosa", editor.SUBMIT)
    for client in (writer.browser, reader.browser):
        dashboard = client.get(reverse("wagtailadmin_home")).content.decode()
        assert "Awaiting your review" not in dashboard and "in a workflow" not in dashboard


def test_the_number_of_queries_does_not_grow_with_what_waits_for_any_role():
    author = Colleague("Writer")
    clients = {role: browser_of(member(role)) for role in GROUPS if role not in {"no group", "writer"}}
    clients |= {"writer": author.browser, "superuser": browser_of(builders.superuser())}
    totals: dict[str, list[int]] = {role: [] for role in clients}
    for number in (1, 3):
        fill(number, author)
        for _ in range(number):
            enquiry()
        for role, client in clients.items():
            client.get(reverse("wagtailadmin_home"))
            with CaptureQueriesContext(connection) as queries:
                seen = panel(client)
            assert ("Handed in" in seen) is (role in {"writer", "publisher", "superuser"}), role
            totals[role].append(len(queries))
    assert {role: counts for role, counts in totals.items() if counts[1] > counts[0] or counts[0] > 60} == {}


def test_an_administrator_is_told_that_the_backup_is_late_and_a_publisher_is_not(monkeypatch):
    backup = Job("backup", "Make a backup", timedelta(days=1), timedelta(days=2), lambda: "")
    monkeypatch.setitem(registered_jobs, backup.name, backup)
    now = timezone.now()
    for name in registered_jobs:
        succeeded = now - timedelta(days=3) if name == backup.name else now
        JobRun.objects.create(name=name, started_at=succeeded, succeeded_at=succeeded, detail="")

    def jobs(role: str) -> str:
        found = parsed(browser(role).get(reverse("wagtailadmin_home"))).select_one("#jobs-section")
        return " ".join(found.get_text(" ", strip=True).split()) if found else ""

    said = jobs("administrator")
    assert "1 of these is late." in said
    assert f"Make a backup: last done {timezone.localtime(now - timedelta(days=3)):%-d %B %Y, %H:%M} late" in said
    assert said.count(" late") == 2
    assert jobs("publisher") == ""
