"""Where a second factor is needed, a password alone opens nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.accounts import second_factor
from pages.accounts.models import AuthenticatorApp, RecoveryCodes
from tests import builders
from tests.accounts.logins import (
    CODE,
    LOGIN,
    SET_UP,
    code_of,
    is_logged_in,
    key_on,
    phone_of,
    recovery_codes_on,
    send_password,
)
from tests.enquiries.staff import browser_of, member

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def production(settings):
    settings.REQUIRE_SECOND_FACTOR = True


@pytest.mark.parametrize("role", ["superuser", "enquiry team", "enquiry lead"])
def test_whoever_needs_a_second_factor_sets_one_up_at_the_first_login(client, role):
    user = member(role)
    answer = send_password(client, user)
    assert answer.headers["Location"] == CODE
    assert not is_logged_in(client)
    page = client.get(CODE, follow=True)
    assert page.redirect_chain == [(SET_UP, 302)]
    assert b"<svg" in page.content

    done = client.post(SET_UP, {"code": code_of(key_on(page))})
    assert len(recovery_codes_on(done)) == 10
    assert is_logged_in(client)


@pytest.mark.parametrize("role", ["writer", "publisher"])
def test_editors_log_in_with_their_password(client, role):
    assert send_password(client, member(role)).headers["Location"] == "/admin/"
    assert is_logged_in(client)


def test_on_a_loopback_address_a_password_is_enough_for_everybody(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    send_password(client, builders.superuser())
    assert is_logged_in(client)


def test_the_code_of_the_app_logs_in_and_leads_to_where_she_wanted_to_go(client):
    user = member("enquiry team")
    key = phone_of(user)
    send_password(client, user, next_url="/admin/enquiries/")
    assert client.post(CODE, {"code": code_of(key)}).headers["Location"] == "/admin/enquiries/"
    assert is_logged_in(client)


def test_whoever_has_an_app_needs_its_code_also_where_it_is_not_required(client, settings):
    settings.REQUIRE_SECOND_FACTOR = False
    user = member("writer")
    phone_of(user)
    assert send_password(client, user).headers["Location"] == CODE
    assert not is_logged_in(client)


def test_a_wrong_code_is_refused_with_a_sentence(client):
    user = member("superuser")
    phone_of(user)
    send_password(client, user)
    answer = client.post(CODE, {"code": "000000"})
    assert "This code is not right." in answer.content.decode()
    assert not is_logged_in(client)


def test_wrong_codes_make_the_next_attempt_wait(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    user = member("superuser")
    key = phone_of(user)
    send_password(client, user)
    for _ in range(9):
        time_machine.shift(600)
        send_password(client, user)
        client.post(CODE, {"code": "000000"})
    answer = client.post(CODE, {"code": code_of(key)})
    assert "try again in 4\xa0minutes" in answer.content.decode()
    assert not is_logged_in(client)
    time_machine.shift(300)
    client.post(CODE, {"code": code_of(key)})
    assert is_logged_in(client)


def test_wrong_codes_keep_the_owner_out_for_a_quarter_of_an_hour_at_most(client, time_machine):
    time_machine.move_to(timezone.now(), tick=False)
    user = member("superuser")
    key = phone_of(user)
    [recovery_code, *_] = second_factor.new_recovery_codes(user)
    for code in ("000000", "abcd-efgh"):
        for _ in range(15):
            send_password(client, user)
            client.post(CODE, {"code": code})
            time_machine.shift(15 * 60)
    for code in ("000000", "abcd-efgh"):
        send_password(client, user)
        answer = client.post(CODE, {"code": code})
    assert "try again in 15\xa0minutes" in answer.content.decode()
    for code in (code_of(key), recovery_code):
        client.post(CODE, {"code": code})
        assert not is_logged_in(client)
    time_machine.shift(15 * 60)
    for code in (code_of(key), recovery_code):
        other = Client()
        send_password(other, user)
        other.post(CODE, {"code": code})
        assert is_logged_in(other)


def test_a_code_that_was_seen_over_the_shoulder_logs_in_nobody_else(client):
    user = member("superuser")
    code = code_of(phone_of(user))
    send_password(client, user)
    client.post(CODE, {"code": code})
    other = Client()
    send_password(other, user)
    other.post(CODE, {"code": code})
    assert not is_logged_in(other)


def test_a_recovery_code_logs_in_once_however_it_is_typed(client):
    user = member("superuser")
    send_password(client, user)
    code = recovery_codes_on(client.post(SET_UP, {"code": code_of(key_on(client.get(SET_UP)))}))[0]
    assert code not in str(RecoveryCodes.objects.values())
    for typed, works in ((code.replace("-", " ").upper(), True), (code, False)):
        other = Client()
        send_password(other, user)
        other.post(CODE, {"code": typed})
        assert is_logged_in(other) is works


def test_a_password_is_good_for_the_second_step_for_ten_minutes(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    user = member("superuser")
    key = phone_of(user)
    send_password(client, user)
    time_machine.move_to(now + timedelta(minutes=11), tick=False)
    assert client.post(CODE, {"code": code_of(key)}).headers["Location"] == LOGIN
    assert not is_logged_in(client)


def test_the_second_step_cannot_be_reached_without_the_first(client):
    for address in (CODE, SET_UP):
        assert client.get(address).headers["Location"] == LOGIN


def test_whoever_knows_the_password_alone_cannot_set_up_another_app(client):
    user = member("superuser")
    phone_of(user)
    send_password(client, user)
    assert client.get(SET_UP).headers["Location"] == CODE
    assert client.post(SET_UP, {"code": "123456"}).headers["Location"] == CODE
    assert AuthenticatorApp.objects.count() == 1


def test_the_app_that_is_set_up_is_not_the_one_that_another_login_with_the_password_saw():
    ruth = member("administrator")
    somebody, owner = Client(), Client()
    keys = []
    for browser in (somebody, owner):
        send_password(browser, ruth)
        keys.append(key_on(browser.get(SET_UP)))
    assert keys[0] != keys[1]
    assert key_on(owner.get(SET_UP)) == keys[1]
    owner.post(SET_UP, {"code": code_of(keys[1])})
    assert is_logged_in(owner)
    somebody.post(CODE, {"code": code_of(keys[0])})
    assert not is_logged_in(somebody)


def test_whoever_joins_the_enquiry_team_while_logged_in_needs_the_second_factor_at_once():
    user = member("writer")
    staff = browser_of(user)
    assert is_logged_in(staff)
    user.groups.set(member("enquiry team").groups.all())
    assert not is_logged_in(staff)


def test_a_private_page_is_closed_until_the_second_factor_was_shown(settings):
    page = builders.standard_page(title="For staff alone")
    builders.lock(page)
    staff = browser_of(member("superuser"))
    assert "For staff alone" not in staff.get(page.url).content.decode()
    settings.REQUIRE_SECOND_FACTOR = False
    assert "For staff alone" in staff.get(page.url).content.decode()


def test_what_the_database_holds_of_an_app_shows_no_codes():
    user = member("superuser")
    key = phone_of(user)
    app = AuthenticatorApp.objects.get()
    assert app.seed().hex() not in app.encrypted_seed
    assert key.replace(" ", "") not in app.encrypted_seed


def test_an_app_that_is_moved_to_another_account_in_the_database_logs_nobody_in(client):
    attacker, victim = member("enquiry team"), member("superuser")
    key = phone_of(attacker)
    phone_of(victim)
    AuthenticatorApp.objects.filter(user=victim).update(
        encrypted_seed=AuthenticatorApp.objects.get(user=attacker).encrypted_seed
    )
    send_password(client, victim)
    client.post(CODE, {"code": code_of(key)})
    assert not is_logged_in(client)


def test_opening_the_second_step_with_the_dashboard_address_does_nothing(client):
    user = member("superuser")
    send_password(client, user)
    answer = client.get(reverse("wagtailadmin_home"))
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(LOGIN)
