"""The sessions of staff: no key in the database, and an end that comes by itself."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.models import EditingSession

from tests import builders
from tests.enquiries.staff import browser, browser_of

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

DASHBOARD = "wagtailadmin_home"


def is_logged_in(staff: Client) -> bool:
    return staff.get(reverse(DASHBOARD)).status_code == 200


def test_what_the_database_holds_of_a_session_logs_nobody_in():
    staff = browser("writer")
    key = staff.cookies["sessionid"].value
    stored = Session.objects.get()
    assert key not in (stored.session_key, stored.session_data)
    thief = Client()
    thief.cookies["sessionid"] = stored.session_key
    assert is_logged_in(staff)
    assert not is_logged_in(thief)


def test_a_session_is_deleted_from_the_database_by_logging_out():
    staff = browser("writer")
    staff.post(reverse("wagtailadmin_logout"))
    assert not Session.objects.exists()
    assert not is_logged_in(staff)


def test_a_session_ends_after_an_hour_without_activity(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    staff = browser("writer")
    time_machine.move_to(now + timedelta(minutes=58), tick=False)
    assert is_logged_in(staff)
    time_machine.move_to(now + timedelta(minutes=116), tick=False)
    assert is_logged_in(staff)
    time_machine.move_to(now + timedelta(minutes=177), tick=False)
    assert not is_logged_in(staff)


def test_a_session_ends_twelve_hours_after_the_login_however_busy_she_is(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    staff = browser("writer")
    for minutes in range(30, 12 * 60, 30):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        assert is_logged_in(staff)
    time_machine.move_to(now + timedelta(hours=12, seconds=1), tick=False)
    assert not is_logged_in(staff)


def test_what_the_editor_sends_by_itself_is_no_activity(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    user = builders.user("Writer")
    staff, page = browser_of(user), builders.standard_page()
    staff.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    editing = EditingSession.objects.get(user=user)
    ping = reverse("wagtailadmin_editing_sessions:ping", args=["wagtailcore", "page", page.pk, editing.pk])
    for minutes in range(5, 60, 5):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        assert staff.post(ping).status_code == 200
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    assert staff.post(ping).status_code == 302
    assert not is_logged_in(staff)


def test_a_session_that_is_saved_for_another_reason_lives_no_longer(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    staff = browser("writer")
    time_machine.move_to(now + timedelta(minutes=59), tick=False)
    session = staff.session
    session["preview"] = "a page"
    session.save()
    time_machine.move_to(now + timedelta(minutes=61), tick=False)
    assert not is_logged_in(staff)


def test_the_login_offers_no_longer_session(client):
    user = builders.user("Writer", name="ruth")
    screen = client.get(reverse("wagtailadmin_login")).content.decode()
    assert "Remember me" not in screen
    words = {"username": user.username, "password": builders.PASSWORD, "remember": "on"}
    answer = client.post(reverse("wagtailadmin_login"), words)
    assert answer.cookies["sessionid"]["max-age"] == ""


def test_ended_sessions_are_deleted(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    browser("writer")
    time_machine.move_to(now + timedelta(hours=2), tick=False)
    call_command("clearsessions")
    assert not Session.objects.exists()


def test_a_key_that_a_browser_invents_begins_no_session_under_it(client):
    client.cookies["sessionid"] = "a-key-of-an-attacker"
    builders.user("Writer", name="ruth")
    client.post(reverse("wagtailadmin_login"), {"username": "ruth", "password": builders.PASSWORD})
    assert is_logged_in(client)
    assert client.cookies["sessionid"].value != "a-key-of-an-attacker"
