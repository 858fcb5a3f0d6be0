"""Every public address answers as it should."""

from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext
from wagtail.contrib.redirects.models import Redirect

from pages.search import views
from tests import builders
from tests.page_types import PAGE_TYPES, SEEDED_PATHS
from tests.reading import links, parsed, plain

pytestmark = pytest.mark.django_db

# What the page at an address calls itself, in its h1.
HEADINGS = {
    "/anti-racism/": "Anti-racism",
    "/anti-racism/local/": "Local work",
    "/anti-racism/national/": "National work",
    "/anti-racism/european/": "European work",
    "/interviews/": "Interviews",
    "/blog/": "Blog",
    "/blog/intersectionality/": "Intersectionality at the heart of working on violence against women and girls",
    "/contact/": "Contact us",
    "/staying-safe-online/": "Staying safe online",
    "/privacy/": "Privacy",
    "/accessibility/": "Accessibility",
    "/glossary/": "Glossary",
    "/about/": "About us",
    "/search/": "Search",
}
CONTENT_TYPES = {
    "/blog/feed/": "application/atom+xml",
    "/interviews/feed/": "application/atom+xml",
    "/sitemap.xml": "application/xml",
    "/sitemap-1.xml": "application/xml",
    "/robots.txt": "text/plain",
    "/.well-known/security.txt": "text/plain",
    "/health/live": "text/plain",
    "/health/ready": "text/plain",
}
MISSING = [
    "/no-such-page/",
    "/anti-racism/no-such-page/",
    "/anti-racism/local/below/",
    "/blog/intersectionality/below/",
    "/blog/no-such-post/",
    "/ur/no-such-page/",
    "/ur/blog/",
    "/ur/blog/feed/",
    "/ur/interviews/feed/",
    "/en-gb/",
    "/fr/",
    "/django-admin/",
    "/_util/login/",
    "/ur/_util/login/",
    # Longer than a number that Python reads.
    f"/documents/{'9' * 5000}/report.pdf",
    f"/documents/authenticate_with_password/{'9' * 5000}/",
    f"/_util/authenticate_with_password/1/{'9' * 5000}/",
    "/media/images/no-such-picture.jpg",
    # Longer than the name of a file can be.
    f"/media/images/{'a' * 300}.jpg",
    "/documents/1/no-such-file.pdf",
]


@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_every_page_of_the_starter_content_answers(client, path):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize(("path", "heading"), HEADINGS.items())
def test_a_page_says_what_it_is(client, path, heading):
    page = parsed(client.get(path))
    assert plain(page.h1.get_text()) == heading
    assert page.title.get_text().endswith("Apna Haq")


@pytest.mark.parametrize(("path", "content_type"), CONTENT_TYPES.items())
def test_a_response_for_programs_has_its_content_type(client, path, content_type):
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith(content_type)


@pytest.mark.parametrize("path", MISSING)
def test_an_address_without_a_page_shows_a_helpful_page(client, path):
    response = client.get(path)
    assert response.status_code == 404
    page = parsed(response)
    assert page.select_one("a.exit")
    assert page.select_one('a[href="tel:999"]')


def test_an_address_of_a_thousand_levels_is_not_looked_for(client):
    with CaptureQueriesContext(connection) as captured:
        assert client.get("/a" * 1000 + "/").status_code == 404
    assert max(len(query["sql"]) for query in captured) < 10_000


def test_a_page_many_levels_below_the_home_page_is_found(client):
    page = builders.home()
    for _level in range(22):
        page = builders.standard_page(parent=page, slug="a")
    assert client.get("/a" * 22 + "/").status_code == 200


@pytest.mark.parametrize("path", ["/wider-work/anti-racism/", "/wider-work/anti-racism"])
def test_the_old_address_redirects_permanently_in_one_step(client, path):
    response = client.get(path)
    assert (response.status_code, response.headers["Location"]) == (301, "/anti-racism/")
    assert client.get("/anti-racism/").status_code == 200


@pytest.mark.parametrize("page_type", PAGE_TYPES[1:], ids=str)
def test_an_address_without_its_last_slash_redirects_to_the_page(client, page_type):
    page_type.example()
    response = client.get(page_type.path.rstrip("/"))
    assert (response.status_code, response.headers["Location"]) == (301, page_type.path)


def test_every_link_within_the_site_leads_somewhere(client):
    waiting, seen = dict.fromkeys(SEEDED_PATHS, "the tests"), set()
    while waiting:
        path, origin = waiting.popitem()
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, f"{origin} links to {path}"
        for link in links(response):
            address = urlsplit(link)
            if address.scheme or address.netloc or not address.path.startswith("/") or "/exit/" in address.path:
                continue
            if (target := address._replace(fragment="").geturl()) not in seen:
                waiting[target] = path


def test_the_health_checks_report_the_process_and_the_database(client):
    assert client.get("/health/live").content == b"live\n"
    assert client.get("/health/ready").content == b"ready\n"


@pytest.mark.parametrize("error", [OperationalError, InterfaceError])
def test_any_failure_of_the_database_makes_the_site_not_ready(client, monkeypatch, error):
    def fail(*args):
        raise error("no connection")

    monkeypatch.setattr(connection, "cursor", fail)
    response = client.get("/health/ready")
    assert (response.status_code, response.content) == (503, b"the database does not answer\n")


def test_robots_txt_names_the_sitemap_and_what_is_no_page(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert "Disallow: /exit/" in lines
    assert any(line.startswith("Sitemap: ") and line.endswith("/sitemap.xml") for line in lines)
    assert not any("admin" in line for line in lines)


def test_security_txt_says_where_to_report_a_vulnerability(client):
    fields = dict(line.split(": ", 1) for line in client.get("/.well-known/security.txt").content.decode().splitlines())
    assert fields["Contact"].startswith(("mailto:", "http"))
    assert datetime.fromisoformat(fields["Expires"]) > datetime.now(UTC)


def test_a_redirect_that_an_editor_made_works(client):
    Redirect.objects.create(old_path="/old", redirect_link="/about/", is_permanent=True)
    response = client.get("/old/")
    assert response.status_code == 301
    assert response.headers["Location"] == "/about/"


def test_a_server_error_shows_a_helpful_page(client, monkeypatch):
    monkeypatch.setattr(views, "visible_pages", lambda request: 1 / 0)
    client.raise_request_exception = False
    response = client.get("/search/?q=racism")
    assert response.status_code == 500
    page = parsed(response)
    assert plain(page.h1.get_text()) == "Something went wrong"
    assert page.select_one('a.exit[href="/exit/"]')
    assert page.select_one('a[href="tel:999"]')


def test_a_page_that_was_moved_is_found_at_its_new_address(client):
    page = builders.standard_page(slug="below")
    page.move(builders.seeded(type(page)), pos="last-child")
    page.refresh_from_db()
    assert client.get("/about/below/").status_code == 200
    assert client.get("/below/").status_code in {301, 404}
