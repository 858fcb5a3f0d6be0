"""The name to log in with: an email address that every form takes, however it is written."""

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from pages.models import User
from tests import builders
from tests.accounts.logins import LOGIN, is_logged_in
from tests.accounts.test_invitations import PASSWORD as NEW_PASSWORD
from tests.accounts.test_invitations import invite, newest_link, set_password
from tests.enquiries.staff import browser_of
from tests.reading import parsed, words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]


@pytest.fixture
def admin() -> Client:
    return browser_of(builders.superuser("boss"))


def log_in(name: str, password: str = builders.PASSWORD) -> Client:
    browser = Client()
    browser.post(LOGIN, {"username": name, "password": password})
    return browser


def edit(admin: Client, user: User, **changes: str):
    form = {
        "username": user.username,
        "email": user.email,
        "first_name": "Jane",
        "last_name": "Sample",
        "is_active": "on",
        "groups": [Group.objects.get(name="Writer").pk],
    }
    return admin.post(reverse("wagtailusers_users:edit", args=[user.pk]), form | changes)


def test_whoever_was_invited_logs_in_in_whichever_case_she_writes_her_address(admin):
    invite(admin, "Jane@Example.org")
    user = User.objects.get(email="Jane@example.org")
    assert user.username == "jane@example.org"
    set_password(newest_link())
    for name in ("jane@example.org", "Jane@example.org", " JANE@EXAMPLE.ORG"):
        assert is_logged_in(log_in(name, NEW_PASSWORD))


def test_a_name_with_capitals_from_before_is_found_in_small_letters():
    builders.user("Writer", name="Ruth")
    assert is_logged_in(log_in("ruth"))


def test_of_two_names_that_differ_by_case_each_is_found_as_it_is_written_alone():
    for name in ("ruth", "Ruth"):
        builders.user("Writer", name=name)
        assert log_in(name).session["_auth_user_id"] == str(User.objects.get(username=name).pk)
    assert not is_logged_in(log_in("RUTH"))


@pytest.mark.parametrize("name", ["ruth", "nobody"])
def test_another_case_gives_no_further_guesses_and_does_not_say_who_has_an_account(name):
    builders.user("Writer", name="ruth")
    for typed in (name, name.upper(), name.title(), name, name.upper()):
        log_in(typed, "rosengarten")
    answer = Client().post(LOGIN, {"username": name.title(), "password": builders.PASSWORD})
    assert answer.status_code == 429
    assert "15 minutes" in words(parsed(answer).main)
    assert AccessAttempt.objects.count() == 1


@pytest.mark.parametrize("address", ["jane.o'sample@example.org", f"jane@{'sample.' * 30}example.org"])
def test_an_address_that_cannot_be_a_user_name_is_refused_with_a_sentence(admin, address):
    answer = invite(admin, address)
    text = words(parsed(answer).main)
    assert "This address cannot be a user name" in text
    assert "Type another address." in text
    assert parsed(answer).select_one("[name=email]")["value"] == address
    assert User.objects.count() == 1


@pytest.mark.parametrize("address", ["Jane.Sample+site_1-a@Example.org", f"jane@{'sample.' * 18}example.org"])
def test_an_account_that_was_made_by_an_invitation_can_be_edited(admin, address):
    invite(admin, address)
    user = User.objects.exclude(username="boss").get()
    assert edit(admin, user).status_code == 302
    user.refresh_from_db()
    assert user.first_name == "Jane"


def test_no_account_is_renamed_to_a_name_that_differs_from_another_by_case_alone(admin):
    builders.user("Writer", name="ruth@example.org")
    user = builders.user("Writer", name="jane@example.org", email="jane@example.org")
    answer = edit(admin, user, username="Ruth@example.org")
    assert "A user with that username already exists." in words(parsed(answer).main)
    assert edit(admin, user, username="Jane@example.org").status_code == 302
