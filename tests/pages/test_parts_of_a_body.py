"""The parts of a body fit together: documents are one list, and every section can be linked to."""

import pytest

from pages.models import SafetyPage
from tests import builders
from tests.reading import parsed, words

pytestmark = pytest.mark.django_db


def test_documents_that_stand_one_after_the_other_are_one_list(client):
    documents = [("document", {"document": builders.document(), "title": f"Sample {number}"}) for number in range(4)]
    body = [*documents[:2], ("paragraph", "<p>Sample words.</p>"), documents[2], documents[3]]
    lists = parsed(client.get(builders.standard_page(body=body).url)).main.select("ul.downloads")
    assert [[words(item.a) for item in each.select("li")] for each in lists] == [
        ["Sample 0", "Sample 1"],
        ["Sample 2", "Sample 3"],
    ]


def test_the_page_about_staying_safe_links_every_section(client):
    page = builders.seeded(SafetyPage)
    page.body = [*page.body.raw_data, {"type": "heading", "value": {"text": "A sample heading", "level": "h2"}}]
    page.save_revision().publish()
    main = parsed(client.get("/staying-safe-online/")).main
    links = {link["href"].removeprefix("#"): words(link) for link in main.select("nav[aria-label='On this page'] a")}
    assert links == {heading["id"]: words(heading) for heading in main.select("h2")}
    # On a telephone, what to know first is not below the contents.
    assert main.select_one(".alert").find_next("nav")["aria-label"] == "On this page"
    assert len(links) == 11 and list(links) == [heading["id"] for heading in main.select("h2")]


@pytest.mark.parametrize("path", ["/", "/anti-racism/local/"])
def test_be_part_of_it_says_how(client, path):
    call = parsed(client.get(path)).main.select_one("section[aria-labelledby=call-to-action]")
    assert words(call.h2) == "Be part of it"
    assert {link["href"]: words(link) for link in call.select(".tags a")} == {
        "/contact/?topic=anti-racism": "Anti-racism work and the National Plan",
        "/contact/?topic=workshop": "A workshop or a speaker",
        "/contact/?topic=partnership": "Partnership or funding",
    }
