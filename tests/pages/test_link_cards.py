"""What a messenger or social media show of a link to a page: title, summary, picture, dates and languages."""

import datetime
import urllib.parse

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client
from PIL import Image
from webpreview import OpenGraph, webpreview

from pages.navigation.listings import MOTIFS
from pages.safety.sensitive_terms import find_sensitive_terms
from tests import builders
from tests.page_types import PAGE_TYPES, PageType

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

PICTURES = settings.BASE_DIR / "static" / "img" / "link-cards"
DISCREET_PATHS = ["/contact/", "/staying-safe-online/"]


def card(path: str) -> dict[str, list[str]]:
    """Return the Open Graph properties of a page and the names that begin with twitter:, with all their values."""
    page = BeautifulSoup(Client().get(path).content, "html.parser")
    found: dict[str, list[str]] = {}
    for tag in page.select("head meta[property], head meta[name^='twitter:']"):
        found.setdefault(tag.get("property") or tag["name"], []).append(tag["content"])
    return found


def picture(path: str) -> Image.Image:
    """Return the picture of the card of a page, as a messenger fetches it."""
    [address] = card(path)["og:image"]
    assert address.startswith(("http://", "https://"))
    name = urllib.parse.urlsplit(address).path.removeprefix(settings.STATIC_URL)
    return Image.open(staticfiles_storage.path(name))


def picture_name(path: str) -> str:
    """Return the name of the picture of a page without the hash in it."""
    return card(path)["og:image"][0].rsplit("/", 1)[1].split(".")[0]


def test_there_is_a_picture_for_each_motif_and_language() -> None:
    names = {path.stem for path in PICTURES.iterdir()}
    assert names == {f"{motif}-{code}" for motif in MOTIFS.values() for code, _name in settings.LANGUAGES} | {"neutral"}


@pytest.mark.parametrize("path", sorted(PICTURES.iterdir()), ids=lambda path: path.stem)
def test_a_picture_has_the_size_that_social_media_ask_for_and_is_light(path) -> None:
    with Image.open(path) as image:
        assert image.size == (1200, 630)
    assert path.stat().st_size < 60_000


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_the_card_of_every_page_has_a_picture_with_size_and_description(page_type: PageType) -> None:
    page_type.example()
    found = card(page_type.path)
    assert picture(page_type.path).size == (int(found["og:image:width"][0]), int(found["og:image:height"][0]))
    assert found["og:image:alt"][0]
    assert found["og:image:type"] == ["image/png"]


@pytest.mark.parametrize("page_type", PAGE_TYPES, ids=str)
def test_a_messenger_shows_title_summary_and_picture_of_every_page(page_type: PageType) -> None:
    page = page_type.example()
    # The library accepts no address without a dot.
    address = f"http://www.example.org{page_type.path}"
    content = Client().get(page_type.path).content.decode()
    shown = webpreview(address, content=content)
    names = OpenGraph(address, ["og:site_name", "og:locale"], content=content)
    assert (page.seo_title or page.title) in shown.title
    assert shown.image == card(page_type.path)["og:image"][0]
    assert (names.site_name, names.locale) == ("Apna Haq", "en_GB")
    if page_type.path not in DISCREET_PATHS:
        assert shown.description == page.search_description


def test_a_page_shows_its_own_motif_and_others_the_general_one() -> None:
    assert picture_name("/anti-racism/local/") == "phul-en-gb"
    assert picture_name("/anti-racism/national/") == "leher-en-gb"
    assert picture_name("/blog/intersectionality/") == "jaal-en-gb"
    assert picture_name("/about/") == picture_name("/") == "bagh-en-gb"


def test_an_urdu_page_has_the_picture_with_urdu_words() -> None:
    found = card("/ur/")
    assert picture_name("/ur/") == "bagh-ur"
    assert found["og:locale"] == ["ur_PK"]


def test_a_language_without_pictures_shows_those_of_the_main_language(rf) -> None:
    from pages.link_cards import card_picture

    assert "bagh-en-gb" in card_picture(rf.get("/"), "", "sk").address


@pytest.mark.parametrize("path", DISCREET_PATHS)
def test_the_card_of_a_discreet_page_has_a_picture_without_words_and_tells_nothing(path: str) -> None:
    found = card(path)
    assert picture_name(path) == "neutral"
    assert "og:description" not in found
    assert found["twitter:card"] == ["summary"]


def test_the_card_of_a_discreet_story_names_no_dates() -> None:
    page = builders.blog_page(title="A walk", is_sensitive=True, date=datetime.date(2020, 1, 1))
    found = card(page.url)
    assert found["og:type"] == ["website"]
    assert not [name for name in found if name.startswith("article:")]


def test_the_card_of_a_story_is_an_article_with_its_dates() -> None:
    page = builders.interview_page(date=datetime.date(2021, 5, 4))
    found = card(page.url)
    assert found["og:type"] == ["article"]
    assert found["article:published_time"] == ["2021-05-04"]
    assert datetime.datetime.fromisoformat(found["article:modified_time"][0]) == page.last_published_at
    assert card("/about/")["og:type"] == ["website"]


def test_a_large_picture_is_asked_for() -> None:
    assert card("/about/")["twitter:card"] == ["summary_large_image"]


def test_the_languages_of_a_page_and_of_its_translations_are_named() -> None:
    page = builders.standard_page(slug="walk")
    builders.in_urdu(page)
    found = card("/walk/")
    assert found["og:locale"] == ["en_GB"]
    assert found["og:locale:alternate"] == ["ur_PK"]


@pytest.mark.parametrize("path", ["/", "/ur/"])
def test_the_summary_of_the_home_page_would_tell_nobody_why_she_sends_the_link(path: str) -> None:
    found = card(path)
    words = " ".join([*found["og:title"], *found["og:description"]])
    assert find_sensitive_terms(words) == []


def test_search_and_missing_pages_have_no_picture() -> None:
    for path in ("/search/?q=racism", "/no-such-page/"):
        assert "og:image" not in card(path)
