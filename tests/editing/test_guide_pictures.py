"""Makes the pictures of the guide from the running admin: only `make screenshots` runs it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from tests.accounts.test_session_ends_while_editing import log_in
from tests.editing.guide_pictures import PICTURES, WINDOW, save

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db,
    pytest.mark.pictures,
    pytest.mark.xdist_group("admin"),
]


def test_every_screen_that_the_guide_shows_can_be_reached(visit: Callable[..., Page]) -> None:
    page = visit("/admin/login/", **WINDOW)
    log_in(page)
    for name, open_screen in PICTURES.items():
        open_screen(page)
        save(name, page)
