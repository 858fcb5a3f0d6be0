"""Only a form of the site logs out, and it does so wholly."""

import pytest
from django.urls import reverse

from tests.accounts.logins import is_logged_in
from tests.enquiries.staff import browser

pytestmark = pytest.mark.django_db

LOGOUT = "wagtailadmin_logout"


@pytest.mark.parametrize("method", ["get", "head", "put"])
def test_opening_the_address_of_logging_out_ends_nothing_and_deletes_no_cookie(method):
    staff = browser("writer")
    answer = getattr(staff, method)(reverse(LOGOUT))
    assert "sessionid" not in answer.cookies
    assert is_logged_in(staff)


def test_whoever_opens_it_is_asked():
    page = browser("writer").get(reverse(LOGOUT)).content.decode()
    assert "Do you want to log out?" in page


def test_the_button_logs_out():
    staff = browser("writer")
    staff.post(reverse(LOGOUT))
    assert not is_logged_in(staff)


def test_whoever_is_not_logged_in_is_led_to_the_login(client):
    assert client.get(reverse(LOGOUT)).headers["Location"] == reverse("wagtailadmin_login")
