"""Passwords that somebody would soon guess are refused with a sentence that says what to do."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from pages.models import OrganisationIdentity, User
from tests import builders

pytestmark = pytest.mark.django_db

GUESSABLE = [
    "passwordpassword",
    "p@ssw0rdp@ssw0rd",
    "Password1234!",
    "123456789012",
    "qwertyuiopasdf",
    "abcdefghijkl",
    "aaaaaaaaaaaaaaa",
    "letmeinletmein",
    "Apna Haq Apna Haq",
    "apnahaq-2026",
    "apna haq rotherham",
    "ＡＰＮＡＨＡＱ２０２６",
    "amina.khan1985",
    "Amina-Khan-Rotherham",
]
GOOD = [builders.PASSWORD, "tulip lantern gravel 94", "apnahaq tulip lantern gravel", "چراغ دریا پتھر گلاب ہوا"]


@pytest.fixture
def amina() -> User:
    return builders.user("Writer", name="amina", first_name="Amina", last_name="Khan", email="amina@example.org")


@pytest.mark.parametrize("password", GUESSABLE)
def test_a_password_that_would_soon_be_guessed_is_refused(amina, password):
    OrganisationIdentity.objects.update(name="Apna Haq", place="Rotherham, South Yorkshire")
    with pytest.raises(ValidationError, match="four or five words|at least 12|too similar"):
        validate_password(password, amina)


@pytest.mark.parametrize("password", GOOD)
def test_a_password_of_several_words_is_accepted(amina, password):
    validate_password(password, amina)


def test_the_words_of_another_organisation_are_refused_there(amina):
    OrganisationIdentity.objects.update(name="Tulip Lantern Gravel")
    with pytest.raises(ValidationError, match="our name or yours"):
        validate_password("tulip lantern gravel 94", amina)


def test_a_very_long_password_is_judged_quickly(amina):
    validate_password(f"{builders.PASSWORD} " * 200, amina)
