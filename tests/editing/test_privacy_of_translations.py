"""The dialog that makes a page private names its public translations: they say the same."""

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from tests import builders
from tests.editing import editor
from tests.enquiries.staff import browser
from tests.reading import words

pytestmark = pytest.mark.django_db

STILL_PUBLIC = "Even when this page is private, visitors can still read these translations"


@pytest.fixture
def publisher() -> Client:
    return browser("publisher")


def dialog(client: Client, page: Page) -> Tag:
    """Return the dialog that asks who may read a page."""
    address = reverse("wagtailadmin_pages:set_privacy", args=[page.pk])
    return BeautifulSoup(client.get(address).json()["html"], "html.parser")


def make_private(client: Client, page: Page) -> None:
    """Make a page private in its dialog."""
    client.post(reverse("wagtailadmin_pages:set_privacy", args=[page.pk]), {"restriction_type": "login"})


def test_it_names_the_translations_that_visitors_can_read_until_they_are_private_too(client, publisher):
    page = builders.standard_page(title="Roses")
    assert STILL_PUBLIC not in words(dialog(publisher, page))
    translation = builders.in_urdu(page, title="Gulab")
    assert f"{STILL_PUBLIC}: “Gulab” (Urdu)" in words(dialog(publisher, page))
    assert dialog(publisher, page).find("a", href=editor.edit_address(translation))

    make_private(publisher, page)
    assert client.get(translation.url).status_code == 200
    assert f"{STILL_PUBLIC}: “Gulab” (Urdu)" in words(dialog(publisher, page))
    make_private(publisher, translation)
    assert client.get(translation.url).status_code == 404
    assert STILL_PUBLIC not in words(dialog(publisher, page))


def test_it_names_those_of_pages_below_which_become_private_with_it(publisher):
    page = builders.standard_page(title="Roses")
    builders.in_urdu(builders.standard_page(page, title="Petals"), title="Pankhri")
    assert "“Pankhri” (Urdu)" in words(dialog(publisher, page))


def test_a_draft_is_not_named(publisher):
    page = builders.standard_page(title="Roses")
    builders.in_urdu(page, title="Gulab", is_live=False)
    assert STILL_PUBLIC not in words(dialog(publisher, page))
