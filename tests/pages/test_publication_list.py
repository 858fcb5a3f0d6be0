"""The list of publications: by year, narrowed to a kind, a year or a topic, and seen nowhere while it is empty."""

import datetime
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Locale, Page

from pages.models import Announcement, Navigation, PublicationIndexPage, PublicationPage, SearchAnswer
from tests import builders
from tests.reading import parsed, plain, words

pytestmark = pytest.mark.django_db

PATH = "/publications/"
SEEN_ON = ["/", "/about/", "/sitemap-1.xml", "/search/?q=consultations"]


def publication(title: str, year: int, kind: str = "briefing", **fields: Any) -> PublicationPage:
    return builders.publication_page(title=title, date=datetime.date(year, 2, 1), kind=kind, **fields)


@pytest.fixture
def publications() -> None:
    """Publish some of two kinds from two years."""
    publication("Older report", 2023, "report")
    publication("Newer briefing", 2024)
    publication("Older briefing", 2023)


def outline(page: BeautifulSoup) -> list[str]:
    return [plain(heading.get_text()) for heading in page.main.select("h1, h2, h3")]


def choices(page: BeautifulSoup, name: str) -> dict[str, str]:
    return {words(link): link["href"] for link in page.select(f"nav[aria-label={name}] a")}


# What it lists


def test_a_new_site_leads_to_it_from_every_page_once_something_is_published(client):
    footer = "footer a[href='/publications/']"
    assert not parsed(client.get("/about/")).select(footer)
    publication("First", 2024)
    assert len(parsed(client.get("/about/")).select(footer)) == 1


@pytest.mark.usefixtures("publications")
def test_publications_are_listed_by_year_with_their_kinds_the_newest_first(client):
    page = parsed(client.get(PATH))
    assert outline(page) == ["Publications", "2024", "Newer briefing", "2023", "Older briefing", "Older report"]
    assert [words(each) for each in page.select("main .type-label")] == ["Briefing", "Briefing", "Report"]


@pytest.mark.usefixtures("publications")
def test_readers_choose_a_kind_or_a_year(client):
    page = parsed(client.get(PATH))
    assert choices(page, "Kinds") == {"Everything": PATH, "Briefings": "?kind=briefing", "Reports": "?kind=report"}
    assert choices(page, "Years") == {"2024": "?year=2024", "2023": "?year=2023"}
    reports = parsed(client.get(f"{PATH}?kind=report"))
    assert outline(reports) == ["Publications: Reports", "2023", "Older report"]
    assert words(reports.select_one(".pagination [aria-current]")) == "Reports"
    assert outline(parsed(client.get(f"{PATH}?year=2023")))[1:] == ["Older briefing", "Older report"]
    both = parsed(client.get(f"{PATH}?kind=briefing&year=2023"))
    assert outline(both) == ["Publications: Briefings, 2023", "Older briefing"]


@pytest.mark.usefixtures("publications")
@pytest.mark.parametrize(
    "query", ["kind=response", "kind=x", "year=2022", "year=x", "kind=report&year=2024", "year=%00"]
)
def test_what_nothing_was_published_of_is_not_found(client, query):
    assert client.get(f"{PATH}?{query}").status_code == 404


def test_one_kind_in_one_year_leaves_nothing_to_choose(client):
    publication("Alone", 2024)
    assert not parsed(client.get(PATH)).main.select("nav:not(.breadcrumbs)")


def test_a_single_publication_has_its_year_beside_it_and_no_filter(client):
    publication("Alone", 2024, topics=[builders.topic(name="Housing", slug="housing")])
    page = parsed(client.get(PATH))
    assert outline(page) == ["Publications", "Alone"]
    assert words(page.select_one("main .type-label")) == "2024 Briefing"
    assert not page.select("main .filters")
    assert outline(parsed(client.get(f"{PATH}?topic=housing")))[0] == "Publications: Housing"


def test_every_part_has_a_title_a_heading_and_an_address_of_its_own_and_only_all_of_them_is_indexed(client):
    topic = builders.topic(name="Housing", slug="housing")
    for number in range(12):
        publication(f"Sample {number}", 2024, topics=[topic])
    publication("Report", 2023, "report")
    queries = ["", "?page=2", "?kind=briefing", "?kind=briefing&page=2", "?year=2024", "?topic=housing"]
    pages = {query: parsed(client.get(PATH + query)) for query in queries}
    for values in (
        [page.title.get_text() for page in pages.values()],
        [plain(page.h1.get_text()) for page in pages.values()],
        [page.select_one("meta[name=description]")["content"] for page in pages.values()],
    ):
        assert len(set(values)) == len(queries), values
    for query, page in pages.items():
        assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{PATH}{query}"
        assert bool(page.select("meta[name=robots][content=noindex]")) is (query not in ("", "?page=2"))
    assert pages["?kind=briefing"].select_one("a[rel=next]")["href"] == "?kind=briefing&page=2"


# While it is empty


def is_seen(client: Client) -> list[str]:
    """Return the places where the list is seen, in responses and in the places that an editor put it."""
    index = builders.seeded(PublicationIndexPage)
    navigation = Navigation.objects.get()
    navigation.main_menu = navigation.footer_menu = [("item", {"page": index, "label": "Zaubergarten"})]
    navigation.save()
    announcement = Announcement.for_site(builders.home().get_site())
    announcement.text, announcement.link_text, announcement.page = "Something new", "Read it", index
    announcement.save()
    english = Locale.get_default()
    SearchAnswer.objects.create(words="consultations", pages=[("page", index)], locale=english)
    link = f'<p><a linktype="page" id="{index.pk}">There</a></p>'
    builders.standard_page(slug="linking", body=[("paragraph", link)])
    return [path for path in [*SEEN_ON, "/linking/"] if PATH in client.get(path).content.decode()]


def test_an_empty_list_is_in_no_menu_link_search_sitemap_or_head_although_it_was_put_there(client):
    assert is_seen(client) == []
    assert "Zaubergarten" not in client.get("/").content.decode()
    page = parsed(client.get(PATH))
    assert "There is nothing here yet." in words(page.main)
    assert page.select("meta[name=robots][content=noindex]")


def test_the_list_is_seen_everywhere_with_its_first_publication_and_no_more_once_that_is_gone(client):
    first = publication("First", 2024)
    seen = is_seen(client)
    assert seen == [*SEEN_ON, "/linking/"]
    assert [words(link) for link in parsed(client.get("/")).select("#nav a")] == ["Zaubergarten"]
    assert not parsed(client.get(PATH)).select("meta[name=robots]")
    builders.lock(first)
    assert "Zaubergarten" not in client.get("/").content.decode()
    Page.objects.get(pk=first.pk).specific.unpublish()
    assert f"{PATH}<" not in client.get("/sitemap-1.xml").content.decode()


def test_where_the_urdu_list_is_empty_the_urdu_menu_leads_to_the_english_one(client):
    publication("First", 2024)
    index = builders.seeded(PublicationIndexPage)
    urdu = builders.in_urdu(index)
    navigation = Navigation.objects.get()
    navigation.main_menu = [("item", {"page": index})]
    navigation.save()
    link = parsed(client.get("/ur/")).select_one("#nav a")
    assert (link["href"], link["hreflang"]) == (PATH, "en-gb")
    builders.in_urdu(PublicationPage.objects.get())
    assert parsed(client.get("/ur/")).select_one("#nav a")["href"] == urdu.url
