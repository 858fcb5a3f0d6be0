"""Whoever follows every link of the site, in both languages, finds each page once and nothing broken."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.page_types import SEEDED_PATHS
from tests.reading import links, parsed
from tests.structure import unmarked_english

pytestmark = pytest.mark.django_db

# Each leads away, or answers each visitor alone.
NOT_FOLLOWED = ("/exit/", "/ur/exit/")
# Results with the numbers to call, a term of the glossary, and nothing that was found.
URDU_SEARCHES = ("/ur/search/?q=مدد", "/ur/search/?q=NAPAR", "/ur/search/?q=qqqqqqqq")


@pytest.fixture
def crawled(client: Client) -> dict[str, BeautifulSoup]:
    """Follow every link from the home pages and from searches, and return the pages. Fails at a broken link."""
    waiting, found, seen = ["/", "/ur/", *URDU_SEARCHES], {}, set()
    while waiting:
        path = waiting.pop()
        seen.add(path)
        response = client.get(path)
        assert response.status_code == 200, path
        if "html" in response.headers["Content-Type"]:
            found[path] = parsed(response)
            targets = {link.partition("#")[0] for link in links(response) if link.startswith(("/", "?"))}
            new = {path.partition("?")[0] + link if link.startswith("?") else link for link in targets if link} - seen
            waiting += [link for link in new if not link.startswith(NOT_FOLLOWED) and link not in waiting]
    return found


def test_a_crawl_finds_every_page_and_no_title_twice_and_no_english_read_as_urdu(
    crawled: dict[str, BeautifulSoup],
) -> None:
    assert set(SEEDED_PATHS) - set(crawled) == set()
    titles = Counter(page.title.get_text() for path, page in crawled.items() if "?" not in path)
    assert [title for title, number in titles.items() if number > 1] == []
    urdu = {path: page for path, page in crawled.items() if page.html["lang"] == "ur"}
    assert len(urdu) > 5
    assert {path: texts for path, page in urdu.items() if (texts := list(unmarked_english(page)))} == {}
