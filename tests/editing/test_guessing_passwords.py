"""Guessing passwords is stopped, the owner of the password can still work, and nothing is logged."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt, AccessFailureLog
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests import builders
from tests.reading import parsed

pytestmark = pytest.mark.django_db

HERE, ELSEWHERE = "203.0.113.7", "203.0.113.8"
WRONG = "rosengarten"


@pytest.fixture(autouse=True)
def ruth():
    return builders.user("Writer", name="ruth")


def try_to_sign_in(password: str, name: str = "ruth", address: str = HERE, forwarded: str = "", times: int = 1):
    """Try a password so many times from an address, each time in a new browser, and return the last answer.

    `forwarded` is the value of X-Forwarded-For.
    """
    for _ in range(times):
        browser = Client(REMOTE_ADDR=address, headers={"X-Forwarded-For": forwarded} if forwarded else {})
        response = browser.post(reverse("wagtailadmin_login"), {"username": name, "password": password})
    return response


def is_signed_in(response) -> bool:
    return response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")


def test_a_refused_login_does_not_say_what_was_wrong():
    for name in ("ruth", "nobody"):
        response = try_to_sign_in(WRONG, name=name)
        assert "Your username and password didn't match. Please try again." in parsed(response).get_text()


def test_a_user_may_mistype_a_password_four_times():
    try_to_sign_in(WRONG, times=4)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))
    try_to_sign_in(WRONG, times=4)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))


def test_after_five_wrong_passwords_even_the_right_one_is_refused():
    try_to_sign_in(WRONG, times=5)
    response = try_to_sign_in(builders.PASSWORD)
    assert response.status_code == 429
    assert "logging in is locked here for 15 minutes" in parsed(response).get_text(" ", strip=True)


def test_guessing_locks_out_nobody_at_another_address():
    try_to_sign_in(WRONG, times=6)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, address=ELSEWHERE))
    builders.user("Writer", name="naomi")
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, name="naomi"))


def test_an_address_that_a_client_invents_gives_no_further_guesses():
    for number in range(6):
        response = try_to_sign_in(WRONG, forwarded=f"198.51.100.{number}")
    assert response.status_code == 429


def test_behind_the_proxy_only_the_address_that_it_wrote_itself_counts(settings):
    settings.PRODUCTION = True
    for number in range(5):
        try_to_sign_in(WRONG, address="192.0.2.1", forwarded=f"198.51.100.{number}, {HERE}")
    assert try_to_sign_in(WRONG, address="192.0.2.1", forwarded=HERE).status_code == 429
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, address="192.0.2.1", forwarded=f"{HERE}, {ELSEWHERE}"))


def test_the_addresses_of_one_ipv6_network_give_no_further_guesses():
    for number in range(5):
        try_to_sign_in(WRONG, address=f"2001:db8:1:2:{number}::{number}")
    assert try_to_sign_in(WRONG, address="2001:db8:1:2:ffff::9").status_code == 429
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, address="2001:db8:1:3::1"))
    assert list(AccessAttempt.objects.values_list("ip_address", flat=True)) == ["2001:db8:1:2::"]


def test_ipv4_mapped_ipv6_addresses_are_counted_separately():
    try_to_sign_in(WRONG, address=f"::ffff:{HERE}", times=5)
    assert try_to_sign_in(WRONG, address=HERE).status_code == 429
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, address=f"::ffff:{ELSEWHERE}"))


@pytest.mark.parametrize("address", ["", "unknown", "203.0.113.7:51234"])
def test_guesses_from_an_unknown_ip_address_are_counted_too(address):
    try_to_sign_in(WRONG, address=address, times=5)
    assert try_to_sign_in(builders.PASSWORD, address=address).status_code == 429


def test_login_works_again_after_a_quarter_of_an_hour(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    try_to_sign_in(WRONG, times=5)
    time_machine.move_to(now + timedelta(minutes=14))
    assert not is_signed_in(try_to_sign_in(builders.PASSWORD))
    time_machine.move_to(now + timedelta(minutes=30))
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))


def test_no_password_name_or_address_is_logged(caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    for name in ("", "django", "axes"):
        caplog.set_level(logging.DEBUG, name)
    try_to_sign_in(WRONG, times=5)
    try_to_sign_in(builders.PASSWORD)
    assert "Locking out" in caplog.text
    for secret in (WRONG, builders.PASSWORD, "ruth", HERE):
        assert secret not in caplog.text
    stored = str(list(AccessAttempt.objects.values()))
    assert WRONG not in stored
    assert builders.PASSWORD not in stored
    assert not AccessFailureLog.objects.exists()
