"""Whoever is locked out after wrong passwords sees for how long, and gets in at once with a new password."""

from datetime import timedelta

import pytest
from django.contrib.auth.tokens import default_token_generator
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from tests import builders
from tests.accounts.logins import is_logged_in, send_password
from tests.reading import parsed, words

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

NEW = "tulip lantern gravel 94"


@pytest.fixture
def ruth():
    user = builders.user("Writer", name="ruth", email="ruth@example.org")
    for _ in range(5):
        send_password(Client(), user, "rosengarten")
    return user


def test_the_page_of_the_lock_says_how_long_it_lasts_and_how_to_go_on(client, time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    user = builders.user("Writer", name="naomi")
    for _ in range(5):
        send_password(client, user, "rosengarten")
    for minutes, left in ((0, "15 minutes"), (5, "10 minutes"), (14, "1 minute.")):
        time_machine.move_to(now + timedelta(minutes=minutes), tick=False)
        answer = send_password(client, user)
        page = parsed(answer)
        assert answer.status_code == 429
        assert left in words(page.main)
        assert page.main.select_one(f"a[href='{reverse('wagtailadmin_password_reset')}']")
        assert page.select_one("link[rel=stylesheet]")
    time_machine.move_to(now + timedelta(minutes=16), tick=False)
    send_password(client, user)
    assert is_logged_in(client)


def test_a_new_password_lifts_the_lock(client, ruth):
    assert send_password(client, ruth).status_code == 429
    uid = urlsafe_base64_encode(force_bytes(ruth.pk))
    link = reverse("wagtailadmin_password_reset_confirm", args=[uid, default_token_generator.make_token(ruth)])
    form = client.get(link).headers["Location"]
    client.post(form, {"new_password1": NEW, "new_password2": NEW})
    send_password(client, ruth, NEW)
    assert is_logged_in(client)


def test_the_page_says_the_same_of_a_name_that_nobody_has(client):
    user = builders.user(name="nobody-yet")
    user.delete()
    for _ in range(6):
        answer = send_password(client, user, "rosengarten")
    assert "15 minutes" in words(parsed(answer).main)
