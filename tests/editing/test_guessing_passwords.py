"""Somebody who guesses passwords is stopped; the one whose password it is can still work, and nothing is told."""

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
    return builders.user("Editors", name="ruth")


def try_to_sign_in(password: str, name: str = "ruth", address: str = HERE, times: int = 1):
    """Try a password so many times from an address, each time in a new browser, and return the last answer."""
    for _ in range(times):
        browser = Client(REMOTE_ADDR=address)
        response = browser.post(reverse("wagtailadmin_login"), {"username": name, "password": password})
    return response


def is_signed_in(response) -> bool:
    return response.status_code == 302 and response.headers["Location"] == reverse("wagtailadmin_home")


def test_a_wrong_password_is_refused_with_a_sentence_that_does_not_tell_what_was_wrong():
    for name in ("ruth", "nobody"):
        response = try_to_sign_in(WRONG, name=name)
        assert "Your username and password didn't match. Please try again." in parsed(response).get_text()


def test_somebody_may_mistype_her_password_four_times():
    try_to_sign_in(WRONG, times=4)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))
    try_to_sign_in(WRONG, times=4)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))


def test_after_five_wrong_passwords_even_the_right_one_is_refused():
    try_to_sign_in(WRONG, times=5)
    response = try_to_sign_in(builders.PASSWORD)
    assert response.status_code == 429
    assert "too many login attempts" in response.content.decode()


def test_the_guesser_shuts_out_nobody_but_himself():
    try_to_sign_in(WRONG, times=6)
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, address=ELSEWHERE))
    builders.user("Editors", name="naomi")
    assert is_signed_in(try_to_sign_in(builders.PASSWORD, name="naomi"))


def test_an_address_that_a_client_invents_gives_no_further_guesses():
    for number in range(6):
        browser = Client(REMOTE_ADDR=HERE, headers={"X-Forwarded-For": f"198.51.100.{number}"})
        response = browser.post(reverse("wagtailadmin_login"), {"username": "ruth", "password": WRONG})
    assert response.status_code == 429


def test_the_door_opens_again_after_a_quarter_of_an_hour(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    try_to_sign_in(WRONG, times=5)
    time_machine.move_to(now + timedelta(minutes=14))
    assert not is_signed_in(try_to_sign_in(builders.PASSWORD))
    time_machine.move_to(now + timedelta(minutes=30))
    assert is_signed_in(try_to_sign_in(builders.PASSWORD))


def test_no_password_name_or_address_is_written_down(caplog, monkeypatch):
    monkeypatch.setattr(logging.getLogger("django"), "propagate", True)
    for name in ("", "django", "axes"):
        caplog.set_level(logging.DEBUG, name)
    try_to_sign_in(WRONG, times=5)
    try_to_sign_in(builders.PASSWORD)
    assert "Locking out" in caplog.text
    for secret in (WRONG, builders.PASSWORD, "ruth", HERE):
        assert secret not in caplog.text
    kept = str(list(AccessAttempt.objects.values()))
    assert WRONG not in kept
    assert builders.PASSWORD not in kept
    assert not AccessFailureLog.objects.exists()
