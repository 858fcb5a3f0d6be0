"""Somebody in the role “Administrator” looks after accounts, and gets no more power than the role gives."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from pages.accounts import second_factor
from pages.accounts.models import AccountEmail
from pages.models import User
from tests import builders
from tests.enquiries.staff import browser_of, member

pytestmark = pytest.mark.django_db


def details(user: User, **changed: str) -> dict[str, object]:
    """Return what the form of an account sends."""
    names = {"username": user.username, "email": "r@example.org", "first_name": "Ruth", "last_name": "Sample"}
    return {**names, "is_active": "on", "groups": [Group.objects.get(name="Writer").pk], **changed}


def test_an_administrator_invites_and_changes_accounts():
    administrator = browser_of(member("administrator"))
    form = details(User(), email="amina@example.org")
    assert administrator.post(reverse("wagtailusers_users:add"), form).status_code == 302
    amina = User.objects.get(email="amina@example.org")
    edit = reverse("wagtailusers_users:edit", args=[amina.pk])
    assert administrator.post(edit, details(amina, first_name="Aminah")).status_code == 302
    amina.refresh_from_db()
    assert amina.first_name == "Aminah"


@pytest.mark.parametrize("is_new", [True, False])
def test_an_administrator_gives_nobody_full_access(is_new):
    administrator = browser_of(member("administrator"))
    user = User() if is_new else builders.user("Writer")
    address = reverse("wagtailusers_users:add") if is_new else reverse("wagtailusers_users:edit", args=[user.pk])
    assert "Full access" not in administrator.get(address).content.decode()
    administrator.post(address, details(user, is_superuser="on"))
    assert not User.objects.filter(is_superuser=True).exists()


def test_an_administrator_changes_no_account_with_full_access():
    owner = builders.superuser("owner")
    administrator = browser_of(member("administrator"))
    administrator.post(reverse("wagtailusers_users:edit", args=[owner.pk]), details(owner, email="me@example.org"))
    bulk = reverse("wagtail_bulk_action", args=["pages", "user", "set_active_state"])
    users = reverse("wagtailusers_users:index")
    assert reverse("wagtailusers_users:edit", args=[owner.pk]) not in administrator.get(users).content.decode()
    response = administrator.post(f"{bulk}?id={owner.pk}&next={users}", {"mark_as_active": "False"}, follow=True)
    assert "One of these accounts has full access." in response.content.decode()
    owner.refresh_from_db()
    assert owner.is_active and owner.email == ""


@pytest.mark.parametrize("with_full_access", [True, False], ids=["the owner's", "another"])
def test_no_account_is_changed_as_if_it_were_copied(with_full_access):
    user = builders.superuser("owner") if with_full_access else builders.user("Writer")
    before = list(User.objects.values())
    administrator = browser_of(member("administrator"))
    form = details(user, email="mine@example.org", is_superuser="on")
    assert administrator.post(f"/admin/users/copy/{user.pk}/", form).status_code == 404
    assert list(User.objects.filter(pk=user.pk).values()) == before


def test_an_administrator_sends_no_invitation_to_somebody_with_full_access():
    owner = builders.superuser("owner")
    owner.email = "owner@example.org"
    owner.set_unusable_password()
    owner.save()
    administrator = browser_of(member("administrator"))
    administrator.post(reverse("accounts_invite_again", args=[owner.pk]))
    assert not AccountEmail.objects.exists()


def test_whoever_has_set_a_password_meanwhile_gets_no_invitation_and_the_screen_says_so():
    user = builders.user("Writer")
    administrator = browser_of(member("administrator"))
    answer = administrator.post(reverse("accounts_invite_again", args=[user.pk]), follow=True)
    assert "has set a password already" in answer.content.decode()
    assert "will be sent" not in answer.content.decode()
    assert not AccountEmail.objects.exists()


def test_somebody_with_full_access_gives_it():
    user = builders.user("Writer")
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    browser_of(builders.superuser()).post(address, details(user, is_superuser="on"))
    user.refresh_from_db()
    assert user.is_superuser


@pytest.mark.parametrize(
    ("role", "is_needed"),
    {"administrator": True, "enquiry team": True, "enquiry lead": True, "writer": False, "site manager": False}.items(),
)
def test_administrators_and_the_enquiry_groups_need_a_second_factor(settings, role, is_needed):
    settings.REQUIRE_SECOND_FACTOR = True
    assert second_factor.is_required(member(role)) is is_needed
