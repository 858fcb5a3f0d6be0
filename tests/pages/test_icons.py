"""The icons of the site: for tabs and bookmarks, and for those who keep a page on their home screen."""

import io

import pytest
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from PIL import Image

from tests.reading import parsed


def test_the_icon_that_browsers_ask_for_by_themselves_is_there_and_kept_for_long() -> None:
    response = Client().get("/favicon.ico")
    content = b"".join(response.streaming_content)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "image/x-icon"
    assert "max-age=31536000" in response.headers["Cache-Control"]
    assert Image.open(io.BytesIO(content)).info["sizes"] >= {(16, 16), (32, 32), (48, 48)}


@pytest.mark.django_db
def test_pages_name_an_icon_for_tabs_and_one_for_home_screens() -> None:
    page = parsed(Client().get("/about/"))
    assert page.select_one("link[rel=icon]")["href"].endswith(".svg")
    address = page.select_one("link[rel=apple-touch-icon]")["href"]
    with Image.open(staticfiles_storage.path(address.removeprefix("/static/"))) as icon:
        assert icon.size == (180, 180)
        assert icon.convert("RGBA").getextrema()[3] == (255, 255), "a telephone makes transparent parts black"


@pytest.mark.django_db
def test_no_page_offers_to_be_installed_which_would_leave_traces() -> None:
    assert not parsed(Client().get("/")).select("link[rel=manifest]")
