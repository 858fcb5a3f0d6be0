"""An administrator gives name and address; the colleague sets her own password."""

import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pages.accounts.scheduled_jobs import send_account_emails
from pages.models import User
from tests import builders
from tests.accounts.logins import SET_UP, is_logged_in, send_password
from tests.enquiries.staff import browser_of, member
from tests.reading import parsed

pytestmark = pytest.mark.django_db

ADD = "wagtailusers_users:add"
ADDRESS = "amina@example.org"
PASSWORD = "tulip lantern gravel 94"


@pytest.fixture
def admin() -> Client:
    return browser_of(builders.superuser("boss"))


def invite(admin: Client, address: str = ADDRESS, group: str = "Writer"):
    form = {"email": address, "first_name": "Amina", "last_name": "Khan", "groups": [Group.objects.get(name=group).pk]}
    return admin.post(reverse(ADD), form)


def test_an_invitation_needs_a_role(admin):
    form = {"email": ADDRESS, "first_name": "Amina", "last_name": "Khan"}
    response = admin.post(reverse(ADD), form)
    assert "Choose at least one role" in response.content.decode()
    assert not User.objects.filter(email=ADDRESS).exists()


def newest_link() -> str:
    send_account_emails()
    return re.search(r"https?://[^/]+(/\S+)", mail.outbox[-1].body)[1]


def set_password(link: str, password: str = PASSWORD):
    return Client().post(link, {"new_password1": password, "new_password2": password})


def test_an_administrator_types_no_password(admin):
    for address in (reverse(ADD), reverse("wagtailusers_users:edit", args=[builders.user("Writer").pk])):
        assert parsed(admin.get(address)).select("input[type=password]") == []


def test_a_colleague_who_was_invited_sets_her_password_and_logs_in(admin, client):
    assert invite(admin).status_code == 302
    assert mail.outbox == []
    link = newest_link()
    assert mail.outbox[0].to == [ADDRESS]
    assert "Amina" not in mail.outbox[0].body
    assert ADDRESS in client.get(link).content.decode()
    assert set_password(link).headers["Location"] == reverse("wagtailadmin_login")
    user = User.objects.get(email=ADDRESS)
    assert [group.name for group in user.groups.all()] == ["Writer"]
    send_password(client, user, PASSWORD)
    assert is_logged_in(client)


def test_nobody_logs_in_to_an_account_before_its_owner_set_a_password(admin, client):
    invite(admin)
    user = User.objects.get(email=ADDRESS)
    for password in ("", " ", user.password):
        send_password(client, user, password)
        assert not is_logged_in(client)


def test_an_invitation_works_once(admin):
    invite(admin)
    link = newest_link()
    set_password(link)
    again = set_password(link, "another lantern of gravel 7")
    assert again.status_code == 404
    assert "works once, for three days" in " ".join(again.content.decode().split())
    assert User.objects.get(email=ADDRESS).check_password(PASSWORD)


def test_an_invitation_works_for_three_days_and_can_be_sent_again(admin, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    invite(admin)
    link = newest_link()
    time_machine.move_to(now + timedelta(days=2, hours=23), tick=False)
    assert Client().get(link).status_code == 200
    time_machine.move_to(now + timedelta(days=3, minutes=1), tick=False)
    assert Client().get(link).status_code == 404
    user = User.objects.get(email=ADDRESS)
    admin = browser_of(User.objects.get(username="boss"))
    again = reverse("accounts_invite_again", args=[user.pk])
    assert again in admin.get(reverse("wagtailusers_users:edit", args=[user.pk])).content.decode()
    admin.post(again)
    assert Client().get(newest_link()).status_code == 200


def test_a_weak_password_is_refused_with_a_sentence(admin):
    invite(admin)
    answer = set_password(newest_link(), "amina khan amina khan")
    assert "This password would soon be guessed." in answer.content.decode()
    assert not User.objects.get(email=ADDRESS).has_usable_password()


def test_an_address_that_has_an_account_is_not_invited_again(admin):
    builders.user("Writer", email="AMINA@example.org")
    assert "There is an account with this address already." in invite(admin).content.decode()
    builders.user("Writer", name="naomi@example.org")
    assert "There is an account with this address already." in invite(admin, "naomi@example.org").content.decode()


def test_a_link_that_somebody_changed_opens_nothing(admin):
    invite(admin)
    link = newest_link()
    assert Client().get(link[:-5] + "abcd/").status_code == 404
    assert Client().get(reverse("accounts:invitation", args=["x"])).status_code == 404


def test_a_colleague_who_needs_a_second_factor_sets_it_up_at_her_first_login(admin, client, settings):
    member("enquiry team")
    invite(admin, group="Enquiry team")
    set_password(newest_link())
    settings.REQUIRE_SECOND_FACTOR = True
    send_password(client, User.objects.get(email=ADDRESS), PASSWORD)
    assert client.get("/admin/", follow=True).status_code == 200
    assert client.get("/admin/login/code/").headers["Location"] == SET_UP


def test_an_account_that_was_switched_off_cannot_be_taken_up(admin):
    invite(admin)
    link = newest_link()
    User.objects.filter(email=ADDRESS).update(is_active=False)
    assert Client().get(link).status_code == 404


@pytest.mark.parametrize("role", ["writer", "publisher", "enquiry lead"])
def test_nobody_but_an_administrator_invites(role):
    staff = browser_of(member(role))
    invite(staff)
    assert not User.objects.filter(email=ADDRESS).exists()


def test_the_history_says_who_invited(admin):
    invite(admin)
    history = admin.get(reverse("wagtailusers_users:history", args=[User.objects.get(email=ADDRESS).pk]))
    assert "Sent an invitation" in history.content.decode()
