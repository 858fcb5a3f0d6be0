"""Everybody may set up a second factor, and change it with the password alone."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import escape

from pages.accounts.models import AuthenticatorApp
from tests import builders
from tests.accounts.logins import CODE, code_of, is_logged_in, key_on, recovery_codes_on, send_password
from tests.enquiries.staff import browser_of, member

pytestmark = pytest.mark.django_db

OVERVIEW, SET_UP = "accounts_second_factor", "accounts_set_up"


def set_up(staff: Client, password: str = builders.PASSWORD):
    key = key_on(staff.get(reverse(SET_UP)))
    return key, staff.post(reverse(SET_UP), {"code": code_of(key), "password": password})


def test_an_editor_finds_it_in_her_account_and_sets_up_an_app():
    user = member("writer")
    staff = browser_of(user)
    assert reverse(OVERVIEW) in staff.get(reverse("wagtailadmin_account")).content.decode()
    key, done = set_up(staff)
    assert len(recovery_codes_on(done)) == 10
    assert is_logged_in(staff)
    assert "You have set up an app." in staff.get(reverse(OVERVIEW)).content.decode()
    other = Client()
    assert send_password(other, user).headers["Location"] == CODE
    other.post(CODE, {"code": code_of(key, steps=1)})
    assert is_logged_in(other)


def test_reloading_the_page_keeps_the_key_that_the_phone_has_scanned():
    staff = browser_of(member("writer"))
    assert key_on(staff.get(reverse(SET_UP))) == key_on(staff.get(reverse(SET_UP)))


def test_without_the_password_nothing_is_set_up():
    staff = browser_of(member("writer"))
    _key, answer = set_up(staff, password="not hers")
    assert "This is not your password." in answer.content.decode()
    assert not AuthenticatorApp.objects.filter(confirmed=True).exists()


def test_a_wrong_code_sets_up_nothing_and_keeps_the_key():
    staff = browser_of(member("writer"))
    key = key_on(staff.get(reverse(SET_UP)))
    answer = staff.post(reverse(SET_UP), {"code": "000000", "password": builders.PASSWORD})
    assert "This code is not right." in answer.content.decode()
    assert key_on(answer) == key


def test_another_phone_takes_the_place_of_the_first():
    user = member("writer")
    staff = browser_of(user)
    old, _done = set_up(staff)
    new, _done = set_up(staff)
    assert is_logged_in(staff)
    other = Client()
    send_password(other, user)
    other.post(CODE, {"code": code_of(old, steps=1)})
    assert not is_logged_in(other)
    assert AuthenticatorApp.objects.count() == 1
    assert old != new


def test_new_recovery_codes_end_the_old_ones():
    user = member("writer")
    staff = browser_of(user)
    _key, done = set_up(staff)
    old = recovery_codes_on(done)[0]
    answer = staff.post(reverse("accounts_new_codes"), {"password": builders.PASSWORD})
    new = recovery_codes_on(answer)[0]
    for code, works in ((old, False), (new, True)):
        other = Client()
        send_password(other, user)
        AuthenticatorApp.objects.update(throttling_failure_count=0)
        other.post(CODE, {"code": code})
        assert is_logged_in(other) is works
        user.recoverycodes_set.update(throttling_failure_count=0)


def test_new_recovery_codes_log_nobody_out_who_logged_in_with_an_old_one():
    user = member("writer")
    _key, done = set_up(browser_of(user))
    assert "Your second factor is set up." in done.content.decode()
    staff = Client()
    send_password(staff, user)
    staff.post(CODE, {"code": recovery_codes_on(done)[0]})
    answer = staff.post(reverse("accounts_new_codes"), {"password": builders.PASSWORD})
    assert len(recovery_codes_on(answer)) == 10
    assert "The old ones do not work any more." in answer.content.decode()
    assert "Your second factor is set up." not in answer.content.decode()
    assert is_logged_in(staff)


def test_another_phone_ends_the_logins_with_recovery_codes_of_before():
    user = member("writer")
    staff = browser_of(user)
    _key, done = set_up(staff)
    thief = Client()
    send_password(thief, user)
    thief.post(CODE, {"code": recovery_codes_on(done)[0]})
    assert is_logged_in(thief)
    set_up(staff)
    assert is_logged_in(staff)
    assert not is_logged_in(thief)


def test_an_editor_turns_it_off_with_her_password():
    user = member("writer")
    staff = browser_of(user)
    set_up(staff)
    staff.post(reverse("accounts_turn_off"), {"password": "not hers"})
    assert AuthenticatorApp.objects.exists()
    staff.post(reverse("accounts_turn_off"), {"password": builders.PASSWORD})
    assert not AuthenticatorApp.objects.exists()
    other = Client()
    send_password(other, user)
    assert is_logged_in(other)


def test_who_needs_it_cannot_turn_it_off(settings):
    user = member("enquiry team")
    staff = browser_of(user)
    set_up(staff)
    settings.REQUIRE_SECOND_FACTOR = True
    assert reverse("accounts_turn_off") not in staff.get(reverse(OVERVIEW)).content.decode()
    staff.post(reverse("accounts_turn_off"), {"password": builders.PASSWORD})
    assert AuthenticatorApp.objects.exists()


def test_the_history_of_the_account_says_that_it_was_set_up():
    user = member("writer")
    set_up(browser_of(user))
    history = browser_of(builders.superuser()).get(reverse("wagtailusers_users:history", args=[user.pk]))
    assert escape("Set up a second factor") in history.content.decode()
