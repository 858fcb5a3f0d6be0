"""Long lists are divided and filtered: each part says which it is, in its title, its heading and its address."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from pages.models import BlogIndexPage
from tests import builders
from tests.reading import parsed, plain

pytestmark = pytest.mark.django_db

PATHS = ["/blog/", "/blog/?page=2", "/blog/?topic=garden", "/blog/?topic=garden&page=2", "/interviews/"]


@pytest.fixture
def pages() -> dict[str, BeautifulSoup]:
    """Return the parts of a long blog by their addresses."""
    topic = builders.topic(name="Gardens", slug="garden")
    for _ in range(11):
        builders.blog_page(topics=[topic])
    return {path: parsed(Client().get(path)) for path in PATHS}


def test_every_part_of_a_list_has_a_title_a_heading_and_a_description_of_its_own(pages) -> None:
    for values in (
        [page.title.get_text() for page in pages.values()],
        [plain(page.h1.get_text()) for page in pages.values()],
        [page.select_one("meta[name=description]")["content"] for page in pages.values()],
        [page.select_one("link[rel=canonical]")["href"] for page in pages.values()],
    ):
        assert len(set(values)) == len(PATHS), values


def test_the_title_says_the_topic_and_the_page(pages) -> None:
    assert pages["/blog/"].title.get_text() == "Blog – Apna Haq"
    assert pages["/blog/?topic=garden&page=2"].title.get_text() == "Blog: Gardens, page 2 – Apna Haq"
    assert plain(pages["/blog/?topic=garden&page=2"].h1.get_text()) == "Blog: Gardens, page 2"


def test_each_part_is_its_own_canonical_address(pages) -> None:
    for path, page in pages.items():
        assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{path}"


def test_the_pages_of_a_list_may_be_indexed_and_its_filters_not(pages) -> None:
    asked_to_leave_out = {path for path, page in pages.items() if page.select("meta[name=robots][content=noindex]")}
    assert asked_to_leave_out == {"/blog/?topic=garden", "/blog/?topic=garden&page=2"}


def test_every_part_of_what_was_found_has_a_title_and_a_heading_of_its_own(pages) -> None:
    found = {
        query: parsed(Client().get(f"/search/?q=sample{query}"))
        for query in ("", "&page=2", "&kind=blog", "&kind=blog&page=2")
    }
    titles = [page.title.get_text() for page in found.values()]
    assert titles[0] == "Search – Apna Haq" and titles[1] == "Search: page 2 – Apna Haq"
    assert len(set(titles)) == 4
    assert [plain(page.h1.get_text()) + " – Apna Haq" for page in found.values()] == titles
    # What somebody looked for is in no title: it would stay in the history of her browser.
    assert not any("sample" in title.lower() for title in titles)


def test_only_the_first_page_of_all_is_the_translation_of_a_list_in_another_language() -> None:
    blog = builders.seeded(BlogIndexPage)
    builders.in_urdu(blog)
    for _ in range(11):
        builders.blog_page()
    assert parsed(Client().get("/blog/")).select("link[hreflang]")
    assert not parsed(Client().get("/blog/?page=2")).select("link[hreflang]")
