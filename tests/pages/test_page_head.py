"""The head of a page and its headline, and what a page shows where the pages above it are hidden."""

import json

import pytest
from bs4 import BeautifulSoup
from wagtail.models import Page

from pages.models import OrganisationIdentity
from pages.templatetags.site_tags import headline, is_short_title, linked_data
from tests import builders
from tests.page_types import SEEDED_PATHS
from tests.reading import parsed, plain

pytestmark = pytest.mark.django_db


# The head


@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_every_page_has_valid_linked_data_and_a_canonical_address(client, path):
    page = parsed(client.get(path))
    for script in page.select('script[type="application/ld+json"]'):
        data = json.loads(script.string)
        assert data["@context"] == "https://schema.org"
    assert len(page.select("link[rel=canonical]")) == 1
    assert page.select_one("link[rel=canonical]")["href"].endswith(path)


@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_a_title_with_signs_of_html_is_shown_as_it_was_typed(client, path):
    Page.objects.all().update(title="Women's R&D work", draft_title="")
    text = parsed(client.get(path)).get_text()
    assert "Women's R&D work" in plain(text)
    assert "&amp;" not in text and "&#x27;" not in text


def test_a_title_cannot_end_the_script_element_of_the_linked_data(client):
    title = "</script><script>alert(1)</script><!-- & \u2028"
    page = builders.blog_page(title=title, seo_title="", slug="nasty")
    document = parsed(client.get(page.url))
    blocks = [json.loads(script.string) for script in document.select('script[type="application/ld+json"]')]
    assert any(block.get("headline") == title for block in blocks)
    assert not any(
        "alert" in (script.string or "") for script in document.select("script:not([type='application/ld+json'])")
    )


@pytest.mark.parametrize("text", ["</script>", "<!--", "<script", "]]>", "&amp;", "\u2028\u2029", '"\\'])
def test_linked_data_is_escaped(text):
    written = linked_data({"name": text})
    assert "<" not in written and ">" not in written
    assert json.loads(written) == {"name": text}


@pytest.mark.parametrize("path", ["/", "/about/", "/contact/", "/contact/sent/", "/search/", "/nowhere/"])
def test_every_title_has_the_name_that_staff_gave_the_organisation(client, path):
    OrganisationIdentity.objects.update(name="Another name")
    head = parsed(client.get(path)).head
    assert "Another name" in head.title.get_text()
    assert head.select_one("meta[property='og:site_name']")["content"] == "Another name"


def test_discreet_pages_have_no_linked_data(client):
    for path in ("/contact/", "/staying-safe-online/"):
        assert not parsed(client.get(path)).select('script[type="application/ld+json"]')


def test_every_page_has_a_description(client):
    for path in SEEDED_PATHS:
        if path != "/ur/":
            assert parsed(client.get(path)).select_one("meta[name=description]")["content"], path


# Headlines in two weights


@pytest.mark.parametrize(
    ("title", "heavy", "light"),
    [
        ("Anti-racism", "Anti-racism", ""),
        ("Local work", "Local", "work"),
        ("Staying safe online", "Staying safe", "online"),
        ("‘Get over the shock’: challenging racism", "‘Get over the shock’:", "challenging racism"),
        ("Intersectionality at the heart of our work", "Intersectionality", "at the heart of our work"),
        ("", "", ""),
        ("<b>Bold & brave</b> words", "<b>Bold & brave</b>", "words"),
    ],
)
def test_a_headline_is_heavy_first_and_light_after(title, heavy, light):
    page = BeautifulSoup(headline(title), "html.parser")
    light_part = page.find("span", class_="light-weight")
    assert (light_part.get_text() if light_part else "") == light
    assert plain(page.get_text()) == plain(title)
    assert not page.find("b")


def test_only_titles_that_fit_a_narrow_screen_are_set_giant():
    assert is_short_title("Local work")
    assert not is_short_title("Intersectionality matters")
    assert not is_short_title("One two three four five")


# Hidden pages above


def test_work_below_a_hidden_overview_has_no_next_page(client):
    Page.objects.get(slug="anti-racism").unpublish()
    page = parsed(client.get("/anti-racism/local/"))
    assert plain(page.h1.get_text()) == "Local work"
    assert page.select("nav.next-page") == []


def test_a_post_below_a_hidden_list_shows_no_topics(client):
    Page.objects.get(slug="blog").unpublish()
    assert parsed(client.get("/blog/intersectionality/")).select("ul.tags") == []
