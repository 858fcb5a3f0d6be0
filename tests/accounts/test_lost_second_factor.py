"""Whoever lost phone and recovery codes gets in again, and it is recorded who made that possible."""

from io import StringIO

import pytest
from django.contrib.auth.models import Permission
from django.core.management import CommandError, call_command
from django.urls import reverse
from wagtail.models import ModelLogEntry

from pages.accounts import second_factor
from pages.accounts.models import AuthenticatorApp
from tests import builders
from tests.accounts.logins import CODE, SET_UP, code_of, is_logged_in, phone_of, send_password
from tests.enquiries.staff import browser_of, member

pytestmark = pytest.mark.django_db


def reset_address(user) -> str:
    return reverse("accounts_reset_second_factor", args=[user.pk])


def test_an_administrator_resets_the_second_factor_of_a_colleague(client):
    colleague, boss = member("enquiry team"), builders.superuser("boss")
    phone_of(colleague)
    admin = browser_of(boss)
    edit = reverse("wagtailusers_users:edit", args=[colleague.pk])
    assert reset_address(colleague) in admin.get(edit).content.decode()
    assert "Make sure that it is really your colleague" in admin.get(reset_address(colleague)).content.decode()
    assert admin.post(reset_address(colleague)).headers["Location"] == edit
    assert not AuthenticatorApp.objects.exists()
    entry = ModelLogEntry.objects.get(action=second_factor.RESET)
    assert (entry.user, entry.object_id) == (boss, str(colleague.pk))
    history = admin.get(reverse("wagtailusers_users:history", args=[colleague.pk])).content.decode()
    assert "Reset the second factor" in history


def test_a_reset_ends_the_logins_that_used_the_lost_phone(client, settings):
    settings.REQUIRE_SECOND_FACTOR = True
    colleague = member("enquiry team")
    key = phone_of(colleague)
    send_password(client, colleague)
    client.post(CODE, {"code": code_of(key)})
    assert is_logged_in(client)
    second_factor.reset(colleague, by=None)
    assert not is_logged_in(client)
    send_password(client, colleague)
    assert client.get(CODE).headers["Location"] == SET_UP


@pytest.mark.parametrize("role", ["writer", "publisher", "enquiry lead"])
def test_nobody_but_an_administrator_can_reset_it(role):
    colleague = member("enquiry team")
    phone_of(colleague)
    assert browser_of(member(role)).post(reset_address(colleague)).status_code == 302
    assert AuthenticatorApp.objects.exists()


def test_an_administrator_cannot_reset_her_own_without_her_password():
    boss = builders.superuser("boss")
    admin = browser_of(boss)
    key = phone_of(boss)
    send_password(admin, boss)
    admin.post(CODE, {"code": code_of(key)})
    assert reset_address(boss) not in admin.get(reverse("wagtailusers_users:edit", args=[boss.pk])).content.decode()
    assert admin.get(reset_address(boss)).status_code == 302
    admin.post(reset_address(boss))
    assert AuthenticatorApp.objects.exists()


def test_only_administrators_reset_it_for_administrators():
    boss, colleague, manager = builders.superuser("boss"), member("writer"), member("writer")
    manager.user_permissions.add(Permission.objects.get(codename="change_user"))
    for user in (boss, colleague):
        phone_of(user)
    staff = browser_of(manager)
    for user, works in ((boss, False), (colleague, True)):
        edit = reverse("wagtailusers_users:edit", args=[user.pk])
        assert (reset_address(user) in staff.get(edit).content.decode()) is works
        staff.post(reset_address(user))
        assert AuthenticatorApp.objects.filter(user=user).exists() is not works
    browser_of(builders.superuser("head")).post(reset_address(boss))
    assert not AuthenticatorApp.objects.exists()


def test_opening_the_address_resets_nothing():
    colleague = member("enquiry team")
    phone_of(colleague)
    browser_of(builders.superuser()).get(reset_address(colleague))
    assert AuthenticatorApp.objects.exists()


def test_a_command_helps_the_only_administrator(client):
    boss = builders.superuser("boss")
    phone_of(boss)
    call_command("reset_second_factor", "boss", stdout=StringIO())
    send_password(client, boss)
    assert is_logged_in(client)
    entry = ModelLogEntry.objects.get(action=second_factor.RESET)
    assert (entry.user, entry.object_id) == (None, str(boss.pk))


def test_the_command_says_that_there_is_no_such_user():
    with pytest.raises(CommandError, match="There is no user amina"):
        call_command("reset_second_factor", "amina", stdout=StringIO())


def test_a_replaced_key_of_the_enquiries_keeps_every_phone_working(client, settings):
    boss = builders.superuser("boss")
    key = phone_of(boss)
    settings.ENQUIRY_KEYS = ["a new key of more than thirty-two characters", *settings.ENQUIRY_KEYS]
    call_command("rotate_enquiry_keys", stdout=StringIO())
    settings.ENQUIRY_KEYS = settings.ENQUIRY_KEYS[:1]
    send_password(client, boss)
    client.post(CODE, {"code": code_of(key)})
    assert is_logged_in(client)


def test_without_the_key_the_recovery_codes_still_work(client, settings):
    boss = builders.superuser("boss")
    key = phone_of(boss)
    [recovery, *_] = second_factor.new_recovery_codes(boss)
    settings.ENQUIRY_KEYS = ["another key of more than thirty-two characters"]
    send_password(client, boss)
    client.post(CODE, {"code": code_of(key)})
    assert not is_logged_in(client)
    client.post(CODE, {"code": recovery})
    assert is_logged_in(client)
