"""A publication: its kind, authors, date and text, its documents in several languages, and how others find it."""

import datetime
import json
from typing import Any

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import OrganisationIdentity, PublicationPage
from tests import builders
from tests.reading import main_words, parsed, words

pytestmark = pytest.mark.django_db

ADDRESS = "http://testserver"
PDF = b"%PDF-1.7 sample"


def document(own_title: str, **values: Any) -> tuple[str, dict[str, Any]]:
    """Return a block with a new document that has a title of its own; another may be given here."""
    return "document", {"document": builders.document(PDF, "sample.pdf", title=own_title), "language": "en", **values}


def published(**fields: Any) -> PublicationPage:
    """Publish a briefing of one author with a document in two languages."""
    documents = [document("Sample briefing", pages=12), document("نمونہ بریفنگ", language="ur", pages=1)]
    fields = {"authors": [builders.person(name="Sample Author")], "documents": documents, **fields}
    return builders.publication_page(date=datetime.date(2024, 3, 5), **fields)


def items(client: Client, page: PublicationPage) -> list[str]:
    """Return what a page says of each document."""
    return [words(each).replace("\xa0", " ") for each in parsed(client.get(page.url)).select("main .downloads li")]


def test_a_publication_says_what_it_is_who_wrote_it_and_when(client):
    page = published(kind="response", body=[("paragraph", "<p>Sample words of the response.</p>")])
    shown = parsed(client.get(page.url)).main
    assert words(shown.select_one(".type-label")) == "Response to a consultation, 5 March 2024"
    assert words(shown.select_one(".facts")) == "Author Sample Author"
    assert "Sample words of the response." in words(shown)
    assert [words(link) for link in shown.select(".breadcrumbs a")] == ["Home", "Publications"]


def test_the_size_of_a_document_is_written_out_in_urdu(client):
    large = {"document": builders.document(b"%PDF-1.7" + bytes(249_992)), "language": "ur"}
    page = builders.in_urdu(published(), documents=[("document", large)])
    meta = words(parsed(client.get(page.url)).select_one("main .downloads .meta"))
    assert "244.1 کلو بائٹ" in meta.replace("\xa0", " ") and "۔" not in meta


def test_a_publication_without_authors_is_by_the_organisation(client):
    page = published(authors=[])
    assert words(parsed(client.get(page.url)).select_one(".facts dd")) == "Apna Haq"


def test_each_document_comes_with_its_type_language_pages_and_size(client):
    assert items(client, published()) == [
        "Sample briefing PDF, English, 12 pages, 15 bytes, saved on your device",
        "نمونہ بریفنگ PDF, Urdu (اردو), 1 page, 15 bytes, saved on your device",
    ]


def test_a_document_in_another_language_is_named_in_its_language_and_says_where_the_link_leads(client):
    page = published()
    english, urdu = parsed(client.get(page.url)).select("main .downloads a")
    assert (english["hreflang"], urdu["hreflang"]) == ("en", "ur")
    assert not english.select("[lang]")
    assert (urdu.span["lang"], urdu.span["dir"]) == ("ur", "rtl")
    assert client.get(urdu["href"]).status_code == 200


def test_a_document_whose_number_of_pages_is_not_known_says_none(client):
    assert "page" not in items(client, published(documents=[document("Sample")]))[0]


def test_a_document_that_was_deleted_is_left_out(client):
    chosen = document("Sample")
    page = published(documents=[chosen])
    chosen[1]["document"].delete()
    assert not parsed(client.get(page.url)).select("main .downloads, #documents")


def test_a_publication_that_is_only_a_document_begins_with_its_summary(client):
    page = published(lead="", search_description="What the sample says.")
    assert words(parsed(client.get(page.url)).select_one("main p.lead")) == "What the sample says."


def test_topics_lead_to_the_other_publications_about_them(client):
    topic = builders.topic(name="Housing", slug="housing")
    page = published(topics=[topic])
    link = parsed(client.get(page.url)).select_one("main .tags a")
    assert (words(link), link["href"]) == ("Housing", "/publications/?topic=housing")
    assert page.title in main_words(client.get(link["href"]))


# How others find it


def test_search_engines_read_that_it_is_a_report_with_documents(client):
    page = published(kind="report", title="Sample report")
    html = client.get(page.url).content.decode()
    page = BeautifulSoup(html, "html.parser")
    found = [json.loads(script.string) for script in page.select("script[type='application/ld+json']")]
    [report] = [each for each in found if each["@type"] == "Report"]
    assert (report["headline"], report["genre"], report["datePublished"]) == ("Sample report", "Report", "2024-03-05")
    assert report["author"] == [{"@type": "Person", "name": "Sample Author"}]
    assert report["publisher"]["name"] == "Apna Haq"
    english, urdu = report["encoding"]
    assert (english["name"], english["encodingFormat"], english["contentSize"]) == (
        "Sample briefing",
        "application/pdf",
        str(len(PDF)),
    )
    assert (urdu["@type"], urdu["inLanguage"]) == ("MediaObject", "ur")
    assert urdu["contentUrl"].startswith(f"{ADDRESS}/documents/")


def test_a_discreet_publication_says_nothing_of_itself_to_others(client):
    page = parsed(client.get(published(is_sensitive=True).url))
    assert not page.select("script[type='application/ld+json'], meta[property='og:description'], link[type*=atom]")


@pytest.mark.each_database
def test_the_search_finds_it_as_a_publication_by_the_titles_of_its_documents(client):
    published(title="Sample one", documents=[document("Zaubergarten")])
    published(title="Sample two", documents=[document("Other", title="Zaubergarten too")])
    builders.standard_page(title="Zaubergarten three")
    page = parsed(client.get("/search/", {"q": "zaubergarten", "kind": "publication"}))
    found = page.select("main ul.page-list li")
    assert {words(each.h2) for each in found} == {"Sample one", "Sample two"}
    assert {words(each.select_one(".type-label")) for each in found} == {"Publication"}


@pytest.mark.each_database
def test_a_document_with_another_title_is_found_by_that_and_a_deleted_one_by_none(client):
    chosen = document("Zaubergarten")
    published(documents=[chosen])
    file = chosen[1]["document"]

    def is_found(query: str) -> bool:
        return bool(parsed(client.get("/search/", {"q": query})).select("main a[href^='/publications/']"))

    assert is_found("Zaubergarten")
    file.title = "Rosengarten"
    file.save()
    assert is_found("Rosengarten") and not is_found("Zaubergarten")
    file.delete()
    assert not is_found("Rosengarten")


def test_a_feed_reader_gets_the_text_and_the_documents(client):
    OrganisationIdentity.objects.update(name="Apna Haq")
    page = published(title="Sample briefing", body=[("paragraph", "<p>Sample words.</p>")])
    found = feedparser.parse(client.get("/publications/feed/").content, sanitize_html=False)
    assert not found.bozo and found.feed.title == "Apna Haq: Publications"
    [entry] = found.entries
    assert (entry.title, entry.author, entry.link) == ("Sample briefing", "Sample Author", f"{ADDRESS}{page.url}")
    assert "Sample words." in entry.content[0].value
    assert entry.content[0].value.count(f'href="{ADDRESS}/documents/') == 2


def test_the_feed_is_named_in_the_heads_of_home_list_and_publication(client):
    page = published()
    for path in ("/", "/publications/", page.url):
        assert parsed(client.get(path)).select("link[type='application/atom+xml'][href='/publications/feed/']"), path
