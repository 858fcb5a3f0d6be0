"""Whoever follows every link of the site, in both languages, finds each page once and nothing broken."""

import re
from collections import Counter
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.models import Page

from pages.models import BlogPage, InterviewPage
from tests import builders
from tests.page_types import EMPTY_PATHS
from tests.reading import links, parsed
from tests.structure import unmarked_english

pytestmark = pytest.mark.django_db

# Each leads away, or answers each visitor alone.
NOT_FOLLOWED = ("/exit/", "/ur/exit/")
# Results with the numbers to call, a term of the glossary, and nothing that was found.
URDU_SEARCHES = ("/ur/search/?q=مدد", "/ur/search/?q=NAPAR", "/ur/search/?q=qqqqqqqq")


@pytest.fixture
def site() -> None:
    """Add to the samples of a new site two Urdu stories that may be indexed, and one that is in English alone."""
    for model in (BlogPage, InterviewPage):
        story = builders.seeded(model)
        builders.in_urdu(story, title=f"نمونے کا صفحہ {story.pk}", seo_title="", sample_note="")
        builders.in_urdu(story.get_parent(), title=f"نمونے کی فہرست {story.pk}", sample_note="")
    builders.blog_page(title="A post without an Urdu translation")


@pytest.fixture
def crawled(site: None, client: Client) -> dict[str, BeautifulSoup]:
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


def alternates(page: BeautifulSoup) -> dict[str, str]:
    """Return the paths that the head of a page gives for each language."""
    links = page.select("head link[rel=alternate][hreflang]")
    return {link["hreflang"]: urlsplit(link["href"]).path for link in links}


def test_no_public_page_is_an_orphan(crawled: dict[str, BeautifulSoup]) -> None:
    public = {page.get_url() for page in Page.objects.live().filter(depth__gt=1)}
    # Nothing leads to a list with nothing in it.
    assert public - set(crawled) == set(EMPTY_PATHS)
    assert len(crawled) > 30


def test_no_two_pages_have_one_title_and_no_english_is_read_as_urdu(crawled: dict[str, BeautifulSoup]) -> None:
    # The title of a search does not say what was searched, which would stay in the history of the browser; and the
    # contact page is one page whatever topic a link to it chooses.
    one_title = re.compile(r"/search/|/contact/\?")
    titles = Counter(page.title.get_text() for path, page in crawled.items() if not one_title.search(path))
    assert [title for title, number in titles.items() if number > 1] == []
    urdu = {path: page for path, page in crawled.items() if page.html["lang"] == "ur"}
    assert len(urdu) > 5
    assert {path: texts for path, page in urdu.items() if (texts := list(unmarked_english(page)))} == {}


def test_each_page_names_its_translations_and_they_name_it(crawled: dict[str, BeautifulSoup]) -> None:
    named = {path: alternates(page) for path, page in crawled.items() if "?" not in path}
    pairs = {path: found for path, found in named.items() if found}
    # Two stories and their lists, in both languages; the samples are named nowhere.
    assert len(pairs) == 8
    for path, found in pairs.items():
        assert set(found) == {"en-gb", "ur", "x-default"} and path in found.values()
        assert found["x-default"] == found["en-gb"]
        assert all(named[other] == found for other in found.values())
