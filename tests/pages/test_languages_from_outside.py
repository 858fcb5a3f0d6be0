"""A language is settings and content: Slovak and Arabic are added without a line of code."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.test import Client
from django.utils.formats import date_format
from django.utils.translation import ngettext, override
from wagtail.models import Page

from pages.enquiries.models.languages import SPOKEN_LANGUAGES
from pages.languages import PASSAGE_LANGUAGES
from pages.models import BlogIndexPage
from tests import builders
from tests.catalogues import write_catalogue
from tests.page_types import PAGE_TYPES
from tests.reading import parsed, plain
from tests.structure import problems

pytestmark = pytest.mark.django_db

LANGUAGES = {
    "sk": (
        "slovo",
        {
            "Leave this site": "Opustiť stránku",
            "%(names)s and %(last)s": "%(names)s a %(last)s",
            "English": "angličtina",
            ", ": ", ",
        },
    ),
    "ar": (
        "كلمة",
        {
            "Leave this site": "غادري الموقع",
            "%(names)s and %(last)s": "%(names)s و%(last)s",
            "English": "الإنجليزية",
            ", ": "، ",
        },
    ),
}


@pytest.fixture
def add_language(settings, tmp_path: Path) -> Callable[..., None]:
    """Return a function that adds a language to the settings, with a catalogue unless the test wants none."""

    def add(code: str, catalogue: bool = True, leave_out: int = 0, has_months: bool = False) -> None:
        if catalogue:
            word, known = LANGUAGES.get(code, ("slovo", {}))
            write_catalogue(tmp_path / "locale", code, word, known, leave_out, has_months)
        settings.LOCALE_PATHS = [tmp_path / "locale", *settings.LOCALE_PATHS]
        settings.LANGUAGES = settings.WAGTAIL_CONTENT_LANGUAGES = [*settings.LANGUAGES, (code, code)]

    return add


def pages_in(code: str, client: Client) -> dict[str, BeautifulSoup]:
    """Translate a page of every type, and return what a visitor gets, by address."""
    word, _known = LANGUAGES[code]
    translations = [builders.in_language(each.example(), code, word) for each in PAGE_TYPES]
    return {page.get_url(): parsed(client.get(page.get_url())) for page in translations}


@pytest.mark.parametrize(("code", "direction"), [("sk", None), ("ar", "rtl")])
def test_every_page_type_is_shown_in_a_language_that_was_added(add_language, client, code, direction) -> None:
    add_language(code)
    call_command("check")
    for path, page in pages_in(code, client).items():
        assert path.startswith(f"/{code}/")
        assert (page.html["lang"], page.html.get("dir")) == (code, direction), path
        assert page.select_one("a.exit").get_text() == LANGUAGES[code][1]["Leave this site"]
        assert problems(page) == [], path
    assert parsed(client.get("/")).select_one(f'.language-switcher a[lang="{code}"]')["href"] == f"/{code}/"


def test_no_page_links_to_a_language_without_pages(add_language, client: Client) -> None:
    add_language("sk")
    assert not parsed(client.get("/")).select('[hreflang="sk"]')


def test_dates_plurals_and_lists_follow_the_language(add_language, client: Client) -> None:
    authors = [builders.person(name=name) for name in ("Jana", "Mária", "Zuzana")]
    post = builders.blog_page(slug="three-authors", authors=authors, date=date(2020, 11, 3))
    shown = {}
    for code in LANGUAGES:
        add_language(code)
        word, _known = LANGUAGES[code]
        for page in (builders.home(), builders.seeded(BlogIndexPage)):
            builders.in_language(page, code, word)
        translation = builders.in_language(post, code, word, authors=authors, date=date(2020, 11, 3))
        page = parsed(client.get(translation.get_url()))
        shown[code] = plain(page.select_one("article > header").get_text())
    assert "Jana, Mária a Zuzana" in shown["sk"] and "3. november 2020" in shown["sk"]
    assert "Mária وZuzana" in shown["ar"] and "3 نوفمبر" in shown["ar"]
    with override("sk"):
        found = [ngettext("%(count)s page found", "%(count)s pages found", count) for count in (1, 2, 5)]
    assert [words.split()[-1] for words in found] == ["0", "1", "2"]


def test_the_menu_says_in_the_language_of_the_reader_that_a_page_is_in_english(add_language, client: Client) -> None:
    add_language("sk")
    builders.in_language(builders.home(), "sk", "slovo")
    link = parsed(client.get("/sk/")).select_one('#nav a[href="/blog/"]')
    assert plain(link.get_text()) == "Blog (angličtina)"
    assert (link["hreflang"], link.select_one("[lang]")["lang"]) == ("en-gb", "en-gb")


# What is refused before visitors see a part of it


def refusal(code: str) -> str:
    with pytest.raises(SystemCheckError) as refused:
        call_command("check")
    assert f"“{code}”" in str(refused.value)
    return str(refused.value)


def test_a_language_without_a_catalogue_is_refused(add_language) -> None:
    add_language("ar", catalogue=False)
    assert "pages.E003" in refusal("ar")


def test_a_language_whose_catalogue_has_gaps_is_refused_and_one_of_them_is_named(add_language) -> None:
    add_language("sk", leave_out=2)
    assert "does not translate 2 texts of public pages, for example “%(names)s and %(last)s”" in refusal("sk")


def test_a_language_whose_own_name_nobody_knows_is_refused(add_language) -> None:
    add_language("qxx")
    assert "KNOWN_LANGUAGES" in refusal("qxx")


def test_no_language_passes_while_there_is_no_catalogue_to_compare_it_with(settings, tmp_path: Path) -> None:
    settings.BASE_DIR = tmp_path
    with pytest.raises(SystemCheckError, match="pages.E004"):
        call_command("check")


@pytest.mark.parametrize("code", ["rom", "ps", "prs", "phr"])
def test_a_language_whose_dates_would_be_in_english_is_refused_and_a_month_is_named(add_language, code) -> None:
    add_language(code)
    said = refusal(code)
    assert "pages.E005" in said and "has no names for 12 months, for example “January”" in said


def test_a_language_with_months_of_its_own_is_accepted_and_its_dates_have_them(add_language) -> None:
    add_language("phr", has_months=True)
    call_command("check")
    with override("phr"):
        assert date_format(date(2020, 11, 3)) == "3 slovo 11 2020"


def test_every_list_of_languages_calls_them_by_the_same_names() -> None:
    own_names = dict(PASSAGE_LANGUAGES)
    offered = {code: str(name) for code, name in SPOKEN_LANGUAGES if code != "other"}
    assert offered.keys() == own_names.keys()
    for code, name in offered.items():
        assert name.partition(" – ")[0] == own_names[code]


def test_a_language_that_would_be_shown_in_the_wrong_direction_is_refused(add_language, settings) -> None:
    add_language("ar")
    settings.LANGUAGES_BIDI = ["ur"]
    assert "LANGUAGES_BIDI" in refusal("ar")


@pytest.mark.parametrize("code", ["rom", "ps", "prs", "ckb", "phr"])
def test_a_language_that_django_does_not_know_has_pages_once_it_has_a_catalogue(add_language, client, code) -> None:
    add_language(code)
    words = "slovo slovo" if code == "rom" else "كلمة كلمة"
    translation = builders.in_language(builders.home(), code, words, live=True)
    page = parsed(client.get(f"/{code}/"))
    assert (page.html["lang"], page.html.get("dir")) == (code, None if code == "rom" else "rtl")
    assert Page.objects.get(pk=translation.pk).get_url() == f"/{code}/"
    assert parsed(client.get("/")).select_one(f'.language-switcher a[hreflang="{code}"]')["href"] == f"/{code}/"
