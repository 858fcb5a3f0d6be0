"""A translation has the address of its original, and translating the title does not change it."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Locale, Page

from tests import builders
from tests.editing.editor import edit_address
from tests.reading import parsed

pytestmark = pytest.mark.django_db


@pytest.fixture
def administrator(client: Client) -> Client:
    """Return the browser of somebody who may translate."""
    client.force_login(builders.superuser(), backend="django.contrib.auth.backends.ModelBackend")
    return client


def translate(client: Client, page: Page) -> Page:
    """Translate a page into Urdu as the menu of a page does, and return the draft."""
    urdu = Locale.objects.get(language_code="ur")
    client.post(reverse("wagtail_localize:submit_page_translation", args=[page.pk]), {"locales": [urdu.pk]})
    return page.get_translation(urdu)


def title_field(client: Client, page: Page) -> str:
    """Return what the title field of a page tells Wagtail's script to do."""
    return parsed(client.get(edit_address(page))).select_one("#id_title").get("data-action", "")


def test_a_translation_gets_the_slug_of_its_original(administrator: Client) -> None:
    page = builders.standard_page(title="Sample garden")
    assert translate(administrator, page).slug == page.slug == "sample-garden"


def test_the_slug_follows_the_title_of_a_new_page_only(administrator: Client) -> None:
    page = builders.standard_page(title="Sample garden", live=False)
    assert "w-sync#apply" in title_field(administrator, page)
    # One that is written in the ordinary form.
    translation = builders.in_urdu(page, is_live=False)
    assert "w-sync#apply" not in title_field(administrator, translation)
    # Nor that of the original, from now on: both have one address.
    assert "w-sync#apply" not in title_field(administrator, page)
