"""Makes the pictures of link cards and the icons: only `make link-cards` runs it."""

import pytest
from playwright.sync_api import Browser

from tests.pages.link_card_pictures import make_all

pytestmark = [pytest.mark.browser, pytest.mark.django_db, pytest.mark.pictures]


def test_every_picture_can_be_made(chromium: Browser) -> None:
    make_all(chromium)
