"""A new site shows no page in a language that nobody has checked, unless somebody asks for the samples."""

from collections.abc import Callable
from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.models import Page, Site

from pages.models import GlossaryTerm, Organisation, Person, PhraseToAvoid, Topic
from tests.reading import parsed

pytestmark = pytest.mark.django_db

TRANSLATED = ["/ur/", "/ur/contact/", "/ur/staying-safe-online/", "/ur/privacy/", "/ur/about/"]


@pytest.fixture
def new_site(settings) -> Callable[[bool], None]:
    """Return a function that seeds the site anew, with the sample translations published or not."""

    def seed(translations: bool) -> None:
        settings.SEED_TRANSLATIONS = translations
        Site.objects.all().delete()
        for home in Page.objects.filter(depth=2):
            home.delete()
        for model in (GlossaryTerm, Organisation, Person, PhraseToAvoid, Topic):
            model.objects.all().delete()
        call_command("seed_site", stdout=StringIO())

    return seed


def test_nothing_of_a_fresh_site_is_in_urdu(new_site, client: Client) -> None:
    new_site(False)
    assert [client.get(path).status_code for path in TRANSLATED] == [404] * len(TRANSLATED)
    home = parsed(client.get("/"))
    assert not home.select(".language-switcher, link[hreflang=ur]")
    assert "/ur/" not in client.get("/sitemap-1.xml").content.decode()


def test_the_translations_of_a_fresh_site_are_drafts_for_a_person_to_check(new_site) -> None:
    new_site(False)
    drafts = Page.objects.filter(locale__language_code="ur", depth__gt=1).order_by("path")
    assert {page.slug for page in drafts if page.depth > 2} == {"contact", "staying-safe-online", "privacy", "about"}
    for page in drafts:
        assert not page.live and page.specific.sample_note
        assert page.get_latest_revision_as_object().specific.title == page.title


def test_samples_are_published_where_the_settings_ask_for_them(client: Client) -> None:
    for path in TRANSLATED:
        page = parsed(client.get(path))
        assert page.html["lang"] == "ur"
        assert page.select_one(".sample-note"), path
        assert page.select_one("meta[name=robots]")["content"] == "noindex"


def test_a_site_that_shows_urdu_pages_keeps_them_without_the_setting(settings, client: Client) -> None:
    settings.SEED_TRANSLATIONS = False
    call_command("seed_site", stdout=StringIO())
    assert client.get("/ur/").status_code == 200
