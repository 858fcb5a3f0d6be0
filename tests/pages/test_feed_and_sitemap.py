"""The feed of the blog, and the sitemap for crawlers."""

import datetime
from xml.etree import ElementTree

import pytest
from django.utils.timezone import localdate
from wagtail.models import Locale, Page

from pages.models import BlogPage
from tests import builders
from tests.page_types import SEEDED_PATHS
from tests.reading import parsed

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def feed(client) -> ElementTree.Element:
    return ElementTree.fromstring(client.get("/blog/feed/").content)


def listed(client, path: str) -> list[str]:
    """Return the paths that one file of the sitemap lists."""
    root = ElementTree.fromstring(client.get(path).content)
    return ["/" + each.text.split("/", 3)[3] for each in root.iter(f"{MAP}loc")]


def sitemap(client) -> list[str]:
    """Return the paths that the sitemap lists in all of its parts."""
    return [path for part in listed(client, "/sitemap.xml") for path in listed(client, part)]


def test_the_feed_is_valid_atom(client):
    root = feed(client)
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert root.findtext(ATOM + name)
    entry = root.find(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == builders.seeded(BlogPage).title
    assert entry.findtext(f"{ATOM}id").startswith("urn:uuid:")
    assert datetime.datetime.fromisoformat(entry.findtext(f"{ATOM}updated")).tzinfo
    assert entry.findtext(f"{ATOM}published").startswith("2020-11-03")
    assert entry.find(f"{ATOM}author").findtext(f"{ATOM}name") == "Zlakha Ahmed"
    assert entry.find(f"{ATOM}link").get("href").endswith("/blog/intersectionality/")
    assert {each.get("term") for each in entry.iter(f"{ATOM}category")} == {
        "Anti-racism",
        "Europe",
        "Violence against women and girls",
    }


def test_the_newest_entries_come_first_and_old_ones_drop_out(client):
    for day in range(1, 26):
        builders.blog_page(title=f"Post {day}", date=datetime.date(2021, 1, day))
    shown = [each.findtext(f"{ATOM}title") for each in feed(client).iter(f"{ATOM}entry")]
    assert shown == [f"Post {day}" for day in range(25, 5, -1)]


def test_an_entry_keeps_its_identity_when_its_address_changes(client):
    before = feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}id")
    post = builders.seeded(BlogPage)
    post.slug = "another-address"
    post.save_revision().publish()
    assert feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}id") == before


def test_a_discreet_post_stays_out_of_the_feed(client):
    builders.blog_page(title="Discreet", is_sensitive=True)
    assert "Discreet" not in client.get("/blog/feed/").content.decode()


def test_a_title_with_special_characters_keeps_the_feed_valid(client):
    title = "“Rights” & <wrongs> \u0001 حق"
    builders.blog_page(title=title.replace("\u0001", ""), date=datetime.date(2030, 1, 1))
    assert feed(client).find(f"{ATOM}entry").findtext(f"{ATOM}title") == title.replace("\u0001", "")


def test_a_post_without_an_author_is_by_the_organisation(client):
    builders.blog_page(title="By nobody", date=datetime.date(2030, 1, 1))
    assert feed(client).find(f"{ATOM}entry").find(f"{ATOM}author").findtext(f"{ATOM}name") == "Apna Haq"


def test_the_sitemap_lists_exactly_the_public_pages_of_all_languages(client):
    assert sorted(sitemap(client)) == sorted(set(SEEDED_PATHS))


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
    assert len(parts) == -(-len(SEEDED_PATHS) // 5)
    assert [len(listed(client, part)) for part in parts[:-1]] == [5] * (len(parts) - 1)
    assert sorted(sitemap(client)) == sorted(set(SEEDED_PATHS))
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
