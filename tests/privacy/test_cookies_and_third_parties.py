"""A visit stores nothing on the visitor's device and sends nothing to other sites."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings

from tests import builders
from tests.page_types import ALL_PATHS
from tests.reading import parsed

pytestmark = pytest.mark.django_db

MACHINE_PATHS = [
    "/blog/feed/",
    "/interviews/feed/",
    "/sitemap.xml",
    "/robots.txt",
    "/.well-known/security.txt",
    "/health/live",
    "/health/ready",
    "/exit/",
    "/exit/practice/",
    "/wider-work/anti-racism/",
    "/anti-racism",
    "/media/images/none.png",
    "/ur/no-such-page/",
]
# Attributes from which a browser fetches, or to which it sends, by itself.
FETCHED = {
    "action": None,
    "background": None,
    "data": {"object"},
    "formaction": None,
    "href": {"base", "image", "link", "use"},
    "imagesrcset": None,
    "manifest": None,
    "ping": None,
    "poster": None,
    "src": None,
    "srcset": None,
    "xlink:href": None,
}
# These links are read by machines that came anyway; no browser fetches them.
NOT_FETCHED = {"alternate", "canonical"}


def third_parties(document: BeautifulSoup) -> list[str]:
    """Return every address of another site that a browser would request by itself."""
    found = []
    for element in document.find_all(True):
        if element.name == "link" and NOT_FETCHED & set(element.get("rel", [])):
            continue
        for attribute, elements in FETCHED.items():
            if attribute in element.attrs and (elements is None or element.name in elements):
                for address in re.split(r",\s+", element[attribute]):
                    if urlsplit(address.strip()).netloc or address.startswith(("data:", "blob:", "javascript:")):
                        found.append(f"<{element.name} {attribute}={address}>")
    return found


@pytest.mark.parametrize("path", [*ALL_PATHS, *MACHINE_PATHS])
def test_no_response_sets_a_cookie(client, path):
    response = client.get(path)
    assert not response.cookies
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("path", ALL_PATHS)
def test_no_page_varies_by_cookie(client, path):
    assert "cookie" not in client.get(path).headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", ALL_PATHS)
def test_no_page_loads_anything_from_another_site(client, path):
    assert third_parties(parsed(client.get(path))) == []


def test_a_page_with_every_block_loads_nothing_from_another_site(client):
    page = builders.standard_page(body=builders.every_block())
    assert third_parties(parsed(client.get(page.url))) == []


def test_the_style_sheets_and_scripts_name_no_other_site():
    for path in [*Path(settings.BASE_DIR, "static").rglob("*.css"), *Path(settings.BASE_DIR, "static").rglob("*.js")]:
        text = path.read_text()
        assert not re.search(r"""(https?:)?//[\w-]+\.[\w.-]+/?["')]""", text), path.name
        assert "sendBeacon" not in text, path.name


def test_no_picture_of_ours_refers_to_another_site():
    for path in Path(settings.BASE_DIR, "static").rglob("*.svg"):
        addresses = set(re.findall(r"https?://[^\s\"']+", path.read_text()))
        assert addresses <= {"http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"}, path.name


def test_links_to_other_sites_do_not_say_where_the_reader_comes_from(client):
    body = [
        *builders.every_block(),
        ("paragraph", '<p>See <a href="https://www.example.org/rich">another site</a>.</p>'),
        ("question", {"question": "Where?", "answer": '<p><a href="https://www.example.org/answer">There</a></p>'}),
        ("passage", {"language": "ur", "text": '<p><a href="https://www.example.org/passage">اردو</a></p>'}),
        ("help_box", {"title": "Help", "text": '<p><a href="https://www.example.org/help">Help</a></p>'}),
    ]
    page = builders.standard_page(body=body, lead='<p><a href="https://www.example.org/lead">Lead</a></p>')
    links = [link for link in parsed(client.get(page.url)).main("a", href=True) if urlsplit(link["href"]).netloc]
    assert len(links) >= 7
    assert [str(link) for link in links if "noreferrer" not in link.get("rel", [])] == []


@pytest.mark.parametrize("path", ALL_PATHS)
def test_links_of_the_seeded_pages_do_not_say_where_the_reader_comes_from(client, path):
    links = [link for link in parsed(client.get(path))("a", href=True) if urlsplit(link["href"]).netloc]
    assert [str(link) for link in links if "noreferrer" not in link.get("rel", [])] == []


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/staying-safe-online/", ["any words you searched for here", "perhaps the name, email address or phone"]),
        ("/ur/staying-safe-online/", ["وہ الفاظ بھی جو آپ نے یہاں تلاش کیے", "شاید وہ نام، ای میل ایڈریس یا فون نمبر"]),
    ],
    ids=["English", "Urdu"],
)
def test_the_page_about_staying_safe_says_what_the_browser_keeps_by_itself(client, path, kept):
    left_behind = parsed(client.get(path)).find(id="left-behind").find_next("ul").get_text()
    assert [words for words in kept if words not in left_behind] == []
