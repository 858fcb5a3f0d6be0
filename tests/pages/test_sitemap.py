"""The sitemap for crawlers: the public pages that may be indexed, each with its translations."""

import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from tests import builders
from tests.page_types import SEEDED_PATHS, URDU_PATHS
from tests.reading import parsed

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
ALTERNATE = "{http://www.w3.org/1999/xhtml}link"
# The Urdu home page is a sample, which search engines are asked to leave out.
LISTED_PATHS = sorted(set(SEEDED_PATHS) - set(URDU_PATHS))


def listed(client, path: str) -> list[str]:
    """Return the paths that one file of the sitemap lists."""
    root = ElementTree.fromstring(client.get(path).content)
    return ["/" + each.text.split("/", 3)[3] for each in root.iter(f"{MAP}loc")]


def sitemap(client) -> list[str]:
    """Return the paths that the sitemap lists in all of its parts."""
    return [path for part in listed(client, "/sitemap.xml") for path in listed(client, part)]


def alternates(client, path: str) -> dict[str, str]:
    """Return the paths of a page in each language, as the sitemap gives them."""
    for part in listed(client, "/sitemap.xml"):
        for entry in ElementTree.fromstring(client.get(part).content).iter(f"{MAP}url"):
            if urlsplit(entry.findtext(f"{MAP}loc")).path == path:
                return {each.get("hreflang"): urlsplit(each.get("href")).path for each in entry.iter(ALTERNATE)}
    raise AssertionError(f"{path} is not listed")


def alternates_in_head(client, path: str) -> dict[str, str]:
    """Return the same, as the head of the page gives them."""
    links = parsed(client.get(path)).select("link[hreflang]")
    return {each["hreflang"]: urlsplit(each["href"]).path for each in links}


def test_the_sitemap_lists_exactly_the_public_pages_of_all_languages(client):
    assert sorted(sitemap(client)) == LISTED_PATHS


def test_the_sitemap_follows_what_is_published_and_hidden(client):
    urdu = builders.home().get_translation(Locale.objects.get(language_code="ur"))
    shown = builders.standard_page(slug="shown")
    builders.standard_page(parent=urdu, slug="urdu-page")
    builders.lock(builders.standard_page(slug="locked"))
    builders.standard_page(slug="draft", live=False)
    paths = sitemap(client)
    assert "/shown/" in paths and "/ur/urdu-page/" in paths
    assert "/locked/" not in paths and "/draft/" not in paths
    Page.objects.get(pk=shown.pk).specific.unpublish()
    assert "/shown/" not in sitemap(client)


def test_a_long_sitemap_has_parts_that_list_every_page_once(client, monkeypatch):
    monkeypatch.setattr("pages.sitemap.PART_SIZE", 5)
    parts = listed(client, "/sitemap.xml")
    assert len(parts) == -(-len(LISTED_PATHS) // 5)
    assert [len(listed(client, part)) for part in parts[:-1]] == [5] * (len(parts) - 1)
    assert sorted(sitemap(client)) == LISTED_PATHS
    assert client.get(f"/sitemap-{len(parts) + 1}.xml").status_code == 404


def test_the_sitemap_gives_the_day_of_a_pages_last_change(client):
    builders.standard_page(slug="fresh")
    root = ElementTree.fromstring(client.get("/sitemap-1.xml").content)
    days = {each.findtext(f"{MAP}loc"): each.findtext(f"{MAP}lastmod") for each in root.iter(f"{MAP}url")}
    day = next(day for address, day in days.items() if address.endswith("/fresh/"))
    assert datetime.date.fromisoformat(day) == localdate()


def test_no_address_is_in_the_sitemap_twice_and_all_of_them_answer(client):
    paths = sitemap(client)
    assert len(paths) == len(set(paths))
    assert [path for path in paths if client.get(path).status_code != 200] == []


def test_a_sample_translation_is_not_indexed(client):
    assert parsed(client.get("/ur/")).select_one("meta[name=robots]")["content"] == "noindex"
    assert not parsed(client.get("/")).select("meta[name=robots]")


@pytest.mark.parametrize("number", ["0", "2", "99999999999999999999"])
def test_a_part_of_the_sitemap_that_does_not_exist_is_not_found(client, number):
    assert client.get(f"/sitemap-{number}.xml").status_code == 404


def test_a_page_and_its_translation_name_each_other_and_the_default(client):
    page = builders.standard_page(slug="walk")
    urdu = builders.in_urdu(page, sample_note="")
    expected = {"en-gb": "/walk/", "ur": urdu.url, "x-default": "/walk/"}
    for path in ("/walk/", urdu.url):
        assert alternates(client, path) == expected
        assert alternates_in_head(client, path) == expected


def test_translations_in_another_part_of_the_sitemap_are_named_too(client, monkeypatch):
    monkeypatch.setattr("pages.sitemap.PART_SIZE", 5)
    urdu = builders.in_urdu(builders.standard_page(slug="walk"), sample_note="")
    assert alternates(client, "/walk/")["ur"] == urdu.url


def test_a_page_without_translations_names_none(client):
    assert alternates(client, "/about/") == alternates_in_head(client, "/about/") == {}


def test_a_page_that_search_engines_leave_out_is_neither_listed_nor_named_as_a_translation(client):
    page = builders.standard_page(slug="walk")
    urdu = builders.in_urdu(page, sample_note=builders.URDU_WORDS)
    assert urdu.url not in sitemap(client)
    assert alternates(client, "/walk/") == alternates_in_head(client, "/walk/") == {}
    assert alternates_in_head(client, urdu.url) == {}
    assert [link["href"] for link in parsed(client.get("/walk/")).select("ul.language-switcher a")] == [urdu.url]


def test_a_private_translation_is_not_named(client):
    urdu = builders.in_urdu(builders.standard_page(slug="walk"), sample_note="")
    builders.lock(urdu)
    assert alternates(client, "/walk/") == alternates_in_head(client, "/walk/") == {}


def test_no_page_of_the_sitemap_says_that_it_must_not_be_indexed(client):
    builders.standard_page(slug="sample", sample_note="A sample")
    builders.blog_page(slug="sample-post", sample_note="A sample")
    assert [path for path in sitemap(client) if parsed(client.get(path)).select("meta[name=robots]")] == []
