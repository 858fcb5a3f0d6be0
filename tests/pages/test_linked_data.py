"""What a page says about itself in schema.org's terms."""

import datetime
import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from rdflib import RDF, Graph, namespace
from rdflib.parser import InputSource
from rdflib.plugins.shared.jsonld import context as contexts

from pages.models import InterviewPage, Navigation, OrganisationIdentity
from tests import builders
from tests.page_types import SEEDED_PATHS

pytestmark = [pytest.mark.django_db, pytest.mark.each_database]

ADDRESS = "http://testserver"
# What https://schema.org answers, as far as our data needs it: all names are its own.
CONTEXT = {"@context": {"@vocab": str(namespace.SDO)}}


def data(path: str) -> dict[str, dict[str, Any]]:
    """Return the linked data of a page by type."""
    page = BeautifulSoup(Client().get(path).content, "html.parser")
    found = [json.loads(script.string) for script in page.select("script[type='application/ld+json']")]
    types = [each["@type"] for each in found]
    assert len(types) == len(set(types))
    return {each["@type"]: each for each in found}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Graph]:
    """Return a function that reads the linked data of a page with a library that is not ours, as triples."""
    asked = []

    def answer(address: str) -> tuple[dict[str, Any], None]:
        asked.append(address)
        return CONTEXT, None

    monkeypatch.setattr(contexts, "source_to_json", answer)

    def read_page(path: str) -> Graph:
        source = InputSource()
        source.content_type = "text/html"
        source.setByteStream(BytesIO(Client().get(path).content))
        graph = Graph().parse(source, format="json-ld", publicID=f"{ADDRESS}{path}", extract_all_scripts=True)
        assert set(asked) <= {"https://schema.org"}
        return graph

    return read_page


def breadcrumbs(path: str) -> list[tuple[str, str]]:
    """Return the names and paths of the breadcrumbs of a page."""
    items = data(path)["BreadcrumbList"]["itemListElement"]
    assert [each["position"] for each in items] == list(range(1, len(items) + 1))
    return [(each["name"], each["item"].removeprefix(ADDRESS)) for each in items]


@pytest.mark.parametrize("path", SEEDED_PATHS)
def test_another_library_reads_the_data_of_every_page_and_finds_only_terms_of_schema_org(
    read: Callable[[str], Graph], path: str
) -> None:
    graph = read(path)
    # The two discreet pages have none.
    assert bool(graph) is not path.endswith(("/contact/", "/staying-safe-online/"))
    terms = {*graph.predicates(), *graph.objects(None, RDF.type)} - {RDF.type, namespace.SDO["query-input"]}
    assert {term for term in terms if term not in namespace.SDO} == set()


def test_another_library_reads_who_wrote_a_post_and_where_it_stood_first(read: Callable[[str], Graph]) -> None:
    page = builders.blog_page(
        authors=[builders.person(name="Sample Author")],
        publisher=builders.organisation(name="A sample network", website="https://www.example.org/"),
        original_url="https://www.example.org/post",
        original_title="Their title",
    )
    [answer] = read(page.url).query(
        """
        SELECT ?author ?original ?publisher WHERE {
            ?post a sdo:BlogPosting ; sdo:author/sdo:name ?author ; sdo:isBasedOn ?source .
            ?source sdo:url ?original ; sdo:publisher/sdo:name ?publisher .
        }""",
        initNs={"sdo": namespace.SDO},
    )
    assert [str(each) for each in answer] == ["Sample Author", "https://www.example.org/post", "A sample network"]


def test_another_library_reads_the_way_to_an_interview(read: Callable[[str], Graph]) -> None:
    steps = read("/interviews/get-over-the-shock/").query(
        """
        SELECT ?name WHERE { ?step a sdo:ListItem ; sdo:position ?position ; sdo:name ?name } ORDER BY ?position
        """,
        initNs={"sdo": namespace.SDO},
    )
    assert [str(name) for [name] in steps] == ["Apna Haq", "Interviews", "‘Get over the shock, this is reality’"]


def test_the_home_page_says_who_we_are() -> None:
    organisation = OrganisationIdentity.objects.get()
    ngo = data("/")["NGO"]
    assert ngo["name"] == "Apna Haq"
    assert ngo["alternateName"] == organisation.alternate_name == "اپنا حق"
    assert ngo["areaServed"] == organisation.place == "Rotherham, South Yorkshire"
    assert ngo["logo"]["url"].startswith(f"{ADDRESS}/static/img/touch-icon")
    assert ngo["foundingDate"] == "1994"


def test_what_is_not_known_of_the_organisation_is_left_out() -> None:
    OrganisationIdentity.objects.update(alternate_name="", place="", founded=None)
    assert not {"alternateName", "areaServed", "foundingDate", "email"} & set(data("/")["NGO"])


def test_the_home_page_says_how_the_site_is_searched() -> None:
    site = data("/")["WebSite"]
    template = site["potentialAction"]["target"]["urlTemplate"]
    assert site["potentialAction"]["@type"] == "SearchAction"
    assert site["potentialAction"]["query-input"] == "required name=search_term_string"
    answer = Client().get(template.replace("{search_term_string}", "racism").removeprefix(ADDRESS))
    assert answer.status_code == 200
    assert "/anti-racism/" in answer.content.decode()


def test_the_urdu_search_is_that_of_the_urdu_site() -> None:
    site = data("/ur/")["WebSite"]
    assert site["inLanguage"] == "ur"
    assert site["potentialAction"]["target"]["urlTemplate"].startswith(f"{ADDRESS}/ur/search/")


def test_breadcrumbs_have_the_short_names_of_menus_and_cards() -> None:
    assert breadcrumbs("/anti-racism/european/") == [
        ("Apna Haq", "/"),
        ("Anti-racism", "/anti-racism/"),
        ("Europe", "/anti-racism/european/"),
    ]
    assert breadcrumbs("/blog/intersectionality/")[-1][0] == "Intersectionality at the heart of our work"
    navigation = Navigation.objects.get()
    navigation.footer_menu = [("item", {"page": builders.seeded(InterviewPage).get_parent(), "label": "Talks"})]
    navigation.main_menu = []
    navigation.save()
    assert ("Talks", "/interviews/") in breadcrumbs("/interviews/get-over-the-shock/")


@pytest.mark.parametrize("path", [path for path in SEEDED_PATHS if path not in {"/", "/ur/"}])
def test_every_page_but_home_and_discreet_ones_has_breadcrumbs_that_end_with_itself(path: str) -> None:
    if path.endswith(("/contact/", "/staying-safe-online/")):
        assert data(path) == {}
    else:
        assert breadcrumbs(path)[-1][1] == path


def test_a_post_that_somebody_else_published_first_is_ours_and_based_on_theirs() -> None:
    publisher = builders.organisation(name="A sample network", website="https://www.example.org/")
    author = builders.person(name="Sample Author")
    page = builders.blog_page(
        publisher=publisher,
        authors=[author],
        date=datetime.date(2020, 11, 3),
        original_url="https://www.example.org/post",
        original_title="Their title",
    )
    post = data(page.url)["BlogPosting"]
    assert post["headline"] == page.title
    assert post["author"] == [{"@type": "Person", "name": "Sample Author"}]
    assert post["publisher"]["name"] == "Apna Haq"
    assert post["isBasedOn"]["url"] == "https://www.example.org/post"
    assert post["isBasedOn"]["name"] == "Their title"
    assert post["isBasedOn"]["publisher"]["name"] == "A sample network"
    assert post["isBasedOn"]["datePublished"] == "2020-11-03"
    assert post["datePublished"] == page.first_published_at.date().isoformat()
    assert post["image"].startswith(f"{ADDRESS}/static/img/link-cards/bagh-en-gb")


def test_where_the_address_of_the_original_is_not_known_nothing_is_said_of_it() -> None:
    assert "isBasedOn" not in data("/blog/intersectionality/")["BlogPosting"]


def test_a_post_of_our_own_without_an_author_is_by_the_organisation() -> None:
    post = data(builders.blog_page(date=datetime.date(2022, 2, 2)).url)["BlogPosting"]
    assert [each["name"] for each in post["author"]] == ["Apna Haq"]
    assert post["datePublished"] == "2022-02-02"


def test_an_interview_names_who_answers_and_who_asks() -> None:
    article = data("/interviews/get-over-the-shock/")["Article"]
    assert article["about"] == {"@type": "Person", "name": "Zlakha Ahmed"}
    assert [each["name"] for each in article["author"]] == ["Institute of Race Relations"]


def test_an_interview_whose_consent_has_ended_does_not_name_who_answers() -> None:
    consent = builders.consent(is_withdrawn=True)
    page = builders.interview_page(interviewee=builders.person(name="Sample Interviewee"), consent=consent)
    assert "Sample Interviewee" not in Client().get(page.url).content.decode()
    assert "about" not in data(page.url)["Article"]


def test_the_glossary_is_a_set_of_defined_terms() -> None:
    builders.glossary_term(term="Ally", meaning="who stands beside somebody", explanation="Not in front.")
    glossary = data("/glossary/")["DefinedTermSet"]
    terms = {each["name"]: each["description"] for each in glossary["hasDefinedTerm"]}
    assert terms["Ally"] == "who stands beside somebody. Not in front."
    assert terms["NVC"] == "non-violent communication"


def test_a_discreet_story_has_no_linked_data() -> None:
    assert data(builders.blog_page(title="A walk", is_sensitive=True).url) == {}
